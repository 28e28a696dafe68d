"""Letters in words: `ł` is "l mit Schrägstrich", `ж` a Cyrillic letter; and the search by those names.

The names of marks and signs are in `letters.toml`; here they are put together for any character there is.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from mobile_office.domain import letters, text
from mobile_office.ui import words

_KINDS = {
    "Nd": "digit", "M": "mark", "Z": "space", "C": "invisible", "P": "punctuation", "Sc": "money",
    "Sm": "sign", "Sk": "sign", "So": "picture", "No": "sign", "Nl": "sign", "L": "letter",
}  # fmt: skip


def name(letter: str, language: str = "") -> str:
    """What a letter, sequence or sign is called; never empty, for any text that is not."""
    table = words.sentences(language or words.language())
    sign = table.get(f"letter_sign.u{ord(letter[0]):04x}")
    made = letters.parts(letter)
    if made is None:
        is_bare_mark = len(letter) > 1 and not letter[0].isalpha()
        return table["letter_kind.mark"] if is_bare_mark else sign or _kind(letter[0], table)
    called = made.base
    if made.is_own:
        if f"letter_name.{made.base}" not in table:
            return table["letter_name.foreign_latin"]
        called = table[f"letter_name.{made.base}"]
        if made.is_capital and made.base not in ("ae", "oe", "ij"):
            called = table["letter_name.capital"].format(name=called)
    if not made.marks:
        return called
    known = [table.get(f"letter_mark.{mark}", table["letter_name.some_mark"]) for mark in made.marks]
    marks = known[0]
    for further in known[1:]:
        marks = table["letter_name.and"].format(first=marks, second=further)
    return table["letter_name.marked"].format(name=called, marks=marks)


def _kind(point: str, table: Mapping[str, str]) -> str:
    """`kyrillischer Buchstabe`, `Bildzeichen`: for what has no name of its own."""
    script = unicodedata.name(point, "").split(" ")[0].split("-")[0].lower()
    if f"letter_kind.{script}" in table and script not in _KINDS.values():
        return table[f"letter_kind.{script}"]
    category = unicodedata.category(point)
    kind = _KINDS.get(category) or _KINDS.get(category[0])
    return (
        table[f"letter_kind.{kind}"] if kind else table["letter_kind.code"].format(code=f"U+{ord(point):04X}")
    )


def find(asked: str) -> tuple[str, ...]:
    """The letters a search means, in either language; the usual ones for an empty search."""
    return _index().find(asked)


@cache
def _index() -> letters.Index:
    """All Latin letters of the table, and the signs names may have that no keyboard has."""
    # The signs first: who asks for an apostrophe hardly means `ŉ`.
    offered = [
        one
        for wanted in ("bnlreq", "bll")
        for one, group in text.table().groups.items()
        if group == wanted and not one.isascii()
    ]
    return letters.Index({letter: " ".join(_names(letter)) for letter in offered})


def _names(letter: str) -> Iterator[str]:
    made = letters.parts(letter)
    spoken = [
        key for key, all_of in letters.LANGUAGES.items() if letter.lower() in all_of or letter in all_of
    ]
    for language in words.LANGUAGES:
        table = words.sentences(language)
        yield name(letter, language)
        if made is not None:
            yield from (table.get(f"letter_also.{key}", "") for key in (made.base, *made.marks))
        yield from (table[f"letter_language.{key}"] for key in spoken)
