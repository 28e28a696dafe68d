"""A begun enrolment: kept whole, readable by its owner only, and begun anew when it cannot be read."""

import stat
from pathlib import Path

from mobile_office.store.begun import FILE, Begun, BegunPerson, forget_begun, read_begun, write_begun
from mobile_office.store.keys import PublicKeys

BEGUN = Begun("https://office.example.org", "ABCD-EFGH", b"s" * 32, b"x" * 32)
PERSON = BegunPerson("IJKL", "p1", "Erika Mustermann", PublicKeys("aa", "bb", "cc"))


def test_it_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    begun = Begun(**{**BEGUN.__dict__, "waiting": True, "person": PERSON})
    write_begun(tmp_path, begun)
    assert read_begun(tmp_path) == begun
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    forget_begun(tmp_path)
    assert read_begun(tmp_path) is None


def test_a_spoiled_one_begins_anew(tmp_path: Path) -> None:
    for content in (b"", b"[]", b"{}", b'{"device":1,"person":null}'):
        (tmp_path / FILE).write_bytes(content)
        assert read_begun(tmp_path) is None
