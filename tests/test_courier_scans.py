"""Scans on a stick, with a real store, a real office and a folder as the stick: there, back, and never in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mobile_office.backoffice import admin
from mobile_office.backoffice.deposit import Deposit
from mobile_office.courier import Bundle, Courier
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import Trouble
from mobile_office.post import Post
from mobile_office.sync.bundle import read
from mobile_office.sync.stick import SPARE, Step
from tests.house import Laptop, Town
from tests.samples import fill_sample

SMALL, LARGE = b"a photo" * 1000, b"many pages" * 90_000


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def carry(town: Town, stick: Path) -> Callable[[], str]:
    """Take the stick to the office and have it read there; what is said."""

    def carry() -> str:
        said, is_whole = admin.take_bundles(town.office, [stick])
        assert is_whole, said
        return said

    return carry


@pytest.fixture
def deposit(town: Town, laptop: Laptop) -> Deposit:
    """How the laptop hands in scans over the link."""
    return Deposit(town.office, town.office.device(laptop.place.device.id))


def submit(desk: Desk, *scans: bytes) -> str:
    """A registration with scans of the landlord's confirmation; its number."""
    draft = fill_sample(desk, "registration")
    for data in scans:
        draft = desk.attaching.keep(draft.id, desk.attaching.seal(data, Format.JPEG, 1, "landlord"))
    return desk.submit(draft.id)


def are_complete(desk: Desk, *numbers: str) -> bool:
    return all(desk.page(number).are_complete for number in numbers)


def digests(desk: Desk, number: str) -> list[str]:
    return [one.digest for one in desk.page(number).attachments]


def used(stick: Path) -> int:
    return sum(path.stat().st_size for path in stick.rglob("*") if path.is_file())


def test_scans_go_along_and_the_answer_says_the_office_holds_them(
    desk: Desk, laptop: Laptop, stick: Path, carry: Callable[[], str]
) -> None:
    number, steps = submit(desk, SMALL, LARGE), list[Step]()
    written = desk.courier.write(stick, utc_now(), tell=steps.append)
    assert (written.scans, written.scans_waiting, written.left_behind) == (2, 2, 0)
    writing, verifying = ([step for step in steps if step.name == name] for name in ("writing", "verifying"))
    assert (writing[0].done, writing[-1].done) == (0, writing[-1].total)
    assert len(LARGE) < verifying[-2].done < verifying[-2].total
    assert verifying[-1].is_last
    folder = stick / "buendel-B-0001"
    assert {path.name for path in (folder / "attachments").iterdir()} == set(digests(desk, number))
    assert not [word for word in (b"photo", b"pages") if word in b"".join(_contents(folder))]
    assert "1 entry receipted. 2 attachments held." in carry()
    brought = desk.courier.take_in(stick, utc_now())
    assert (brought.read, brought.lacking) == (("B-0001",), frozenset())
    assert are_complete(desk, number)
    assert all(laptop.place.attachments.row(one).sent_at for one in digests(desk, number))
    assert laptop.place.attachments.unsent() == (0, 0)
    assert desk.courier.without_receipt() == ()
    with pytest.raises(Trouble, match="bundle_empty"):
        desk.courier.write(stick, utc_now())


def _contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_scans_alone_go_when_their_cases_are_receipted_already(
    desk: Desk, stick: Path, carry: Callable[[], str]
) -> None:
    number = submit(desk, SMALL)
    desk.deliver(force=True)  # a link too bad for scans
    written = desk.courier.write(stick, utc_now())
    assert (written.entries, written.scans, written.waiting) == (0, 1, 0)
    assert [one.name for one in desk.courier.without_receipt()] == ["B-0001"], "a lost stick is missed"
    carry()
    desk.courier.take_in(stick, utc_now())
    assert are_complete(desk, number)
    assert desk.courier.without_receipt() == ()


def test_a_small_stick_takes_the_cases_first_and_then_the_smallest_scans(
    desk: Desk, laptop: Laptop, stick: Path, carry: Callable[[], str]
) -> None:
    numbers = submit(desk, LARGE), submit(desk, SMALL)
    place, size = laptop.place, 300_000
    written = Courier(place, free=lambda _: size - used(stick)).write(stick, utc_now())
    assert (written.entries, written.scans, written.left_behind) == (2, 1, 1)
    carry()
    desk.courier.take_in(stick, utc_now())
    assert not are_complete(desk, numbers[0])
    assert are_complete(desk, numbers[1])
    tiny = Courier(place, free=lambda _: SPARE + 120_000).write(stick, utc_now())
    assert (tiny.entries, tiny.scans, tiny.left_behind) == (0, 0, 1), "never a reason to fail"
    with pytest.raises(Trouble, match="stick_full"):
        Courier(place, free=lambda _: 1000).write(stick, utc_now())


def test_a_scan_damaged_on_the_laptop_stays_behind(desk: Desk, laptop: Laptop, stick: Path) -> None:
    number = submit(desk, SMALL, LARGE)
    file = laptop.place.home / "attachments" / digests(desk, number)[0]
    file.write_bytes(b"x" + file.read_bytes()[1:])
    written = desk.courier.write(stick, utc_now())
    assert (written.entries, written.scans, written.damaged) == (1, 1, 1)
    (listed,) = read(stick / "buendel-B-0001").manifest.attachments
    assert listed.digest == digests(desk, number)[1]


def test_a_scan_damaged_on_the_stick_is_said_and_goes_again(
    desk: Desk, stick: Path, carry: Callable[[], str]
) -> None:
    number = submit(desk, SMALL, LARGE)
    desk.courier.write(stick, utc_now())
    file = stick / "buendel-B-0001" / "attachments" / digests(desk, number)[0]
    file.write_bytes(file.read_bytes()[:-1])
    assert file.name in carry()
    brought = desk.courier.take_in(stick, utc_now())
    assert brought.lacking == desk.courier.take_in(stick, utc_now()).lacking == set(digests(desk, number))
    assert (brought.read, brought.damaged) == (("B-0001",), ())
    assert not are_complete(desk, number)
    assert desk.courier.write(stick, utc_now()).scans == 2
    carry()
    assert not desk.courier.take_in(stick, utc_now()).lacking
    assert are_complete(desk, number)


def test_by_link_and_by_stick_and_twice_a_scan_is_there_once(
    desk: Desk, laptop: Laptop, town: Town, stick: Path, deposit: Deposit, carry: Callable[[], str]
) -> None:
    number = submit(desk, SMALL, LARGE)
    desk.courier.write(stick, utc_now())
    Post(laptop.place, town.office, blobs=deposit).deliver(utc_now(), force=True)
    assert are_complete(desk, number)
    assert desk.courier.without_receipt() == (), "the link has brought all of it meanwhile"
    cursor = town.office.journal(laptop.place.device.stream).cursor()
    for _ in range(2):
        carry()
        assert not desk.courier.take_in(stick, utc_now()).lacking
    assert town.office.journal(laptop.place.device.stream).cursor() == cursor


@pytest.mark.parametrize("at", ["sealing", "writing", "verifying"])
def test_somebody_stops_it_and_nothing_stands_on_the_stick(
    desk: Desk, laptop: Laptop, stick: Path, at: str
) -> None:
    submit(desk, LARGE)

    def stop(step: Step) -> None:
        if step.name == at:
            desk.courier.stop()

    with pytest.raises(Trouble, match="bundle_stopped"):
        desk.courier.write(stick, utc_now(), tell=stop)
    assert list(stick.iterdir()) == []
    assert desk.courier.without_receipt() == ()
    assert desk.courier.write(stick, utc_now()).name == "B-0001"


def test_after_the_manifest_it_is_too_late_to_stop(desk: Desk, stick: Path) -> None:
    submit(desk, SMALL)
    written: Bundle = desk.courier.write(
        stick, utc_now(), tell=lambda step: desk.courier.stop() if step.is_last else None
    )
    assert read(stick / f"buendel-{written.name}").manifest.attachments
