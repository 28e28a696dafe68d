"""The texts of the citizen display: ten languages alike, and none offered as checked that nobody has checked."""

import tomllib
import unicodedata
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from mobile_office import resources
from mobile_office.citizen import GERMAN, LANGUAGES, offered, texts
from mobile_office.sentences import sentences
from mobile_office.ui import citizen as display
from mobile_office.ui.citizen_pages import OBJECTIONS

SCRIPTS = {"uk": "CYRILLIC", "ru": "CYRILLIC", "ar": "ARABIC", "fa": "ARABIC"}
OTHERS = [language for language in LANGUAGES if language != GERMAN]


def all_of(language: str) -> dict[str, str]:
    found = texts(language)
    tables = (("say", found.sentences), ("label", found.labels), ("value", found.values))
    return {f"{table}.{key}": text for table, entries in tables for key, text in entries.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_the_same_things_with_the_same_gaps(language: str) -> None:
    german, other = all_of(GERMAN), all_of(language)
    assert german.keys() ^ other.keys() == set()
    assert [key for key in german if gaps(german[key]) != gaps(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_written_with_letters_that_cannot_be_shown(language: str) -> None:
    for key, text in all_of(language).items():
        assert text.strip() == text != "", key
        assert unicodedata.is_normalized("NFC", text), key
        assert not [letter for letter in text if unicodedata.category(letter) in ("Cc", "Co", "Cn", "Cs")], (
            key
        )
        assert "�" not in text, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_written_in_its_own_script_and_only_two_from_right_to_left(language: str) -> None:
    script = SCRIPTS.get(language, "LATIN")
    for key, text in {**all_of(language), "name": texts(language).name}.items():
        assert any(unicodedata.name(letter, "").startswith(script) for letter in text), key
    assert texts(language).right_to_left is (language in ("ar", "fa"))


@pytest.mark.parametrize("language", OTHERS)
def test_a_sentence_is_a_translation_and_not_the_german_one(language: str) -> None:
    german, other = texts(GERMAN).sentences, texts(language).sentences
    same = {key for key in german if german[key] == other[key]}
    assert same == set() or language == "de_easy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_review_names_a_person_and_a_day_or_neither(language: str) -> None:
    found = texts(language)
    assert bool(found.reviewed_by) is bool(found.reviewed_on)
    if found.reviewed_on:
        date.fromisoformat(found.reviewed_on)


def test_a_language_nobody_has_reviewed_is_off_unless_it_is_asked_for() -> None:
    reviewed = [each.language for each in offered(unreviewed=False)]
    assert reviewed[0] == GERMAN
    assert all(texts(language).is_reviewed for language in reviewed)
    assert [each.language for each in offered(unreviewed=True)] == [*LANGUAGES]


def test_german_labels_are_those_of_the_library_and_codes_are_in_its_lists() -> None:
    library = read("fields.toml")["field"]
    assert {key: library[key]["label"]["de"] for key in texts(GERMAN).labels} == texts(GERMAN).labels
    for name, label in texts(GERMAN).values.items():
        list_, _, code = name.rpartition("_")
        assert read(f"codelists/{list_}.toml")["codes"][code]["de"] == label, name


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_clerk_has_a_name_for_each(language: str) -> None:
    assert [each for each in LANGUAGES if f"citizen_language.{each}" not in sentences(language)] == []


def test_every_sentence_is_said_somewhere() -> None:
    sources = "".join(path.read_text() for path in Path(display.__file__).parent.glob("citizen*.py"))
    unsaid = [key for key in texts(GERMAN).sentences if f'"{key}"' not in sources]
    assert sorted(unsaid) == sorted(f"objection_{each}" for each in OBJECTIONS)


def test_a_language_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts("../i18n/de/errors")


def gaps(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.folder() / name).read_text(encoding="utf-8"))
