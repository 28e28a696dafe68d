"""A backup put back on another laptop, with a real office over HTTP: nothing refused, nothing twice, nothing reused."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import inviting
from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import canonical
from mobile_office.desk import utc_now
from mobile_office.domain.case import DeviceAction
from mobile_office.domain.errors import Damaged, Offline
from mobile_office.domain.people import Role
from mobile_office.joining import Returner
from mobile_office.restoring import is_restored, restore
from mobile_office.signing import public_key, sign
from mobile_office.store.backup_manifest import FILE
from mobile_office.store.handed_in import SKIPPED
from mobile_office.store.keys import Slots
from mobile_office.sync.code import proof
from tests.house import CHEAP, STREAM, Town
from tests.lost import FIRST, SECOND, Bus, Roads, alarms, at_office, back_up, sound, with_scan
from tests.samples import fill_sample, submit_sample

Back = Callable[[Path], Bus]


@pytest.fixture
def roads(town: Town) -> Iterator[Roads]:
    with in_thread(town.office) as url:
        roads = Roads(town, url)
        yield roads
        roads.close()


@pytest.fixture
def bus(roads: Roads) -> Bus:
    return roads.bus()


@pytest.fixture
def come_back(roads: Roads) -> Back:
    return roads.come_back


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The empty home of another laptop."""
    folder = tmp_path / "another"
    folder.mkdir()
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "safe"
    folder.mkdir()
    return folder


def test_a_lost_laptop_goes_on_from_its_backup_and_the_office_refuses_and_doubles_nothing(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    before = [submit_sample(bus.desk, "id_exemption") for _ in range(4)] + [
        with_scan(bus.desk, b"a photo" * 900)
    ]
    bus.deliver()
    waiting = with_scan(bus.desk, b"another" * 90_000)  # in the backup, not delivered when it is made
    begun, kept = fill_sample(bus.desk, "id_card"), fill_sample(bus.desk, "registration")
    backup = back_up(bus, place)
    after = [submit_sample(bus.desk, "id_exemption"), bus.desk.submit(bus.desk.sign(begun.id).id)]
    bus.deliver()
    lost = submit_sample(bus.desk, "id_exemption")  # never delivered
    bus.close()
    restore(backup, home, utc_now())

    again = come_back(home)
    assert {line.number for line in again.place.cases()} == {*before, waiting, *after}
    assert [draft.id for draft in again.place.drafts.open()] == [kept.id], (
        "what was handed in is no draft any more"
    )
    fresh = [submit_sample(again.desk, "id_exemption"), again.desk.submit(again.desk.sign(kept.id).id)]
    again.deliver()
    assert lost not in fresh
    assert int(fresh[0].split("-")[2]) == 6 + SKIPPED + 1
    assert at_office(town) == sorted([*before, waiting, *after, *fresh])
    assert all(again.desk.page(number).are_complete for number in (before[-1], waiting))
    assert {len(again.place.journal.entries(number)) for number in at_office(town)} == {1}
    assert alarms(town) == 0
    sound(again)
    noted = [each.entry.header for each in again.place.journal.entries(again.place.device.id)]
    assert [header.action for header in noted] == [DeviceAction.RESTORED]
    again.close()


@pytest.mark.slow
def test_a_backup_made_while_somebody_writes_all_the_time_is_whole(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    stop, typed = threading.Event(), 0
    draft = bus.desk.start("registration", {})

    def write() -> None:
        nonlocal typed
        while not stop.is_set():
            typed += 1
            bus.desk.save(draft.id, "person.family_name", f"Mustermann {typed}")
            time.sleep(0.001)  # a person types slower still, and whoever backs up writes too

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups = [back_up(bus, place, utc_now() + timedelta(seconds=n)) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    assert typed > 3
    restore(backups[-1], home, utc_now())
    bus.close()
    again = come_back(home)
    (kept,) = again.place.drafts.open()
    assert kept.id == draft.id
    sound(again)
    again.close()


@pytest.mark.slow
def test_the_old_laptop_that_turns_up_again_loses_nothing_and_alarms_the_office(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    submit_sample(bus.desk, "id_exemption")
    bus.deliver()
    restore(back_up(bus, place), home, utc_now())
    again = come_back(home)
    submit_sample(again.desk, "id_exemption")
    again.deliver()
    assert alarms(town) == 0
    late = submit_sample(bus.desk, "id_exemption")
    bus.deliver()
    assert alarms(town) == 1
    again.deliver()
    assert late in at_office(town)
    assert len(at_office(town)) == 3
    sound(again)
    again.close()


def test_nobody_gets_in_before_the_office_has_said_what_it_got_since(
    town: Town, roads: Roads, bus: Bus, place: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_sample(bus.desk, "id_exemption")
    restore(back_up(bus, place), home, utc_now())
    bus.deliver()
    bus.close()
    person = Slots(home, CHEAP).people()[0][0]
    returner = Returner(home, roads.url, CHEAP)
    code = inviting.invite_back(town.office, returner._device.id, person).text

    def away(*_: object, **__: object) -> None:
        raise Offline("no_network")

    with monkeypatch.context() as patch:
        patch.setattr("mobile_office.restoring.deliver", away)
        with pytest.raises(Offline):
            returner.come_back(code, SECOND)
    assert is_restored(home)
    assert not (home / "device.secret").exists(), "no passphrase opens anything"
    returner.come_back(code, SECOND)
    assert not is_restored(home)
    again = roads.opened(home, SECOND)
    assert len(again.place.heads.known(again.place.chain()).given_up) == 1, "the chain is left once"
    again.deliver()
    sound(again)
    again.close()


@pytest.mark.slow
def test_numbers_of_a_year_that_began_after_the_backup_are_not_given_again(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    backup = back_up(bus, place, utc_now() - timedelta(days=370))
    restore(backup, home, utc_now())
    bus.close()
    again = come_back(home)
    number, _ = again.place.journal.free_number("B", utc_now().year)
    assert number.split("-")[2] == f"{SKIPPED + 1:05d}"
    (form,) = again.desk.issue_forms("registration", 1)
    assert form.split("-")[3] == f"{SKIPPED + 1:05d}"
    again.close()


@pytest.mark.slow
def test_a_backup_signed_by_another_device_lets_nobody_in(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    backup = back_up(bus, place)
    content = json.loads((backup / FILE).read_bytes())["content"]
    stranger = bytes(range(32))
    content["key"] = public_key(stranger)
    (backup / FILE).write_bytes(
        canonical({"content": content, "signature": sign(stranger, "backup", content)})
    )
    restore(backup, home, utc_now())
    with pytest.raises(Damaged):
        come_back(home)


@pytest.mark.slow
def test_who_was_revoked_after_the_backup_does_not_come_back_with_it(
    town: Town, bus: Bus, place: Path, home: Path, come_back: Back
) -> None:
    account, code = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    dbk = bus.slots.unlock(bus.slots.people()[0][0], FIRST, utc_now()).dbk
    keys = bus.slots.add(account.id, account.name, SECOND, bus.place.device.id, dbk)
    claim = {"desk_key": keys.desk, "decision_key": keys.decision, "exchange_key": keys.exchange}
    town.office.certify(code.lookup, claim, proof(code.proof_key, claim))
    restore(back_up(bus, place), home, utc_now())
    assert len(Slots(home, CHEAP).people()) == 2
    town.office.revoke_person(account.id)
    again = come_back(home)
    assert [name for _, name in again.slots.people()] == ["Berger, Test"]
    fresh = again.slots.unlock(again.slots.people()[0][0], SECOND, utc_now()).dbk
    assert fresh != dbk, "they have seen the database key, so it was changed"


@pytest.mark.slow
def test_a_backup_older_than_a_change_of_the_database_key_opens_with_its_own_grant(
    roads: Roads, bus: Bus, place: Path, home: Path
) -> None:
    old = submit_sample(bus.desk, "id_exemption")
    backup = back_up(bus, place)
    bus.slots.want_rotation(utc_now())
    bus.close()
    changed = roads.opened(bus.place.home, FIRST)
    assert changed.slots.rotation() is None, "the key is another one now"
    fresh = submit_sample(changed.desk, "id_exemption")
    changed.deliver()
    changed.close()
    restore(backup, home, utc_now())
    again = roads.come_back(home)
    assert {line.number for line in again.place.cases()} == {old, fresh}
    sound(again)
    restore(back_up(again, place, utc_now() + timedelta(seconds=5)), _fresh(home), utc_now())


def _fresh(home: Path) -> Path:
    folder = home.with_name("third")
    folder.mkdir()
    return folder
