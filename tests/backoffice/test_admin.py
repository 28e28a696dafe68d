"""What the administrator reads: a sentence for each thing that can be in the way."""

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.backoffice import admin
from mobile_office.domain.errors import Damaged, MobileOfficeError, NotAllowed, PortInUse, TooNew, Trouble


@pytest.mark.parametrize(
    "error, part",
    [
        (PortInUse(port=8470), "Port 8470 is taken."),
        (NotAllowed("letter_taken"), "belongs to another device"),
        (Damaged(what="office_keys"), "The file of the office's keys cannot be read."),
        (Damaged(what="store"), "The file of the database cannot be read."),
        (TooNew(), "newer version"),
        (Trouble("database_unsupported", scheme="mysql"), "SQLite or PostgreSQL"),
        (NotAllowed("published_meanwhile"), "run the command again"),
    ],
)
def test_what_is_in_the_way_is_a_sentence(error: MobileOfficeError, part: str) -> None:
    assert part in admin.sentence(error)


def test_what_has_no_sentence_still_has_its_code() -> None:
    assert admin.sentence(Trouble("strange", n=3)) == "That did not work (strange (n=3))."


@pytest.mark.parametrize(
    "check, good, read",
    [
        (admin.letter, "b", "B"),
        (admin.letter, "SB", "SB"),
        (admin.port, "0", 0),
        (admin.port, "65535", 65535),
        (admin.stream, "03241001", "03241001"),
        (admin.name, " Erika Mustermann ", "Erika Mustermann"),
        (admin.database, "sqlite:///a", "sqlite:///a"),
    ],
)
def test_a_good_value_is_taken(check: Callable[[str], object], good: str, read: object) -> None:
    assert check(good) == read


@pytest.mark.parametrize(
    "check, bad",
    [
        (admin.letter, ""),
        (admin.letter, "Ä"),
        (admin.letter, "ABC"),
        (admin.port, "-1"),
        (admin.port, "٣"),
        (admin.stream, "3241001"),
        (admin.name, "\n"),
        (admin.name, "a\x00b"),
        (admin.name, "\ud800"),
        (admin.name, "x" * 201),
        (admin.database, "sqlite:///"),
        (admin.database, "mysql://x"),
    ],
)
def test_a_bad_value_is_a_sentence(check: Callable[[str], object], bad: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        check(bad)


def test_a_folder_of_resources_is_one_with_the_shared_fields(tmp_path: Path) -> None:
    assert admin.shelf(str(resources.folder())) == resources.folder()
    with pytest.raises(argparse.ArgumentTypeError, match=r"with fields\.toml in it"):
        admin.shelf(str(tmp_path))
