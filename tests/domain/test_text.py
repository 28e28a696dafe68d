"""Letters: every entry of the table, every data type, what is refused and what is suggested."""

import random
import unicodedata

import pytest

from mobile_office.domain import letters, text


def test_every_letter_of_the_table_is_one_letter_again() -> None:
    for letter, group in text.table().groups.items():
        assert unicodedata.normalize("NFC", letter) == letter
        assert list(text.letters_of(letter)) == [(letter, group)]


def test_the_table_has_the_groups_and_sizes_of_the_norm() -> None:
    groups = list(text.table().groups.values())
    counted = {name: groups.count(name) for name in set(groups)}
    assert counted == {
        "bll": 649, "bnlreq": 18, "bnl": 60, "bnlopt": 6, "bnlnot": 4, "dc": 20, "gl": 69, "cl": 62, "enl": 42,
    }  # fmt: skip


@pytest.mark.parametrize("kind", "ABCDE")
def test_each_type_takes_exactly_its_groups(kind: str) -> None:
    for letter, group in text.table().groups.items():
        refused = text.check(f".{letter}", kind) is not None
        assert refused == (group not in text.TYPES[kind]), (letter, group)


def test_a_listed_sequence_is_a_letter_and_an_unlisted_one_is_not() -> None:
    assert text.check("M̂bala") is None
    found = text.check("Sq̂a")
    assert found is not None
    assert (found.code, found.position) == ("letter_suggested", 2)
    assert found.details["letter"] == "q̂"
    assert found.details["name"] == "LATIN SMALL LETTER Q + COMBINING CIRCUMFLEX ACCENT"
    assert found.details["suggestion"] == "Sqa"


def test_decomposed_input_is_read_as_composed() -> None:
    assert text.check(unicodedata.normalize("NFD", "Müller-Đặng")) is None


@pytest.mark.parametrize(
    ("typed", "code", "position"),
    [
        ("Mus\ud800ter", "lone_surrogate", 4),
        ("Muster\0mann", "nul_character", 7),
        ("\x1bMustermann", "control_character", 1),
        ("Muster\tmann", "control_character", 7),
        ("Muster\u0085mann", "control_character", 7),
        ("Muster\ue000", "control_character", 7),
        ("Иванова", "letter_not_allowed", 1),
        ("Mustermann 2", "letter_not_allowed", 12),
        ("李", "letter_not_allowed", 1),
        ("😀", "letter_not_allowed", 1),
        ("\u0301a", "letter_suggested", 1),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(typed: str, code: str, position: int) -> None:
    found = text.check(typed)
    assert found is not None
    assert (found.code, found.position) == (code, position)


def test_free_text_may_have_lines() -> None:
    assert text.check("eins\nzwei\tdrei", "C") is None


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Оlga", "Olga"),  # a Cyrillic O
        ("ﬁnn", "finn"),
        ("Müller–Meier", "Müller-Meier"),
        ("Erika\u00a0Maria", "Erika Maria"),
        ("Ｅｒｉｋａ", "Erika"),
        ("Erika\u200b", "Erika"),
        ("Erika\u2060\u200e", "Erika"),
        ("О’Вrien", "O’Brien"),  # a Cyrillic O and B
        ("Νikos", "Nikos"),  # a Greek N
        ("Kaʻi", "Ka’i"),
        ("ɫuk", "luk"),
        ("Mu\u0334ster", "Muster"),
        ("Erika ¨ﬁ", "Erika ¨fi"),  # the allowed sign stays, though it has a compatibility form
        ("Сара", ""),  # wholly Cyrillic and looking like Capa: nobody guesses a name
        ("Olga Иванова", ""),
        ("Иванова", ""),
        ("Mustermann 2", ""),
        ("\u0301", ""),
    ],
)
def test_the_nearest_spelling_is_suggested(typed: str, near: str) -> None:
    assert text.suggestion(typed) == near
    assert not near or text.check(near) is None


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Müller", "MUELLER"),
        ("Mueller", "MUELLER"),
        ("Łukasiewicz", "LUKASIEWICZ"),
        ("Straße", "STRASSE"),
        ("Ångström", "AANGSTROEM"),
        ("Øre Œuvre Ærø Þór Đỗ Çelik Ñino", "OERE OEUVRE AEROE THOR DO CELIK NINO"),
        ("M̂bala-O’Neill", "MBALA ONEILL"),
        ("  B-2026-00042-7 ", "B 2026 00042 7"),
        ("Mustermann, Erika", "MUSTERMANN ERIKA"),
        ("李", ""),
        ("Ｅ²", "E2"),
    ],
)
def test_search_form(name: str, form: str) -> None:
    assert text.search_form(name) == form
    assert text.search_form(unicodedata.normalize("NFD", name)) == form


def test_a_letter_alone_is_taken_or_refused_by_its_group_and_never_raises() -> None:
    groups = text.table().groups
    for point in range(0x110000):
        letter = chr(point)
        group = groups.get(text.nfc(letter), "")
        assert (text.check(letter) is None) == (group in text.TYPES["A"]), hex(point)


def hold_random_text(rounds: int) -> None:
    """Random strings, half of them of the table: a verdict that fits the letters, a near spelling that passes."""
    groups = text.table().groups
    listed, chance = tuple(groups), random.Random(91379)
    for _ in range(rounds):
        typed = "".join(
            chance.choice(listed) if chance.random() < 0.5 else chr(chance.randrange(0x110000))
            for _ in range(chance.randrange(12))
        )
        kind = chance.choice("ABCDE")
        found = text.check(typed, kind)
        allowed = all(group in text.TYPES[kind] for _, group in text.letters_of(text.nfc(typed)))
        assert (found is None) == allowed
        if found is not None and (near := found.details.get("suggestion")):
            assert text.check(near, kind) is None
        text.search_form(typed)
        letters.following(typed, chance.randrange(len(typed) + 1))


def test_twenty_thousand_random_strings_make_no_error() -> None:
    hold_random_text(20_000)


@pytest.mark.slow
def test_a_million_random_strings_make_no_error() -> None:
    hold_random_text(1_000_000)


def test_every_letter_has_a_search_form_of_capital_letters() -> None:
    for letter, group in text.table().groups.items():
        if group == "bll":
            assert text.search_form(letter).isascii()
            assert text.search_form(letter).isalpha(), letter
