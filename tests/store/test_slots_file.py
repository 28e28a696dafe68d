"""The slots file: damage is noticed, and the way back stays open until the new one has opened."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from mobile_office.canonical import canonical, digest
from mobile_office.domain.errors import Damaged, DiskFull, TooNew
from mobile_office.store.slot import Slot
from mobile_office.store.slots_file import FILE, PREVIOUS, SET_ASIDE, VERSION, Rotation, SlotsFile

ONE = Slot("p-1", "Jana Kroll", "d-1", "00", 1, {"passes": 1}, "ab", {"slot": "cd"})
TWO = Slot("p-2", "Ali Yıldız", "d-1", "00", 1, {"passes": 1}, "ab", {"slot": "cd"})


def test_a_new_home_has_no_slots(tmp_path: Path) -> None:
    assert SlotsFile(tmp_path).read() == ()


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    SlotsFile(tmp_path).write((ONE, TWO))
    assert SlotsFile(tmp_path).read() == (ONE, TWO)


def test_the_previous_generation_stays_until_the_new_one_has_opened(tmp_path: Path) -> None:
    file = SlotsFile(tmp_path)
    file.write((ONE,))
    file.has_opened()
    file.write((ONE, TWO))
    file.write((TWO,))  # another change before anybody has opened: the proven one is kept
    (tmp_path / FILE).write_bytes(b"spoiled")
    with pytest.raises(Damaged) as damage:
        file.read()
    assert damage.value.details == {"what": "slots", "has_previous": 1}
    file.restore_previous()
    assert file.read() == (ONE,)
    assert (tmp_path / SET_ASIDE).read_bytes() == b"spoiled"


def test_once_opened_the_previous_generation_is_gone(tmp_path: Path) -> None:
    file = SlotsFile(tmp_path)
    file.write((ONE,))
    file.write((ONE, TWO))
    file.has_opened()
    assert not (tmp_path / PREVIOUS).exists()
    with pytest.raises(Damaged):
        file.restore_previous()
    assert file.read() == (ONE, TWO)


@pytest.mark.parametrize("at", range(0, 300, 23))
def test_every_changed_byte_is_noticed(tmp_path: Path, at: int) -> None:
    SlotsFile(tmp_path).write((ONE,))
    data = bytearray((tmp_path / FILE).read_bytes())
    data[at % len(data)] ^= 1
    (tmp_path / FILE).write_bytes(data)
    with pytest.raises(Damaged) as damage:
        SlotsFile(tmp_path).read()
    assert damage.value.details == {"what": "slots", "has_previous": 0}


@pytest.mark.parametrize("spoiled", [b"", b"\0" * 4096, b"[]", b"{}", b"null", b"[" * 100_000])
def test_an_empty_or_foreign_file_is_damaged(tmp_path: Path, spoiled: bytes) -> None:
    (tmp_path / FILE).write_bytes(spoiled)
    with pytest.raises(Damaged):
        SlotsFile(tmp_path).read()


def test_a_lost_file_beside_its_previous_generation_is_no_new_home(tmp_path: Path) -> None:
    file = SlotsFile(tmp_path)
    file.write((ONE,))
    file.write((TWO,))
    (tmp_path / FILE).unlink()
    with pytest.raises(Damaged):
        file.read()
    file.restore_previous()
    assert file.read() == (ONE,)


def test_a_damaged_previous_generation_is_not_offered(tmp_path: Path) -> None:
    SlotsFile(tmp_path).write((ONE,))
    (tmp_path / FILE).write_bytes(b"spoiled")
    (tmp_path / PREVIOUS).write_bytes(b"spoiled")
    with pytest.raises(Damaged) as damage:
        SlotsFile(tmp_path).read()
    assert damage.value.details["has_previous"] == 0


def test_slots_of_a_newer_program_are_left_alone(tmp_path: Path) -> None:
    content = {"v": VERSION + 1, "slots": "in a form we do not know"}
    (tmp_path / FILE).write_bytes(canonical({"content": content, "sum": digest(content)}))
    with pytest.raises(TooNew):
        SlotsFile(tmp_path).read()
    assert json.loads((tmp_path / FILE).read_bytes())["content"]["v"] == VERSION + 1


def test_a_full_disk_loses_no_slot(tmp_path: Path) -> None:
    file = SlotsFile(tmp_path)
    file.write((ONE,))
    (tmp_path / f"{FILE}.new").symlink_to("/dev/full")
    with pytest.raises(DiskFull):
        file.write((ONE, TWO))
    assert file.read() == (ONE,)


def test_slots_of_the_first_version_are_read_and_written_anew_as_ours(tmp_path: Path) -> None:
    slot = {key: value for key, value in asdict(ONE).items() if key not in ("fresh_grant", "since")}
    content = {"v": 1, "slots": [slot]}
    (tmp_path / FILE).write_bytes(canonical({"content": content, "sum": digest(content)}))
    file = SlotsFile(tmp_path)
    assert (file.read(), file.rotation()) == ((ONE,), None)
    file.write((ONE, TWO))
    assert file.read() == (ONE, TWO)
    assert json.loads((tmp_path / FILE).read_bytes())["content"]["v"] == VERSION


def test_a_change_of_the_key_that_is_due_outlives_every_other_change(tmp_path: Path) -> None:
    file, due = SlotsFile(tmp_path), Rotation("2026-11-22T10:42:07.000Z", "ab")
    assert file.rotation() is None
    file.write_rotating((ONE, TWO), due)
    file.write((TWO,))
    assert (file.read(), file.rotation()) == ((TWO,), due)
    file.write_rotating((TWO,), None)
    assert file.rotation() is None


def test_what_stands_by_is_the_present_generation(tmp_path: Path) -> None:
    file = SlotsFile(tmp_path)
    file.write((ONE,))
    file.write((ONE, TWO))
    file.stand_by()
    (tmp_path / FILE).write_bytes(b"spoiled")
    file.restore_previous()
    assert file.read() == (ONE, TWO)
