"""The key is changed for everyone who stays: absent colleagues, pool slots and recovery, and for nobody else."""

import os
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office import rotation
from mobile_office.certified import SignedCertificate
from mobile_office.desk import utc_now
from mobile_office.domain.errors import Damaged, DiskFull, MobileOfficeError, Trouble, WrongKey
from mobile_office.domain.people import Certificate, Role
from mobile_office.leaving import remove_revoked
from mobile_office.sealing import grant
from mobile_office.signing import sign_certificate
from mobile_office.store import rekeying, slot
from mobile_office.store.keys import Slots, new_secrets, public_keys
from mobile_office.store.local import Local
from mobile_office.store.pool import Pool, PoolSlot, open_code
from mobile_office.store.slots_file import SlotsFile
from mobile_office.workplace import open_workplace
from tests.house import CHEAP, STREAM, Laptop, Town, passphrase
from tests.key_home import OLD, Home, kill_at_rekeying, prepare


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return prepare(tmp_path_factory.mktemp("town"))


@pytest.fixture
def home(prepared: Home, tmp_path: Path) -> Home:
    return prepared.copy(tmp_path / "home")


def test_everyone_who_stays_comes_in_with_their_old_passphrase_and_nothing_is_lost(home: Home) -> None:
    settled = home.come_in("Berger")
    assert (settled.changed, settled.trouble, settled.left_out) == (True, None, ())
    key = home.check()
    assert key == settled.unlocked.dbk != OLD
    assert not rekeying.opens(home.path / "store.db", OLD)
    assert home.slots.rotation() is None
    assert home.recovered().dbk == key
    assert not home.come_in("Weber").changed  # once is enough


def test_without_a_reason_nothing_is_changed_and_nothing_is_looked_at(laptop: Laptop) -> None:
    unlocked = laptop.people["Berger"]
    settled = rotation.change_if_due(laptop.place.home, laptop.slots, unlocked, utc_now())
    assert settled == rotation.Settled(unlocked)


def test_what_lies_under_the_old_key_beside_the_store_goes(home: Home) -> None:
    beside = ("store.db.before-device_0005", "streets.db", "slots.damaged.json")
    for name in beside:
        (home.path / name).write_bytes(b"under the old key")
    home.come_in("Berger")
    assert [name for name in beside if (home.path / name).exists()] == []
    assert (home.path / "store.db.check").exists()


def test_a_revoked_person_opens_their_old_copy_and_not_the_new_store(
    town: Town, laptop: Laptop, tmp_path: Path
) -> None:
    home = laptop.place.home
    gone = laptop.people["Weber"].person
    town.office.revoke_person(gone)
    laptop.desk("Berger", town.office).deliver(force=True)
    laptop.place.close()
    shutil.copytree(home, tmp_path / "their copy")
    place = open_workplace(home, OLD)
    remove_revoked(place, laptop.slots, utc_now())
    place.close()
    slots = Slots(home, CHEAP)
    assert slots.rotation() is not None
    berger = slots.unlock(laptop.people["Berger"].person, passphrase("Berger"), utc_now())
    settled = rotation.change_if_due(home, slots, berger, utc_now())
    assert settled.changed
    theirs = Slots(tmp_path / "their copy", CHEAP).unlock(gone, passphrase("Weber"), utc_now())
    assert rekeying.opens(tmp_path / "their copy" / "store.db", theirs.dbk)
    assert not rekeying.opens(home / "store.db", theirs.dbk)
    for name in ("slots.json", "slots.previous.json"):  # their old slots beside the new store
        shutil.copyfile(tmp_path / "their copy" / "slots.json", home / name)
    back = Slots(home, CHEAP).unlock(gone, passphrase("Weber"), utc_now())
    with pytest.raises(MobileOfficeError):
        open_workplace(home, rotation.change_if_due(home, Slots(home, CHEAP), back, utc_now()).unlocked.dbk)


def test_a_slot_forged_by_somebody_who_knows_the_old_key_gets_no_new_one(home: Home) -> None:
    file, forged = SlotsFile(home.path), new_secrets()
    mine = slot.Slot(
        home.people["Weber"], "Weber", home.device, grant(OLD, public_keys(forged).exchange).hex()
    )
    locked = home.slots._close(mine, forged, passphrase("Albrecht"))
    kept = tuple(each for each in file.read() if each.person != mine.person)
    file.write((*kept, locked))
    unlocked = home.slots.unlock(mine.person, passphrase("Albrecht"), utc_now())
    waits = rotation.change_if_due(home.path, home.slots, unlocked, utc_now())
    assert not waits.changed  # it is not done for them, nor by them
    changed = home.come_in("Berger")
    assert changed.changed
    with pytest.raises(Damaged):  # the new key was granted to the keys the office has certified
        home.slots.unlock(mine.person, passphrase("Albrecht"), utc_now())


def test_somebody_the_office_does_not_know_is_left_out_and_named(home: Home) -> None:
    home.slots.add("p-9", "Fremd, Person", passphrase("Fremd"), home.device, OLD)
    settled = home.come_in("Berger")
    assert settled.left_out == ("Fremd, Person",)
    assert "p-9" not in dict(home.slots.people())


def test_whoever_was_left_out_half_way_is_told_to_wait_for_a_colleague(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.slots.add("p-9", "Fremd, Person", passphrase("Fremd"), home.device, OLD)
    kill_at_rekeying(home, monkeypatch, after=True)
    unlocked = home.slots.unlock("p-9", passphrase("Fremd"), utc_now())
    with pytest.raises(Trouble) as trouble:
        rotation.change_if_due(home.path, home.slots, unlocked, utc_now())
    assert trouble.value.code == "slot_outdated"
    assert home.come_in("Berger").left_out == ("Fremd, Person",)
    home.check()


def test_pool_slots_the_office_has_certified_get_the_new_key_and_others_go(home: Home) -> None:
    pool = Pool(home.path, CHEAP)
    for person in ("pool-1", "pool-2", "pool-3"):
        pool.prepare(person, home.device, home.office.public.recovery, "p-1", OLD)
    ours, forged, _ = pool.pending()
    code = open_code(bytes.fromhex(ours.sealed), home.office.recovery, home.device, "pool-1")
    pool.certify([_certificate(ours, home.office.signing), _certificate(forged, os.urandom(32))])
    settled = home.come_in("Berger")
    (left,) = (*pool.pending(), *pool.ready())
    assert left.slot.person == "pool-1"
    assert pool.step_in(code, utc_now()).dbks == (settled.unlocked.dbk,)


def _certificate(prepared: PoolSlot, signing: bytes) -> SignedCertificate:
    now, keys = utc_now(), prepared.keys
    roles, until = frozenset({Role.CLERK}), now + timedelta(days=35)
    made = Certificate(
        prepared.slot.person, "", roles, STREAM, keys.desk, keys.decision, keys.exchange, now, until
    )
    return sign_certificate(made, signing)


def test_a_full_disk_is_told_and_work_goes_on_under_the_old_key(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as plot:
        plot.setattr(rekeying, "rekey", full)
        settled = home.come_in("Berger")
    assert isinstance(settled.trouble, DiskFull)
    assert not settled.changed
    with closing(home.at_work(settled)) as place:
        Local(place.journal.engine).put("written meanwhile", 1)
    assert home.come_in("Weber").changed
    assert home.check() != OLD


def test_a_colleague_who_joins_while_the_change_waits_gets_the_new_key_with_the_others(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    weber = next(each for each in SlotsFile(home.path).read() if each.person == home.people["Weber"])
    SlotsFile(home.path).write(tuple(each for each in SlotsFile(home.path).read() if each != weber))
    with monkeypatch.context() as plot:
        plot.setattr(rekeying, "rekey", full)
        home.come_in("Berger")
    SlotsFile(home.path).write(
        (*SlotsFile(home.path).read(), weber)
    )  # as joining leaves it: the present key only
    assert home.come_in("Weber").changed
    home.check()


def test_a_store_nobodys_key_opens_is_left_as_it_is(home: Home) -> None:
    (home.path / "store.db").write_bytes(os.urandom(8192))
    settled = home.come_in("Berger")
    assert not settled.changed
    with pytest.raises(Damaged):
        home.at_work(settled)


def test_a_wrong_passphrase_changes_nothing(home: Home) -> None:
    before = (home.path / "slots.json").read_bytes()
    with pytest.raises(WrongKey):
        home.slots.unlock(home.people["Berger"], "nicht diese Passphrase", utc_now())
    assert (home.path / "slots.json").read_bytes() == before
