"""Values out of a TOML table, each of the shape asked for, or a flaw that says what is wrong and where.

A flaw has a code with a sentence in `resources/i18n/*/services.toml`. `Gathered` keeps the flaws of one part
while the others are still read, so that one look at a file tells everything.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar, cast

from mobile_office.domain.service import LANGUAGES, Text

_KEY = re.compile(r"[a-z][a-z0-9_]*")
TOP = "top"  # the part of a file before its first table
_FEW = 10  # words that can all be named in one sentence
_Built = TypeVar("_Built")


class Flaw(Exception):
    """What is wrong: a code, what fills the gaps of its sentence, and the words in the file that show where.

    `part` narrows the search to one table: its header (`[[rule]]`) and which of them (from 0). `line` (from 1)
    is used where it is known, 0 where it is not.
    """

    def __init__(self, code: str, /, *near: str, **gaps: str | int) -> None:
        super().__init__(code, gaps)
        self.code, self.near, self.gaps = code, near, gaps
        self.line = 0
        self.part: tuple[str, int] = ("", 0)

    def within(self, header: str, number: int = 0) -> "Flaw":
        """The same, to be looked for in that table (the `number`th of its header, from 0)."""
        self.part = (header, number)
        return self

    @property
    def reason(self) -> str:
        """The code and its gaps, for a log: `key_unknown (key 'lable', what 'field')`."""
        gaps = ", ".join(f"{name} {value!r}" for name, value in sorted(self.gaps.items()))
        return f"{self.code} ({gaps})" if gaps else self.code

    def line_in(self, text: str) -> int:
        """The line (from 1) of a file's text it is about."""
        return self.line or line_of(text, self.near, self.part)


class Gathered:
    """The flaws found so far."""

    def __init__(self) -> None:
        self.flaws: list[Flaw] = []

    def of(self, instead: Any, build: Callable[..., _Built], *args: Any, **named: Any) -> _Built:
        """What `build` makes; after a flaw `instead`, which stands in while the rest is looked at.

        `instead` has the type of what is built, or is None where the caller leaves it out.
        """
        try:
            return build(*args, **named)
        except Flaw as flaw:
            self.flaws.append(flaw)
            return cast(_Built, instead)

    def part(self, header: str, number: int, before: int) -> None:
        """The flaws since there were `before` lie in that table, the `number`th of its header (from 0)."""
        for flaw in self.flaws[before:]:
            flaw.within(header, number)

    def end(self) -> None:
        """Raise the first flaw, if there is one."""
        if self.flaws:
            raise self.flaws[0]


def line_of(text: str, near: tuple[str, ...], part: tuple[str, int] = ("", 0)) -> int:
    """The first line that holds the first of these words that occurs at all; 1 when none does.

    Looks in the `part` first; where that has none of the words, its header is the line.
    """
    lines = text.splitlines()
    first, last = _span(lines, *part)
    here = _line_among(lines[first:last], near)
    if here or first or part[0] == TOP:
        return first + (here or 1)
    return _line_among(lines, near) or 1


def _line_among(lines: list[str], near: tuple[str, ...]) -> int:
    for words in near:
        if not words.strip():
            continue
        start = words.splitlines()[0]
        for number, line in enumerate(lines, start=1):
            if start in line.replace('\\"', '"'):
                return number
    return 0


def _span(lines: list[str], header: str, number: int) -> tuple[int, int]:
    """From which line to before which (from 0) the table with that header reaches; all where it is not."""
    if header == TOP:
        return 0, next((at for at, line in enumerate(lines) if line.startswith("[")), len(lines))
    starts = [at for at, line in enumerate(lines) if header and line.strip().startswith(header)]
    if number >= len(starts):
        return 0, len(lines)
    begin = starts[number]
    ends = (at for at, line in enumerate(lines) if at > begin and line.startswith("["))
    return begin, next(ends, len(lines))


def meant(word: object, known: Collection[str]) -> str:
    """Which known words may be meant, for a sentence: the nearest ones, else all if they are few, else none."""
    every = sorted(known)
    return ", ".join(get_close_matches(str(word), every, n=3) or (every if len(every) <= _FEW else []))


def used(values: dict[str, Any], word: str, shelf: str, shared: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what `fields.toml` shares under that name; a table's own words win."""
    if word not in values:
        return dict(values)
    name = string(values, word)
    if name not in shared.get(shelf, {}):
        raise Flaw(
            "shared_missing",
            f'"{name}"',
            shelf=shelf,
            name=name,
            meant=meant(name, shared.get(shelf, {})),
        )
    return {**shared[shelf][name], **{key: value for key, value in values.items() if key != word}}


def only(values: dict[str, Any], known: set[str], what: str, *near: str) -> None:
    """Refuse a key nobody reads: a typing error would otherwise be silent."""
    for key in values.keys() - known:
        raise Flaw("key_unknown", key, *near, what=what, key=key, meant=meant(key, known))


def tables(values: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables written [[key]]; none is allowed."""
    found = values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise Flaw("not_tables", f"[{key}", key, key=key)
    return found


def table(values: dict[str, Any], key: str) -> dict[str, Any]:
    """A table that must be there."""
    found = values.get(key)
    if not isinstance(found, dict):
        raise Flaw("table_missing", f"[{key}]", f"{key} =", str(values.get("key", "")), key=key)
    return found


def string(values: dict[str, Any], key: str, default: str | None = None) -> str:
    """A text; without a default it must be there and not empty."""
    found = values.get(key, default)
    if not isinstance(found, str) or (default is None and not found):
        raise Flaw("text_missing", f"{key} =", str(values.get("key", values.get("code", ""))), key=key)
    return found


def word(values: dict[str, Any], key: str) -> str:
    """A key: small letters, digits, underscores."""
    found = string(values, key)
    if not _KEY.fullmatch(found):
        raise Flaw("key_shape", f'"{found}"', value=found)
    return found


def day(values: dict[str, Any], key: str) -> date | None:
    """A day such as 2026-11-22, or None when the key is not there."""
    found = values.get(key)
    if found is not None and (not isinstance(found, date) or isinstance(found, datetime)):
        raise Flaw("not_a_day", f"{key} =", key=key)
    return found


def whole(values: dict[str, Any], key: str, default: int | None = None, *, least: int) -> int:
    """A whole number from `least`."""
    found = values.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise Flaw("number_wrong", f"{key} =", str(values.get("key", "")), key=key, least=least)
    return found


def one_of(values: dict[str, Any], key: str, known: tuple[str, ...], default: str | None = None) -> str:
    """A text that is one of those known."""
    found = string(values, key, default)
    if found not in known:
        raise Flaw("not_one_of", f'"{found}"', key=key, value=found, known=", ".join(known))
    return found


def strings(values: dict[str, Any], key: str) -> list[str]:
    """A list of texts."""
    found = values.get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise Flaw("list_missing", f"{key} =", str(values.get("key", "")), key=key)
    return found


def words(values: dict[str, Any], key: str, *, optional: bool = False) -> Text:
    """A text in each language, complete or (if optional) absent."""
    found = values.get(key)
    if found is None and optional:
        return {}
    complete = isinstance(found, dict) and found.keys() == set(LANGUAGES)
    if not isinstance(found, dict) or not complete or not all(map(_is_said, found.values())):
        owner = str(values.get("key", values.get("id", key)))
        near = (f"{key} =", f'"{owner}"') if "id" in values else (f'"{owner}"', f"{key} =")
        raise Flaw("languages_missing", *near, key=key, where=owner)
    return dict(found)


def _is_said(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def word_lists(values: dict[str, Any], key: str) -> dict[str, list[str]]:
    """A list of texts in each language."""
    found = table(values, key)
    if found.keys() != set(LANGUAGES):
        raise Flaw("languages_missing", f"{key} =", f"[{key}]", key=key, where=key)
    return {language: strings(found, language) for language in LANGUAGES}
