"""The sheet a code is handed over on: what is scanned is what is typed, and the file is nobody else's."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.backoffice import sheets
from mobile_office.domain.errors import NotAllowed
from mobile_office.sync.code import Code

CODE = Code(b"s" * 16, b"r" * 12, "https://office.example.org")


def test_what_is_scanned_holds_letters_and_digits_only_and_brings_the_address() -> None:
    assert CODE.line.isalnum()
    assert CODE.line.isascii()
    assert Code.read(CODE.line) == CODE
    assert (
        Code.read(CODE.line.lower().translate(str.maketrans("yz", "zy"))) == CODE
    )  # a scanner of another country
    assert Code.read(CODE.text).address == ""


def test_it_is_drawn_for_a_terminal_as_a_picture_and_on_paper() -> None:
    assert "█" in sheets.terminal(CODE)
    picture = sheets.svg(CODE, "Erika <Mustermann>").decode()
    assert "Erika &lt;Mustermann&gt;" in picture
    assert CODE.text[:29] in picture
    assert CODE.address in picture
    assert sheets.pdf(CODE, "Erika Mustermann", datetime(2026, 11, 22, tzinfo=UTC)).startswith(b"%PDF")


def test_the_file_is_readable_by_its_owner_only_and_nothing_is_written_over(tmp_path: Path) -> None:
    sheets.write(tmp_path / "sheet", b"x")
    assert stat.S_IMODE((tmp_path / "sheet").stat().st_mode) == 0o600
    with pytest.raises(NotAllowed, match="file_exists"):
        sheets.write(tmp_path / "sheet", b"y")
