"""What protects the keys of a laptop: told as it is, and unknown where it cannot be found out."""

from pathlib import Path

import pytest

from mobile_office.store.protection import protection_of, swap_of
from tests.house import Laptop

HEAD = "Filename\tType\tSize\tUsed\tPriority\n"


def _system(folder: Path, *swaps: str) -> Path:
    (folder / "proc").mkdir()
    (folder / "proc" / "swaps").write_text(HEAD + "".join(f"{name} partition 8 0 -2\n" for name in swaps))
    mapped = folder / "sys/class/block/dm-0/dm"
    mapped.mkdir(parents=True)
    (mapped / "uuid").write_text("CRYPT-PLAIN-swap\n")
    return folder


@pytest.mark.parametrize(
    "swaps, kind",
    [
        ((), "none"),
        (("/dev/zram0",), "memory"),
        (("/dev/dm-0",), "encrypted"),
        (("/dev/dm-0", "/dev/zram0"), "encrypted"),
        (("/dev/sda2", "/dev/dm-0"), "plain"),
        (("/swapfile",), "plain"),
    ],
)
def test_where_memory_may_be_written_to(tmp_path: Path, swaps: tuple[str, ...], kind: str) -> None:
    assert swap_of(_system(tmp_path, *swaps)) == kind


def test_a_system_that_does_not_say_is_unknown(tmp_path: Path) -> None:
    assert swap_of(tmp_path) == "unknown"


def test_a_home_says_where_its_secret_lies_and_whether_the_office_can_help(laptop: Laptop) -> None:
    place = laptop.place
    assert protection_of(place.home).secret == "file"
    assert not protection_of(place.home).recovery
    laptop.slots.write_recovery_grant(place.device.office_recovery, bytes(range(32)), place.device.id)
    assert protection_of(place.home).recovery
    (place.home / "device.secret").write_bytes(b"spoilt")
    assert protection_of(place.home).secret == ""
