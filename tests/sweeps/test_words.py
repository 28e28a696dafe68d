"""Every code has its sentence in every language, and no sentence is asked for that is not written."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

from mobile_office.domain import errors
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.domain.overview import Delivery, Light
from mobile_office.domain.people import Role
from mobile_office.domain.service import Severity
from mobile_office.ui import words
from mobile_office.ui.rail import AREAS

SOURCE = Path(errors.__file__).parent.parent
TABLES: list[tuple[str, type[StrEnum]]] = [
    ("status", Status),
    ("action", Action),
    ("history", Action),
    ("fact", Delivery),
    ("light", Light),
    ("role", Role),
    ("severity", Severity),
]


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def kinds(root: type[MobileOfficeError] = MobileOfficeError) -> Iterator[type[MobileOfficeError]]:
    yield root
    for child in root.__subclasses__():
        yield from kinds(child)


def codes_raised() -> set[str]:
    """The codes given to a constructor: `NotAllowed("role_not_allowed")`."""
    names = {kind.__name__ for kind in kinds()}
    calls = (node for _, tree in trees() for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {code for call in calls if _name(call.func) in names for code in _first_text(call)}


def sentences_asked_for() -> Iterator[tuple[str, str, bool]]:
    """Where, which key, and whether it is the whole key or only how it begins (an f-string)."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            where, asked, key = f"{path.name}:{node.lineno}", ast.unparse(node.func), node.args[0]
            if asked not in ("say", "words.say", "words.count"):
                continue
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                if asked == "words.count":
                    yield where, f"{key.value}_one", True
                yield where, key.value, True
            elif isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant):
                yield where, str(key.values[0].value), False


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_kind_of_error_has_its_sentence(language: str) -> None:
    written = words.sentences(language)
    assert {kind.code for kind in kinds() if f"errors.{kind.code}" not in written} == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_code_raised_anywhere_has_its_sentence(language: str) -> None:
    codes = codes_raised()
    assert "role_not_allowed" in codes
    assert {code for code in codes if f"errors.{code}" not in words.sentences(language)} == set()


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("table, names", TABLES, ids=[table for table, _ in TABLES])
def test_every_name_has_its_sentence(language: str, table: str, names: type[StrEnum]) -> None:
    assert [name for name in names if not words.sentences(language).get(f"{table}.{name}")] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_area_and_every_weekday_has_its_name(language: str) -> None:
    wanted = [f"rail.{area}" for area in AREAS] + [f"weekday.{day}" for day in range(1, 8)]
    assert [key for key in wanted if key not in words.sentences(language)] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_sentence_is_asked_for_that_is_not_written(language: str) -> None:
    written = words.sentences(language)
    asked = list(sentences_asked_for())
    assert len(asked) > 100
    missing = [(where, key) for where, key, whole in asked if whole and key not in written]
    missing += [
        (where, key)
        for where, key, whole in asked
        if not whole and not any(one.startswith(key) for one in written)
    ]
    assert missing == []


def test_the_languages_have_the_same_sentences() -> None:
    german, english = words.sentences("de"), words.sentences("en")
    assert german.keys() ^ english.keys() == set()


def test_the_languages_leave_the_same_gaps() -> None:
    german, english = words.sentences("de"), words.sentences("en")
    assert [key for key in german if gaps(german[key]) != gaps(english[key])] == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_whatever_is_counted_has_a_plural(language: str) -> None:
    written = words.sentences(language)
    assert [key for key in written if key.endswith("_one") and not _has_plural(key, written)] == []


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _has_plural(key: str, written: object) -> bool:
    stem = key.removesuffix("_one")
    return any(name in written for name in (stem, f"{stem}_count"))  # type: ignore[operator]


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _first_text(call: ast.Call) -> list[str]:
    first = call.args[0] if call.args else None
    return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
