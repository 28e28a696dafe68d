"""Values out of a TOML table, each of the shape asked for, or a flaw that says what is wrong and where."""

import re
from collections.abc import Mapping
from typing import Any

from mobile_office.domain.codelists import LANGUAGES
from mobile_office.domain.service import Text

_KEY = re.compile(r"[a-z][a-z0-9_]*")


class Flaw(Exception):
    """What is wrong, and the words in the file that show where."""

    def __init__(self, reason: str, *near: str) -> None:
        super().__init__(reason)
        self.reason, self.near = reason, near


def line_of(text: str, near: tuple[str, ...]) -> int:
    """The first line that holds the first of these words that occurs at all; 1 when none does."""
    lines = text.splitlines()
    for words in near:
        if not words.strip():
            continue
        start = words.splitlines()[0]
        for number, line in enumerate(lines, start=1):
            if start in line.replace('\\"', '"'):
                return number
    return 1


def used(values: dict[str, Any], word: str, shelf: str, shared: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what `fields.toml` shares under that name; a table's own words win."""
    if word not in values:
        return dict(values)
    name = string(values, word)
    if name not in shared.get(shelf, {}):
        raise Flaw(f"fields.toml has no {shelf} {name!r}", f'"{name}"')
    return {**shared[shelf][name], **{key: value for key, value in values.items() if key != word}}


def only(values: dict[str, Any], known: set[str], what: str, *near: str) -> None:
    """Refuse a key nobody reads: a typing error would otherwise be silent."""
    for key in values.keys() - known:
        raise Flaw(f"{what} has an unknown key {key!r}", key, *near)


def tables(values: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The tables written [[key]]; none is allowed."""
    found = values.get(key, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise Flaw(f"{key!r} must be written [[{key}]]", f"[{key}", key)
    return found


def table(values: dict[str, Any], key: str) -> dict[str, Any]:
    """A table that must be there."""
    found = values.get(key)
    if not isinstance(found, dict):
        raise Flaw(f"{key!r} is missing or not a table", f"[{key}]", f"{key} =", str(values.get("key", "")))
    return found


def string(values: dict[str, Any], key: str, default: str | None = None) -> str:
    """A text; without a default it must be there and not empty."""
    found = values.get(key, default)
    if not isinstance(found, str) or (default is None and not found):
        raise Flaw(
            f"{key!r} is missing or not text", f"{key} =", str(values.get("key", values.get("code", "")))
        )
    return found


def word(values: dict[str, Any], key: str) -> str:
    """A key: small letters, digits, underscores."""
    found = string(values, key)
    if not _KEY.fullmatch(found):
        raise Flaw(f"{found!r} is not a key (small letters, digits, underscores)", f'"{found}"')
    return found


def whole(values: dict[str, Any], key: str, default: int | None = None, *, least: int) -> int:
    """A whole number from `least`."""
    found = values.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise Flaw(f"{key!r} must be a whole number from {least}", f"{key} =", str(values.get("key", "")))
    return found


def one_of(values: dict[str, Any], key: str, known: tuple[str, ...], default: str | None = None) -> str:
    """A text that is one of those known."""
    found = string(values, key, default)
    if found not in known:
        raise Flaw(f"{key} {found!r} is none of {', '.join(known)}", f'"{found}"')
    return found


def strings(values: dict[str, Any], key: str) -> list[str]:
    """A list of texts."""
    found = values.get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise Flaw(f"{key!r} is missing or not a list of texts", f"{key} =", str(values.get("key", "")))
    return found


def words(values: dict[str, Any], key: str, *, optional: bool = False) -> Text:
    """A text in each language, complete or (if optional) absent."""
    found = values.get(key)
    if found is None and optional:
        return {}
    complete = isinstance(found, dict) and found.keys() == set(LANGUAGES)
    if not isinstance(found, dict) or not complete or not all(map(_is_said, found.values())):
        near = str(values.get("key", values.get("id", key)))
        raise Flaw(f"{key!r} needs its text in {' and '.join(LANGUAGES)}", f'"{near}"', f"{key} =")
    return dict(found)


def _is_said(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def word_lists(values: dict[str, Any], key: str) -> dict[str, list[str]]:
    """A list of texts in each language."""
    found = table(values, key)
    if found.keys() != set(LANGUAGES):
        raise Flaw(f"{key!r} needs its text in {' and '.join(LANGUAGES)}", f"{key} =")
    return {language: strings(found, language) for language in LANGUAGES}
