"""The sentences of papers: German first, the other language beside it."""

import tomllib

import pytest

from mobile_office import resources
from mobile_office.paper.phrases import LANGUAGES, german_date, say


def test_gaps_are_filled_in_each_language() -> None:
    said = say("paper.still_missing")
    assert set(said) == set(LANGUAGES)


def test_both_languages_have_the_same_sentences() -> None:
    folder = resources.folder() / "i18n"
    german, english = (
        tomllib.loads((folder / language / "paper.toml").read_text(encoding="utf-8"))["paper"].keys()
        for language in LANGUAGES
    )
    assert german == english


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("1964-08-12", "12.08.1964"),
        ("1961-00-00", "1961"),
        ("1961-05-00", "05.1961"),
        ("unbekannt", "unbekannt"),
    ],
)
def test_dates_are_written_as_germans_do(iso: str, shown: str) -> None:
    assert german_date(iso) == shown
