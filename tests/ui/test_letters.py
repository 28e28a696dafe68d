"""Letters in words: every character there is has a name, and letters are found by theirs."""

import sys

import pytest

from mobile_office.domain import letters as variants
from mobile_office.domain import text
from mobile_office.ui import letters, words


@pytest.mark.parametrize(
    ("letter", "german", "english"),
    [
        ("Ł", "L mit Schrägstrich", "L with stroke"),
        ("ą", "a mit Ogonek", "a with ogonek"),
        ("š", "s mit Hatschek", "s with caron"),
        ("ậ", "a mit Zirkumflex und Punkt darunter", "a with circumflex and dot below"),
        ("m̂", "m mit Zirkumflex", "m with circumflex"),
        ("ẞ", "Eszett, groß", "sharp S, capital"),
        ("ı", "i ohne Punkt", "i without a dot"),
        ("ǽ", "A und E in einem Buchstaben mit Akut", "A and E in one letter with acute"),
        ("’", "Apostroph", "apostrophe"),
        ("ж", "kyrillischer Buchstabe", "Cyrillic letter"),
        ("2", "Ziffer", "digit"),
        ("😀", "Bildzeichen", "picture character"),
        ("\u200b", "unsichtbares Zeichen", "invisible character"),
        (" \u0301", "einzelnes Beizeichen ohne Buchstaben", "mark without its letter"),
    ],
)
def test_a_character_is_named_in_words(letter: str, german: str, english: str) -> None:
    assert letters.name(letter) == german
    assert letters.name(letter, "en") == english


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_letter_of_the_table_has_an_exact_name(language: str) -> None:
    table = words.sentences(language)
    vague = {table[f"letter_{key}"] for key in ("name.some_mark", "name.foreign_latin", "kind.letter")}
    for letter, group in text.table().groups.items():
        if group in ("bll", "bnlreq", "bnl"):
            named = letters.name(letter, language)
            assert named, letter
            assert not [word for word in vague if word in named], letter


def test_every_character_there_is_has_a_name() -> None:
    assert all(letters.name(chr(point)) for point in range(0, sys.maxunicode + 1, 7))


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("l", "ł"),
        ("S hatschek", "Š"),
        ("háček c", "č"),
        ("s caron", "š"),
        ("türkisch s", "ş"),
        ("Turkish I", "İ"),
        ("polnisch", "ą"),
        ("Durchgestrichen o", "ø"),
        ("scharfes s", "ß"),
        ("th", "þ"),
        ("Apostroph", "’"),
        ("Apostroph davor", "ŉ"),
        ("hamza", "ʾ"),
        ("", "ç"),
    ],
)
def test_letters_are_found_in_both_languages(asked: str, first: str) -> None:
    found = letters.find(asked)
    assert first in found[:3], found[:5]


def test_a_language_offers_its_letters_and_only_those() -> None:
    assert set(letters.find("isländisch")) >= set("ðþÐÞ")
    assert set(letters.find("vietnamesisch")) >= set("ơưậỹ")
    assert "ł" not in letters.find("türkisch")


def test_every_language_and_mark_has_its_words() -> None:
    for language in words.LANGUAGES:
        table = words.sentences(language)
        assert all(f"letter_language.{key}" in table for key in variants.LANGUAGES)
        marks = {mark for one, group in text.table().groups.items() if group == "bll"
                 for made in [variants.parts(one)] if made for mark in made.marks}  # fmt: skip
        assert all(f"letter_mark.{mark}" in table and f"letter_also.{mark}" in table for mark in marks)


def test_every_letter_can_be_found_by_its_base_letter() -> None:
    for base, group in variants.all_variants().items():
        assert set(group) <= set(letters.find(base))
