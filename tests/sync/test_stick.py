"""A stick with a real folder: whole or not at all, read back, and never written through a link."""

from pathlib import Path

import pytest

from mobile_office.domain.errors import Trouble
from mobile_office.sync import stick

FILES = {"manifest.json": b"{}", "requests/0001.sealed": b"x" * 5000}


def there(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_folder_is_written_and_read_back(tmp_path: Path) -> None:
    stick.put_folder(tmp_path, "buendel", FILES)
    made = tmp_path / "buendel" / "requests" / "0001.sealed"
    assert made.read_bytes() == FILES["requests/0001.sealed"]
    assert [path.name for path in tmp_path.iterdir()] == ["buendel"]


def test_a_second_time_replaces_the_first_and_what_was_left_unfinished(tmp_path: Path) -> None:
    (tmp_path / f"buendel{stick.UNFINISHED}").mkdir()
    stick.put_folder(tmp_path, "buendel", {"old": b""})
    stick.put_folder(tmp_path, "buendel", FILES)
    assert there(tmp_path) == {"buendel/manifest.json", "buendel/requests/0001.sealed"}


def test_too_little_room_is_told_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="stick_full"):
        stick.put_folder(tmp_path, "buendel", FILES, free=lambda _: 10_000)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_pulled_out_while_writing_leaves_nothing_half(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()

    def pulled_out() -> None:
        with stick.making(place, "buendel") as made:
            stick.put_files(made, FILES)
            place.rename(tmp_path / "gone")
            stick.check_files(made, FILES)

    with pytest.raises(Trouble, match="stick_gone"):
        pulled_out()
    assert [path.name for path in (tmp_path / "gone").iterdir()] == [f"buendel{stick.UNFINISHED}"]


def test_a_stick_that_gives_back_something_else_is_told_and_left_clean(tmp_path: Path) -> None:
    def forgetful() -> None:
        with stick.making(tmp_path, "buendel") as made:
            stick.put_files(made, FILES)
            (made / "manifest.json").write_bytes(b"[]")
            stick.check_files(made, FILES)

    with pytest.raises(Trouble, match="stick_damaged"):
        forgetful()
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_says_becomes_a_sentence_s_code() -> None:
    for number, code in ((28, "stick_full"), (30, "stick_unwritable"), (5, "stick_gone")):
        with pytest.raises(Trouble, match=code), stick.touching():
            raise OSError(number, "quotes a path")


def test_what_is_read_has_a_limit_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert stick.read_file(tmp_path / "file", 3) == b"abc"
    assert stick.read_file(tmp_path / "file", 2) is None
    assert stick.read_file(tmp_path / "link", 3) is None
    assert stick.read_file(tmp_path / "nothing", 3) is None
    assert stick.read_file(tmp_path, 3) is None


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    outside, place = tmp_path / "outside", tmp_path / "stick"
    outside.mkdir()
    place.mkdir()
    (outside / "kept").write_bytes(b"")
    (place / "replies").symlink_to(outside)
    stick.put_folder(place, "replies", {"0001.sealed": b"x"})
    (place / "receipt.json").symlink_to(outside / "kept")
    stick.put_file(place / "receipt.json", b"{}")
    assert there(outside) == {"kept"}
    assert (outside / "kept").read_bytes() == b""
    stick.remove(place / "receipt.json")
    assert there(place) == {"replies/0001.sealed"}
