"""Variants of a letter: every one is reached, the cycle comes back, and each is allowed everywhere."""

import unicodedata

import pytest

from mobile_office.domain import letters, text

LATIN = [letter for letter, group in text.table().groups.items() if group == "bll"]
BASES = [letter for letter in LATIN if letter.isascii()]


def cycle(start: str, step: int = 1, before: str = "", after: str = "") -> list[str]:
    """What a key makes of a letter until it is itself again, between two other texts."""
    seen, letter = [start], start
    for _ in range(100):
        change = letters.following(before + letter + after, len(before + letter), step)
        assert change is not None
        assert (change.start, change.end) == (len(before), len(before + letter))
        letter = change.letter
        if letter == start:
            return seen
        seen.append(letter)
    raise AssertionError(f"{start} never comes back")


def test_there_are_26_base_letters_in_two_cases() -> None:
    assert len(BASES) == 52
    assert set(letters.all_variants()) == set(BASES)


@pytest.mark.parametrize("base", BASES)
def test_a_cycle_reaches_every_variant_once_and_comes_back(base: str) -> None:
    if not letters.variants(base):
        assert base in "VvQq"
        assert letters.following(base, 1) is None
        return
    seen = cycle(base)
    assert seen == [base, *letters.variants(base)]
    assert len(set(seen)) == len(seen)
    assert [seen[0], *reversed(seen[1:])] == cycle(base, -1)
    assert seen == cycle(base, before="Mc ", after="k 1")


def test_every_letter_of_the_table_is_in_exactly_one_cycle() -> None:
    found = [letter for base, group in letters.all_variants().items() for letter in (base, *group)]
    assert sorted(found) == sorted(LATIN)


def test_all_variants_are_composed_and_allowed_in_every_type() -> None:
    for base, group in letters.all_variants().items():
        for letter in group:
            assert unicodedata.normalize("NFC", letter) == letter
            assert all(text.check(f"A{letter}a", kind) is None for kind in text.TYPES), (base, letter)
            assert letter[0].isupper() == base.isupper(), letter


@pytest.mark.parametrize(
    ("base", "first"),
    [
        ("a", "ąăâ"),
        ("s", "şśșš"),
        ("c", "çćč"),
        ("i", "ıîí"),
        ("I", "İÎÍ"),
        ("l", "łľĺ"),
        ("z", "źżž"),
        ("d", "đďð"),
    ],
)
def test_the_letters_of_the_larger_communities_come_first(base: str, first: str) -> None:
    assert "".join(letters.variants(base)[:3]) == first[:3]


def test_letters_of_their_own_name_hang_under_a_key_of_the_keyboard() -> None:
    assert [letters.base_of(letter) for letter in "ßẞÆþÐıİœəŋʒĸŉ"] == list("sSAtDiIoenzkn")
    assert letters.base_of("K͟h") == "K"
    assert [letters.base_of(letter) for letter in ("", " ", "’", "1", "ж", "李", "\u0301")] == [""] * 7


def test_outdated_letters_come_last() -> None:
    assert letters.variants("n")[-1] == "ŉ"
    assert letters.variants("l")[-1] == "ŀ"


@pytest.mark.parametrize(
    ("written", "position", "change"),
    [
        ("Lukasz", 1, (0, 1, "Ł")),
        ("Kowalczyk", 9, (8, 9, "ķ")),
        ("s\u030c", 2, (0, 2, "ṣ")),  # š as some clipboards bring it
        ("s\u030cimo", 1, (0, 2, "ṣ")),
        ("m̂bala", 2, (0, 2, "m̆")),
        ("K͟han", 3, (0, 3, "Ḳ̄")),
        ("q̂", 2, (0, 2, "q")),  # not listed: back to a letter that is
        ("😀a", 2, (1, 2, "ą")),
        ("", 0, None),
        ("abc", 0, None),
        ("a ", 2, None),
        ("12", 2, None),
        ("Ж", 1, None),
        ("\u0301", 1, None),
    ],
)
def test_the_letter_before_the_cursor_is_replaced_as_a_whole(
    written: str, position: int, change: tuple[int, int, str] | None
) -> None:
    assert letters.following(written, position) == change


def test_nothing_that_can_be_typed_makes_an_error() -> None:
    signs = "aAs\u0301\u0302\u035fhK ’\ud800\U0001f600ж\0Iıq"
    for first in signs:
        for second in signs:
            for third in signs:
                for position in range(4):
                    change = letters.following(first + second + third, position)
                    assert change is None or 0 <= change.start < change.end <= 3


@pytest.mark.parametrize(
    ("letter", "parts"),
    [
        ("ł", ("l", ("stroke",), False, False)),
        ("Ậ", ("A", ("circumflex", "dot_below"), False, True)),
        ("q̂", ("q", ("circumflex",), False, False)),
        ("K͟h", ("Kh", ("double_macron_below",), False, True)),
        ("ẞ", ("sharp_s", (), True, True)),
        ("ǣ", ("ae", ("macron",), True, False)),
        ("ж", None),
        ("", None),
    ],
)
def test_a_letter_is_taken_apart(letter: str, parts: tuple[object, ...] | None) -> None:
    assert letters.parts(letter) == parts


INDEX = letters.Index({"ł": "l mit Schrägstrich", "Ł": "L mit Schrägstrich", "š": "s mit Hatschek Háček",
                       "ß": "Eszett", "’": "Apostroph"})  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("l", "łŁ"),
        ("L", "Łł"),
        ("Ł", "Łł"),
        ("schräg", "łŁ"),
        ("SCHRAG", "łŁ"),
        ("Schraegstrich", "łŁ"),
        ("hacek", "š"),
        ("s hatschek", "š"),
        ("ss", "ß"),
        ("s", "šß"),
        ("’", "’"),
        ("apo", "’"),
        ("xyz", ""),
        ("\ud800 \u0301", ""),
    ],
)
def test_letters_are_found_by_base_by_name_and_by_themselves(asked: str, found: str) -> None:
    assert "".join(INDEX.find(asked)) == found


def test_an_empty_search_offers_the_usual_letters() -> None:
    assert INDEX.find(" ") == ("ł", "š", "Ł")
