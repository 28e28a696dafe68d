"""A passphrase opens a person's keys and the database key; everything else is told apart and delayed."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from mobile_office.domain.errors import Damaged, Delayed, Trouble, WrongKey
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import public_key
from mobile_office.store import keys
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.keys import Argon, Slots

CHEAP = Argon(memory_kib=64, passes=1, lanes=1)
NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
DBK = bytes(range(32))
PHRASE = "Blaue Busse fahren bergauf"
WRONG = "Blaue Busse fahren bergab"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Slots(tmp_path, CHEAP).add("p-1", "Jana Kroll", PHRASE, "d-1", DBK)
    return tmp_path


def test_a_person_unlocks_with_the_keys_the_office_certified(tmp_path: Path) -> None:
    certified = Slots(tmp_path, CHEAP).add("p-1", "Jana Kroll", PHRASE, "d-1", DBK)
    slots = Slots(tmp_path, CHEAP)
    unlocked = slots.unlock("p-1", PHRASE, NOW)
    assert (unlocked.person, unlocked.name, unlocked.dbk) == ("p-1", "Jana Kroll", DBK)
    assert public_key(unlocked.desk_seed) == certified.desk
    assert exchange_public(unlocked.exchange_private) == certified.exchange
    assert public_key(slots.decision_seed("p-1", PHRASE, NOW)) == certified.decision
    assert len({certified.desk, certified.decision, certified.exchange}) == 3


def test_people_are_listed_and_the_last_one_is_remembered(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.add("p-2", "Ali Yıldız", PHRASE, "d-1", DBK)
    assert slots.people() == (("p-1", "Jana Kroll"), ("p-2", "Ali Yıldız"))
    assert slots.last_person() is None
    slots.remember_last("p-2")
    assert Slots(home).last_person() == "p-2"
    slots.remember_last("p-9")
    assert slots.last_person() is None
    (home / keys.LAST_PERSON).write_bytes(b"\xff")
    assert slots.last_person() is None


def test_everyone_opens_the_same_database_with_their_own_passphrase(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.add("p-2", "Ali Yıldız", WRONG, "d-1", DBK)
    assert slots.unlock("p-1", PHRASE, NOW).dbk == slots.unlock("p-2", WRONG, NOW).dbk == DBK
    with pytest.raises(WrongKey):
        slots.unlock("p-2", PHRASE, NOW)


def test_nobody_gets_a_second_slot_or_a_weak_passphrase(home: Path) -> None:
    slots = Slots(home, CHEAP)
    with pytest.raises(ValueError, match="already"):
        slots.add("p-1", "Jana Kroll", PHRASE, "d-1", DBK)
    with pytest.raises(Trouble) as trouble:
        slots.add("p-2", "Ali Yıldız", "kurz", "d-1", DBK)
    assert trouble.value.code == "weak_passphrase"
    assert len(slots.people()) == 1


def test_a_wrong_passphrase_is_told_with_a_growing_delay_kept_over_restarts(home: Path) -> None:
    at = NOW
    for seconds in (1, 2, 4, 8):
        with pytest.raises(WrongKey) as wrong:
            Slots(home).unlock("p-1", WRONG, at)
        assert wrong.value.details == {"seconds": seconds}
        with pytest.raises(Delayed) as early:  # also for the right one
            Slots(home).unlock("p-1", PHRASE, at)
        assert early.value.details == {"seconds": seconds}
        assert Slots(home).seconds_to_wait("p-1", at) == seconds
        at += timedelta(seconds=seconds)
    Slots(home).unlock("p-1", PHRASE, at)
    with pytest.raises(WrongKey) as wrong:
        Slots(home).unlock("p-1", WRONG, at)
    assert wrong.value.details == {"seconds": 1}


def test_a_wrong_passphrase_for_a_decision_counts_like_one_at_the_door(home: Path) -> None:
    with pytest.raises(WrongKey) as wrong:
        Slots(home).decision_seed("p-1", WRONG, NOW)
    assert wrong.value.details == {"seconds": 1}
    with pytest.raises(Delayed):
        Slots(home).unlock("p-1", PHRASE, NOW)


def test_a_try_is_counted_before_it_is_made(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as plot:
        plot.setattr("mobile_office.store.slot.stretch", killed)
        with pytest.raises(KeyboardInterrupt):
            Slots(home).unlock("p-1", WRONG, NOW)
    with pytest.raises(Delayed):
        Slots(home).unlock("p-1", PHRASE, NOW)


def test_a_person_without_a_slot_gets_nowhere(home: Path) -> None:
    with pytest.raises(WrongKey):
        Slots(home).unlock("p-9", PHRASE, NOW)


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_nothing(home: Path) -> None:
    slots = Slots(home, CHEAP)
    before, decision = slots.unlock("p-1", PHRASE, NOW), slots.decision_seed("p-1", PHRASE, NOW)
    fresh = "Grüne Busse fahren bergab"
    with pytest.raises(WrongKey):
        slots.change("p-1", WRONG, fresh, NOW)
    later = NOW + timedelta(seconds=1)
    with pytest.raises(Trouble):
        slots.change("p-1", PHRASE, "kurz", later)
    slots.change("p-1", PHRASE, fresh, later)
    assert slots.unlock("p-1", fresh, later) == before
    assert slots.decision_seed("p-1", fresh) == decision
    with pytest.raises(WrongKey):
        slots.unlock("p-1", PHRASE, later)


def test_after_a_change_no_older_generation_opens_with_the_old_passphrase(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.add("p-2", "Ali Yıldız", PHRASE, "d-1", DBK)
    slots.unlock("p-1", PHRASE, NOW)
    other = slots._file.read()[1]
    slots.change("p-1", PHRASE, "Grüne Busse fahren bergab", NOW)
    slots.restore_previous()
    with pytest.raises(WrongKey):
        slots.unlock("p-1", PHRASE, NOW)
    assert slots._file.read()[1] == other


def test_a_soon_guessed_passphrase_changes_nothing(home: Path) -> None:
    slots = Slots(home, CHEAP)
    with pytest.raises(Trouble) as trouble:
        slots.change("p-1", PHRASE, "Jana Jana Jana", NOW)
    assert trouble.value.code == "guessable_passphrase"
    assert slots.unlock("p-1", PHRASE, NOW).dbk == DBK


def test_a_slot_with_a_grant_of_somebody_else_is_damaged(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.add("p-2", "Ali Yıldız", PHRASE, "d-1", DBK)
    one, two = slots._file.read()
    slots._file.write((replace(one, grant=two.grant), replace(two, grant="no hex")))
    for person in ("p-1", "p-2"):
        with pytest.raises(Damaged):
            slots.unlock(person, PHRASE, NOW)


def test_a_removed_person_is_gone_and_everyone_added_before_stays(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.add("p-2", "Ali Yıldız", PHRASE, "d-1", DBK)
    slots.add("p-3", "Noor Haddad", PHRASE, "d-1", DBK)
    slots.remove("p-3")
    slots.remove("p-9")
    assert [person for person, _ in slots.people()] == ["p-1", "p-2"]
    with pytest.raises(WrongKey):
        slots.unlock("p-3", PHRASE, NOW)
    assert slots.unlock("p-2", PHRASE, NOW).dbk == DBK


def test_damaged_slots_go_back_to_the_generation_that_opened(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.unlock("p-1", PHRASE, NOW)
    slots.add("p-2", "Ali Yıldız", WRONG, "d-1", DBK)
    (home / "slots.json").write_bytes(b"spoiled")
    with pytest.raises(Damaged) as damage:
        slots.people()
    assert damage.value.details == {"what": "slots", "has_previous": 1}
    slots.restore_previous()
    assert slots.unlock("p-1", PHRASE, NOW).dbk == DBK
    with pytest.raises(Damaged):
        slots.restore_previous()


def test_copied_slots_open_on_no_other_device(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "slots.json").write_bytes((home / "slots.json").read_bytes())
    with pytest.raises(Damaged) as damage:
        Slots(other).unlock("p-1", PHRASE, NOW)
    assert damage.value.details["what"] == "device_secret"
    DeviceSecret(other).write(bytes(32))
    with pytest.raises(WrongKey):
        Slots(other).unlock("p-1", PHRASE, NOW)


def test_no_secret_stands_on_the_disk_in_clear_or_in_a_repr(home: Path) -> None:
    slots = Slots(home, CHEAP)
    slots.write_recovery_grant(exchange_public(new_exchange_key()), DBK, "d1")
    unlocked, decision = slots.unlock("p-1", PHRASE, NOW), slots.decision_seed("p-1", PHRASE, NOW)
    hidden = [DBK, unlocked.desk_seed, unlocked.exchange_private, decision, PHRASE.encode()]
    for file in home.iterdir():
        assert file.stat().st_mode & 0o077 == 0
        for secret in hidden:
            assert secret not in file.read_bytes()
            assert secret.hex().encode() not in file.read_bytes()
    for secret in hidden:
        assert repr(secret) not in repr(unlocked)
    assert repr(unlocked) == "Unlocked(person='p-1', name='Jana Kroll')"


def test_with_the_real_cost_right_and_wrong_take_about_the_same_time(tmp_path: Path) -> None:
    slots = Slots(tmp_path)
    assert Argon(64 * 1024, 3, 4) == keys.ARGON
    slots.add("p-1", "Jana Kroll", PHRASE, "d-1", DBK)
    assert slots._file.read()[0].parameters == {"memory_kib": 65536, "passes": 3, "lanes": 4}
    began = perf_counter()
    slots.unlock("p-1", PHRASE, NOW)
    right = perf_counter() - began
    began = perf_counter()
    with pytest.raises(WrongKey):
        slots.unlock("p-1", WRONG, NOW)
    wrong = perf_counter() - began
    # generous: the machine is shared; a path without Argon2 would be a hundred times faster
    assert 0.2 < right / wrong < 5
    assert min(right, wrong) > 0.02


def test_the_unlock_window_loads_no_database_no_services_and_no_network() -> None:
    code = (
        "import sys, mobile_office.store.keys\n"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'alembic', 'cel', 'PySide6', 'httpx', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = Path(keys.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
