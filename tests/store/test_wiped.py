"""Destroying a home: the keys first, all that is ours, nothing that is not, and again is harmless."""

from pathlib import Path

import pytest

from mobile_office.store.wiped import Wiped, destroy, read_wiped, write_wiped

NOTE = Wiped("https://office.example.org", "ab" * 32, {"device": "d"}, {"device": "d"})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    for name in ("device.secret", "slots.json", "store.db", "store.db-wal", "streets.db", "device.json"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(b"x" * 40)
    for folder in ("attachments", "before-1"):
        (home / folder).mkdir()
        (home / folder / "inside").write_bytes(b"x")
    return home


def test_all_of_ours_goes_and_what_is_not_ours_stays(home: Path) -> None:
    (home / "letter to my aunt.odt").write_bytes(b"x")
    (home / "settings.toml").write_bytes(b"")
    write_wiped(home, NOTE)
    destroy(home)
    destroy(home)
    assert {path.name for path in home.iterdir()} == {"letter to my aunt.odt", "settings.toml", "wiped.json"}
    assert read_wiped(home) == NOTE


def test_a_link_in_the_home_takes_nothing_elsewhere_with_it(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_bytes(b"x")
    (home / "before-2").symlink_to(elsewhere)
    (home / "recovery.grant").symlink_to(elsewhere / "mine")
    destroy(home)
    assert (elsewhere / "mine").read_bytes() == b"x"


def test_what_cannot_be_removed_keeps_nothing_else_and_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def stubborn(path: Path, missing_ok: bool = False) -> None:
        if path.name == "streets.db":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    with pytest.raises(PermissionError):
        destroy(home)
    assert not (home / "device.secret").exists()
    assert not (home / "store.db").exists()
    assert (home / "device.json").exists()  # so that the next start checks the order and goes on
    monkeypatch.undo()
    destroy(home)
    assert list(home.iterdir()) == []


def test_a_note_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "wiped.json").write_bytes(b"{")
    assert read_wiped(tmp_path) is None
