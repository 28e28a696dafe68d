"""Whatever the machine-readable lines of a document give rise to has its sentence in each language."""

import re
import tomllib
from dataclasses import fields as attributes
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.domain import mrz, mrz_comparison
from mobile_office.domain.mrz import Document

SOURCE = Path(mrz.__file__).read_text("utf-8")
COMPARED = re.findall(r'"(\w+)": document\.', Path(mrz_comparison.__file__).read_text("utf-8"))


def sentences(language: str, topic: str, table: str) -> dict[str, str]:
    path = resources.folder() / "i18n" / language / f"{topic}.toml"
    return dict(tomllib.loads(path.read_text("utf-8"))[table])


def codes() -> set[str]:
    """The codes in `mrz.py`; those of serial numbers are problems of an answer too, and stand there."""
    doubts = re.findall(r'Doubt\([^,]+, "(\w+)"', SOURCE)
    return set(doubts) | set(re.findall(r'NotReadable\("(\w+)"', SOURCE))


def doubted() -> set[str]:
    """The fields a doubt or a difference may be about."""
    return set(re.findall(r'\("(\w+)", parts\.', SOURCE)) | set(COMPARED)


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_code_and_each_field_has_its_words(language: str) -> None:
    written = sentences(language, "documents", "document")
    assert len(codes()) >= 6
    assert codes() <= written.keys()
    assert {f"field_{name}" for name in doubted()} == {key for key in written if key.startswith("field_")}
    problems = sentences(language, "problems", "problems")
    assert {"serial_letter", "serial_letter_meant", "serial_length"} <= problems.keys()


def test_what_is_compared_is_read_from_a_document() -> None:
    assert set(COMPARED) <= {attribute.name for attribute in attributes(Document)}
