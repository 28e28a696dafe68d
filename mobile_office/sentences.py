"""Codes to sentences: the only place they meet. German first, English second.

Sentences live in `resources/i18n/<language>/*.toml` as flat tables; `say("unlock.prompt")` finds
`prompt` in `[unlock]`. A missing key or gap is an error here and is caught by a sweep, not by a citizen.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mobile_office import resources
from mobile_office.domain.errors import Damaged, MobileOfficeError
from mobile_office.domain.service import LANGUAGES as LANGUAGES
from mobile_office.domain.service import Text

FIRST = ("frame", "unlock")  # the files the unlock window needs


@dataclass
class _Chosen:
    language: str = "de"


_chosen = _Chosen()


class _Gaps(dict[str, str | int]):
    """Fills what an error does not say with an ellipsis: reporting trouble must not make trouble."""

    def __missing__(self, key: str) -> str:
        return "…"


def language() -> str:
    """The language in use."""
    return _chosen.language


def use(name: str) -> None:
    """Choose the language. Raises Damaged(what="settings") for one we do not have."""
    if name not in LANGUAGES:
        raise Damaged(what="settings", reason="language")
    _chosen.language = name


@cache
def sentences(name: str) -> Mapping[str, str]:
    """All sentences of a language, `table.key` to text. Raises ValueError when two files claim a key."""
    return _read(sorted((resources.folder() / "i18n" / name).glob("*.toml")))


@cache
def _first(name: str) -> Mapping[str, str]:
    """What the unlock window says; the rest is read when something else is said for the first time."""
    return _read([resources.folder() / "i18n" / name / f"{file}.toml" for file in FIRST])


def _read(paths: Iterable[Path]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for path in paths:
        for table, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, text in entries.items():
                place = f"{table}.{key}"
                if place in found:
                    raise ValueError(f"{path.name}: {place} is written twice")
                found[place] = text
    return found


def say(key: str, /, **gaps: str | int) -> str:
    """The sentence of a key with its gaps filled. Raises KeyError for a missing key or gap."""
    known = _first(_chosen.language)
    text = known[key] if key in known else sentences(_chosen.language)[key]
    return text.format_map(gaps)


def count(key: str, number: int, /, **gaps: str | int) -> str:
    """The sentence for a number of things: `key_one` for exactly one, else `key`; its gap is {n}."""
    return say(f"{key}_one" if number == 1 else key, **{"n": number, **gaps})


def error(trouble: Exception) -> str:
    """What to tell a person about an error: its code's sentence, else its class's, else the general one.

    Details with a `what` may have a sentence of their own (`damaged_store`).
    """
    table = sentences(_chosen.language)
    if not isinstance(trouble, MobileOfficeError):
        return table["errors.error"]
    codes = [f"{trouble.code}_{trouble.details.get('what')}", trouble.code]
    codes += [kind.code for kind in type(trouble).__mro__ if issubclass(kind, MobileOfficeError)]
    text = next(table[f"errors.{code}"] for code in codes if f"errors.{code}" in table)
    return text.format_map(_Gaps(trouble.details))


def text(texts: Text) -> str:
    """The chosen language of a text of a service file; German where it has no other."""
    return texts.get(_chosen.language) or texts.get("de", "")
