"""Enrolment over a real socket: a laptop with its first person, then a second one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import utc_now
from mobile_office.domain.errors import NotAllowed, Offline, Trouble
from mobile_office.domain.people import Role
from mobile_office.joining import enrol, join
from mobile_office.store.device import read_device
from mobile_office.store.keys import Slots, open_recovery
from mobile_office.store.vault import open_store
from mobile_office.workplace import open_workplace
from tests.house import CHEAP, STREAM, Town

FIRST, SECOND = "linde am Marktplatz", "ahorn am Marktplatz"


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def _codes(town: Town) -> tuple[str, str]:
    device = town.office.invite_device(STREAM, "B", "bus")
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    return device.text, person.text


def test_a_laptop_and_its_people_get_in(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    person = slots.last_person()
    assert person is not None
    unlocked = slots.unlock(person, FIRST, utc_now())
    place = open_workplace(home, unlocked.dbk)
    _, code = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    assert join(place, unlocked.dbk, code.text, SECOND, CHEAP) == "Jonas Weber"
    assert [colleague.name for colleague in place.people.colleagues()] == ["Jonas Weber", "Katrin Berger"]
    place.close()
    second = slots.unlock(slots.people()[1][0], SECOND, utc_now())
    assert second.dbk == unlocked.dbk


def test_the_office_can_open_a_home_whose_people_all_forgot(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    grant = (home / "recovery.grant").read_bytes()
    recovered = open_recovery(grant, town.office.keys.recovery)
    open_workplace(home, recovered.dbk).close()


def test_a_wrong_code_leaves_no_enrolled_home(town: Town, url: str, tmp_path: Path) -> None:
    device, person = _codes(town)
    with pytest.raises(NotAllowed):
        enrol(tmp_path / "home", url, device[:-4] + "AAAA", person, FIRST, CHEAP)
    assert not (tmp_path / "home" / "device.json").exists()
    enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)
    assert read_device(tmp_path / "home").letter == "B"
    with pytest.raises(NotAllowed, match="already_enrolled"):
        enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)


def test_a_weak_passphrase_uses_up_no_code(town: Town, url: str, tmp_path: Path) -> None:
    device, person = _codes(town)
    with pytest.raises(Trouble, match="weak_passphrase"):
        enrol(tmp_path / "home", url, device, person, "kurz", CHEAP)
    enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)


def test_without_a_link_enrolment_says_so(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Offline):
        enrol(tmp_path / "home", "http://127.0.0.1:9", *_codes(town), FIRST, CHEAP)


def test_a_failed_second_person_leaves_the_first_alone(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    before = slots.people()
    unlocked = slots.unlock(before[0][0], FIRST, utc_now())
    place = open_workplace(home, unlocked.dbk)
    _, code = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    with pytest.raises(Trouble, match="weak_passphrase"):
        join(place, unlocked.dbk, code.text, "kurz", CHEAP)
    place.close()
    assert slots.people() == before


def test_enrolling_anew_deletes_nothing_and_works_after_an_interruption(
    town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    (home / "device.json").unlink()  # lost, or the battery went flat just before it was written
    device = town.office.invite_device(STREAM, "C", "bus")
    _, person = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    assert enrol(home, url, device.text, person.text, SECOND, CHEAP).letter == "C"
    (aside,) = home.glob("before-*")
    old = Slots(aside, CHEAP)
    dbk = old.unlock(old.people()[0][0], FIRST, utc_now()).dbk
    open_store(aside / "store.db", dbk).dispose()
