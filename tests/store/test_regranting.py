"""New grants: everyone certified gets one beside the old, absent or not; nobody else does."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.store import regranting
from mobile_office.store.keys import Argon, Slots
from mobile_office.store.slots_file import SlotsFile

CHEAP = Argon(memory_kib=64, passes=1, lanes=1)
NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
PHRASE = "Blaue Busse fahren bergauf"
OLD, NEW, NEWER = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    """A home with three people; their certified keys."""
    slots = Slots(tmp_path, CHEAP)
    made = {
        person: slots.add(person, f"Name {person}", PHRASE, "d-1", OLD) for person in ("p-1", "p-2", "p-3")
    }
    slots.want_rotation(NOW)
    return {person: public.exchange for person, public in made.items()}


def _opened(home: Path, person: str) -> tuple[bytes, bytes | None]:
    unlocked = Slots(home, CHEAP).unlock(person, PHRASE, NOW)
    return unlocked.dbk, unlocked.fresh


def test_both_grants_stand_until_the_change_is_finished(tmp_path: Path, keys: dict[str, str]) -> None:
    regranting.begin(tmp_path, OLD, NEW, keys)
    assert {_opened(tmp_path, person) for person in keys} == {(OLD, NEW)}
    assert regranting.finish(tmp_path, NEW, keys) == ()
    assert {_opened(tmp_path, person) for person in keys} == {(NEW, None)}
    assert Slots(tmp_path).rotation() is None


def test_whoever_is_not_certified_keeps_the_old_key_only_and_goes_at_the_end(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    staying = {person: key for person, key in keys.items() if person != "p-2"}
    regranting.begin(tmp_path, OLD, NEW, staying)
    assert _opened(tmp_path, "p-2") == (OLD, None)
    assert regranting.finish(tmp_path, NEW, staying) == ("Name p-2",)
    with pytest.raises(WrongKey):
        _opened(tmp_path, "p-2")


def test_a_key_written_into_the_slots_file_by_somebody_is_not_asked(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    file = SlotsFile(tmp_path)
    one, two, three = file.read()
    file.write((replace(one, locked=two.locked, salt=two.salt), two, three))  # a slot with another's keys
    regranting.begin(tmp_path, OLD, NEW, keys)
    with pytest.raises(WrongKey):  # bound to its person
        _opened(tmp_path, "p-1")
    assert _opened(tmp_path, "p-3") == (OLD, NEW)


def test_a_grant_for_other_keys_than_the_slots_own_is_none(tmp_path: Path, keys: dict[str, str]) -> None:
    swapped = {**keys, "p-1": keys["p-2"]}  # let in anew at another laptop
    regranting.begin(tmp_path, OLD, NEW, swapped)
    assert _opened(tmp_path, "p-1") == (OLD, None)
    private = Slots(tmp_path, CHEAP).unlock("p-2", PHRASE, NOW).exchange_private
    assert regranting.read_back(tmp_path, "p-2", private) == NEW
    assert regranting.read_back(tmp_path, "p-9", private) is None


def test_begun_once_more_everyone_has_the_present_key_and_the_newest(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    regranting.begin(tmp_path, OLD, NEW, keys)
    regranting.begin(tmp_path, OLD, NEWER, keys)
    assert {_opened(tmp_path, person) for person in keys} == {(OLD, NEWER)}
    assert regranting.across(tmp_path, NEWER) == OLD
    assert regranting.across(tmp_path, NEW) is None


def test_the_new_key_leads_to_the_old_one_and_never_the_other_way(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    assert regranting.across(tmp_path, NEW) is None
    regranting.begin(tmp_path, OLD, NEW, keys)
    assert regranting.across(tmp_path, NEW) == OLD
    assert regranting.across(tmp_path, OLD) is None
    stands = (tmp_path / "slots.json").read_text()
    assert OLD.hex() not in stands
    assert NEW.hex() not in stands
    regranting.finish(tmp_path, NEW, keys)
    assert regranting.across(tmp_path, NEW) is None


def test_either_copy_of_the_slots_opens_the_store_during_the_change(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    regranting.begin(tmp_path, OLD, NEW, keys)
    for _ in range(2):  # once for the copy that was there, once for its copy
        (tmp_path / "slots.json").write_bytes(b"spoiled")
        with pytest.raises(Damaged) as damage:
            Slots(tmp_path).people()
        assert damage.value.details["has_previous"] == 1
        Slots(tmp_path).restore_previous()
        assert Slots(tmp_path).rotation() is not None
    assert _opened(tmp_path, "p-1") == (OLD, NEW)


def test_whoever_came_in_during_the_change_stays(tmp_path: Path, keys: dict[str, str]) -> None:
    regranting.begin(tmp_path, OLD, NEW, keys)
    later = Slots(tmp_path, CHEAP).add("p-4", "Name p-4", PHRASE, "d-1", NEW)
    assert regranting.finish(tmp_path, NEW, {**keys, "p-4": later.exchange}) == ()
    assert _opened(tmp_path, "p-4") == (NEW, None)
    assert not regranting.has_begun(Slots(tmp_path).rotation())
