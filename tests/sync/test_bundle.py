"""A bundle there and back, with a real office: files as listed, replies that answer their request."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice import bundles
from mobile_office.domain.errors import Trouble
from mobile_office.sealing import new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.sync import bundle
from mobile_office.sync.enclosures import Stowed
from mobile_office.sync.enrolment import DeviceKeys
from mobile_office.sync.manifest import Enclosed
from mobile_office.sync.stick import UNFINISHED, room_for
from tests.backoffice.bystick import ByStick
from tests.backoffice.counter import NOW, open_counter
from tests.ciphertexts import scan


@pytest.fixture
def way(tmp_path: Path) -> Iterator[ByStick]:
    with open_counter(tmp_path) as counter:
        yield ByStick(counter, tmp_path)


def read_all(way: ByStick, folder: Path) -> None:
    """Read a bundle as the office does."""
    found = bundle.read(folder)
    found.check(public_key(way.counter.bus.keys.seed))
    bundle.read_files(folder, found.manifest.files)


def test_names_and_clear_files_tell_nothing_of_a_person(way: ByStick) -> None:
    one = scan()
    folder = way.put(way.counter.bus.request(way.counter.bus.submit("Berger")), scans=(one,))
    bundles.take(way.counter.office, folder)
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    sealed = {"requests/0001.sealed", "replies/0001.sealed"}
    assert files == {"manifest.json", "receipt.json", f"attachments/{one.digest}", *sealed}
    everything = b"".join((folder / name).read_bytes() for name in files)
    assert not [word for word in (b"Mustermann", b"Berger", b"B-2026") if word in everything]


def test_requests_are_packed_first_and_then_the_attachments_that_find_room(tmp_path: Path) -> None:
    files, small, large = {"requests/0001.sealed": b"x" * 100}, scan(1000), scan(200_000)
    of = {each.digest: each for each in (small, large)}
    waiting = [Enclosed(each.digest, each.size) for each in (small, large)]

    def pack(free: int) -> Stowed:
        return bundle.pack(
            tmp_path / "b", files, waiting, lambda name, at: of[name].chunk(at), free=lambda _: free
        )

    with pytest.raises(Trouble, match="stick_full"):
        pack(room_for(files))
    assert pack(room_for(files) + 100_000) == Stowed(tuple(waiting[:1]), left_behind=1)


def test_a_stick_is_searched_for_finished_bundles(way: ByStick) -> None:
    first, second = (way.put(way.counter.bus.request()) for _ in range(2))
    second.rename(second.with_name(second.name + UNFINISHED))
    assert bundle.find(way.folder) == (first,)
    assert bundle.find(first) == (first,)
    with pytest.raises(Trouble, match="bundle_none"):
        bundle.find(first / "requests")


@pytest.mark.parametrize("name", ["requests/0001.sealed", "manifest.json"])
def test_a_file_that_is_not_as_listed_is_damaged(way: ByStick, name: str) -> None:
    folder = way.put(way.counter.bus.request())
    data = (folder / name).read_bytes()
    for changed in (data[:-1], data + b"x", data[:-1] + bytes([data[-1] ^ 1])):
        (folder / name).write_bytes(changed)
        with pytest.raises(Trouble, match="bundle_damaged"):
            read_all(way, folder)
    (folder / name).write_bytes(data)
    read_all(way, folder)


def test_a_folder_of_requests_that_is_a_link_is_damaged(way: ByStick) -> None:
    folder = way.put(way.counter.bus.request())
    (folder / "requests").rename(way.folder / "elsewhere")
    (folder / "requests").symlink_to(way.folder / "elsewhere")
    with pytest.raises(Trouble, match="bundle_damaged"):
        bundle.read_files(folder, bundle.read(folder).manifest.files)


def test_a_receipt_of_another_bundle_is_not_believed(way: ByStick) -> None:
    first, second = (way.put(way.counter.bus.request()) for _ in range(2))
    bundles.take(way.counter.office, first)
    (second / "receipt.json").write_bytes((first / "receipt.json").read_bytes())
    with pytest.raises(Trouble, match="bundle_damaged"):
        way.replies(second)


def test_a_reply_opens_only_for_its_device_and_its_request(way: ByStick) -> None:
    bus, folder = way.counter.bus, way.put(way.counter.bus.request())
    bundles.take(way.counter.office, folder)
    data = (folder / "replies" / "0001.sealed").read_bytes()
    with pytest.raises(Trouble, match="bundle_damaged"):
        bundle.open_reply(data, "00" * 32, bus.device, bus.keys)
    other = DeviceKeys(new_signing_key(), new_exchange_key())
    with pytest.raises(Trouble, match="bundle_damaged"):
        bundle.open_reply(data, bundle.read(folder).manifest.files[0].sha256, bus.device, other)


def test_replies_put_again_replace_those_before(way: ByStick) -> None:
    folder = way.put(way.counter.bus.request())
    for seed in (new_signing_key(), way.counter.office.keys.signing):
        bundle.put_replies(bundle.read(folder), [b"one"], seed, NOW)
    receipt = bundle.read_receipt(folder, bundle.read(folder).digest, way.counter.office.keys.public.signing)
    assert receipt is not None
    assert bundle.read_files(folder, receipt.files) == (b"one",)
