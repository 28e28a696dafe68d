"""Code lists (Schlüsseltabellen): the codes a choice may have, their names, their source and version.

One TOML file each in `resources/codelists/`; codes keep the order of the file. A code is never taken out: it gets
its last day (`valid_until`), or `retired` where nobody knows the day, and stays readable for ever.
"""

import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from mobile_office.domain import text
from mobile_office.domain.errors import Damaged
from mobile_office.domain.service import LANGUAGES as LANGUAGES
from mobile_office.domain.toml_values import Flaw, Gathered, day, only, string, table

_OF_LIST = {"source", "version", "codes", "valid_from", "valid_until"}
_OF_CODE = {*LANGUAGES, "retired", "iso", "only", "valid_from", "valid_until"}
ONLY = ("", "state", "nationality")


@dataclass(frozen=True)
class Code:
    """One code of a list. `iso` is ISO 3166-1 alpha-3 (countries only).

    `only` limits a country key to "state" or "nationality"; "" is both. `since` and `until` are the first
    and the last day it may be declared on, None where there is none.
    """

    code: str
    label: dict[str, str]
    retired: bool = False
    iso: str = ""
    only: str = ""
    since: date | None = None
    until: date | None = None

    def is_valid(self, on: date | None = None) -> bool:
        """Whether it may be chosen on a day; without a day, only what has no end yet."""
        if self.retired or on is None:
            return not self.retired and self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)

    def is_called_like(self, other: "Code") -> bool:
        """Whether the name is the same but for spelling. A state stays itself when it takes another name."""
        return _letters(self.label["de"]) == _letters(other.label["de"]) or self.iso == other.iso != ""


def _letters(said: str) -> str:
    return "".join(letter for letter in text.search_form(said) if letter.isalnum())


@dataclass(frozen=True)
class CodeList:
    """One list; `source` and `version` say where its values come from.

    There is one file for all days, not one for each version: a code has its own dates, so a later version
    only adds codes and last days, and any past day is still answered from it.
    """

    name: str
    source: str
    version: str
    codes: dict[str, Code]


@dataclass(frozen=True)
class CodeLists:
    """All lists, by name. `day` is the day of the declaration that choosing is for, where somebody said it."""

    lists: dict[str, CodeList] = field(default_factory=dict)
    day: date | None = None

    def on(self, day: date) -> "CodeLists":
        """The same for a declaration on that day: what has ended before or begins later is not offered."""
        return replace(self, day=day)

    def labels(self, name: str, language: str = "de", *, use: str = "") -> dict[str, str]:
        """Code -> name of every code that may be chosen, in the list's order; KeyError if unknown.

        `use` ("state" or "nationality") leaves out country keys that are only the other.
        """
        return {
            code.code: code.label.get(language) or code.label["de"]
            for code in self.lists[name].codes.values()
            if code.is_valid(self.day) and (not use or code.only in ("", use))
        }

    def find(self, name: str, words: str, *, use: str = "") -> tuple[str, ...]:
        """The codes that may be chosen and match what was typed, the best first; KeyError if unknown.

        Typed is any spelling of a name in any language (`Türkei`, `Tuerkei`, `turk`), the code or the ISO code.
        """
        typed = text.search_form(words).strip()
        places = enumerate(code for code in self.labels(name, use=use))
        ranked = [(_rank(self.lists[name].codes[code], typed), place, code) for place, code in places]
        return tuple(code for rank, _, code in sorted(ranked) if rank < _NOT_FOUND)

    def label(self, name: str, code: str, language: str = "de") -> str:
        """The name of one code, ended ones too; an unknown code is its own name."""
        known = self.lists[name].codes.get(code)
        return (known.label.get(language) or known.label["de"]) if known else code

    def code(self, name: str, code: str) -> Code | None:
        """One code, ended ones too, or None."""
        known = self.lists.get(name)
        return known.codes.get(code) if known else None

    def __contains__(self, name: object) -> bool:
        return name in self.lists


_NOT_FOUND = 4


@lru_cache(maxsize=4096)
def _spellings(said: str) -> tuple[str, str]:
    """The search form (`tuerkei`) and the bare letters (`turkei`), both in small letters."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", said) if not unicodedata.combining(letter)
    )
    return text.search_form(said), text.search_form(bare)


def _rank(code: Code, typed: str) -> int:
    """0 the code itself, 1 a name begins so, 2 a word of it does, 3 it stands within; then not found."""
    names = [name for said in code.label.values() for name in _spellings(said)]
    if typed in (text.search_form(code.code), text.search_form(code.iso) if code.iso else None):
        return 0
    if any(name.startswith(typed) for name in names):
        return 1
    if any(f" {typed}" in name for name in names):
        return 2
    return 3 if any(typed in name for name in names) else _NOT_FOUND


def read(name: str, written: str) -> CodeList:
    """One list from its TOML text. Raises Damaged (`what` is the list's name)."""
    found = Gathered()
    try:
        made = gather(name, tomllib.loads(written), found)
        found.end()
    except (ValueError, RecursionError, Flaw) as reason:
        raise Damaged("codelist_damaged", what=name) from reason
    return made


def gather(name: str, data: dict[str, Any], found: Gathered) -> CodeList:
    """The list, whole only when `found` stays without flaws: a code that has one is left out."""
    found.of(None, only, data, _OF_LIST, "code list")
    since, until = found.of((None, None), _days, data, "")
    codes: list[Code | None] = [
        found.of(None, _code, key, values, since, until)
        for key, values in found.of({}, table, data, "codes").items()
    ]
    return CodeList(
        name,
        found.of("", string, data, "source"),
        found.of("", string, data, "version"),
        {code.code: code for code in codes if code},
    )


def _code(key: str, values: Any, since: date | None, until: date | None) -> Code:
    near = f"{key} ="
    if not isinstance(values, dict):
        raise Flaw("code_languages", near, code=key)
    only(values, _OF_CODE, key, near)
    label = {language: values.get(language) for language in LANGUAGES}
    if not all(isinstance(said, str) and said.strip() for said in label.values()):
        raise Flaw("code_languages", near, code=key)
    if not isinstance(values.get("retired", False), bool) or values.get("only", "") not in ONLY:
        raise Flaw("code_retired_or_only", near, code=key)
    first, last = _days(values, near)
    return Code(
        code=key,
        label={language: str(said) for language, said in label.items()},
        retired=values.get("retired", False),
        iso=string(values, "iso", ""),
        only=values.get("only", ""),
        since=first or since,
        until=last or until,
    )


def _days(values: dict[str, Any], near: str) -> tuple[date | None, date | None]:
    """The first and the last day. Raises Flaw."""
    try:
        since, until = day(values, "valid_from"), day(values, "valid_until")
    except Flaw as flaw:
        raise Flaw(flaw.code, near, *flaw.near, **flaw.gaps) from flaw
    if since and until and until < since:
        raise Flaw("days_reversed", near, "valid_until =")
    return since, until
