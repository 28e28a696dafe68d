"""Conditions in CEL, compiled once: when a field is shown, when it is required, when a rule bites.

Variables: `answers` (map), `evidence` (kind -> state, "" if none), `item` and `index` in a repeated
section, `today` (timestamp, UTC midnight). Functions: `age`, `days`, `iso`, `contains_name`, `plain`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import cel

from mobile_office.domain import text
from mobile_office.domain.kinds import partial_date

NAMES = frozenset({"answers", "evidence", "today"})
ITEM_NAMES = NAMES | {"item", "index"}
_BOUND = re.compile(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,")
_UNKNOWN_YEAR_AGE = 120


class ConditionBroken(ValueError):
    """A condition that cannot be used; the message says why (never shown to a clerk)."""


def midnight(day: date) -> datetime:
    """A day as conditions see it: UTC midnight."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def age(birth: str | datetime, on: datetime) -> int:
    """Whole years on a day. What is unknown of a birth date counts as late as possible (youngest);
    with the year unknown a person counts as grown up, because nothing else can be concluded."""
    if isinstance(birth, datetime):
        year, month, day = birth.year, birth.month, birth.day
    else:
        year, month, day = partial_date(birth) or (0, 0, 0)
    if not year:
        return _UNKNOWN_YEAR_AGE
    return max(on.year - year - ((on.month, on.day) < (month or 12, day or 31)), 0)


def days(start: datetime, end: datetime) -> int:
    """Days from start to end; negative when end is earlier."""
    return (end - start).days


def iso(day: datetime) -> str:
    """A day as text, to be compared with a partial date."""
    return day.date().isoformat()


def contains_name(given: str, usual: str) -> bool:
    """True when `usual` is one or several neighbouring names of `given` (Vornamen; § 3 Abs. 1 Nr. 3 BMG)."""
    blanks = f" {given} ".replace("-", " ")
    return f" {usual} " in f" {given} " or f" {usual.replace('-', ' ')} " in blanks


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "age": age,
    "days": days,
    "iso": iso,
    "contains_name": contains_name,
    "plain": text.search_form,
}
_BUILT_IN = frozenset({"size", "has", "contains", "startsWith", "endsWith", "matches", "duration"})


@lru_cache(maxsize=4096)
def compiled(source: str) -> cel.Program:
    """The program of a condition, compiled once. Raises ConditionBroken."""
    try:
        return cel.compile(source)
    except ValueError as reason:
        raise ConditionBroken(str(reason).splitlines()[0]) from reason


def inspect(source: str, names: frozenset[str]) -> None:
    """Refuse a condition with unknown names. Raises ConditionBroken."""
    program = compiled(source)
    bound = set(_BOUND.findall(source))  # the p of exists(p, ...) is reported as a variable too
    unknown = set(program.variables()) - names - bound
    if unknown:
        raise ConditionBroken(f"unknown variable {sorted(unknown)[0]!r}")
    foreign = {name for name in program.functions() if name.replace("_", "").isalnum() and name[0].isalpha()}
    foreign -= _FUNCTIONS.keys() | _BUILT_IN
    if foreign:
        raise ConditionBroken(f"unknown function {sorted(foreign)[0]!r}")


@lru_cache(maxsize=4096)
def _needs(source: str) -> bool:
    """Whether a condition looks beyond its item; most do not, and the whole is costly to hand over."""
    return bool({"answers", "evidence"} & set(compiled(source).variables()))


class Circumstances:
    """What conditions are evaluated against: one set of answers on one day. Used by one thread."""

    def __init__(self, answers: Mapping[str, Any], evidence: Mapping[str, str], today: date) -> None:
        self._near: dict[str, Any] = {"today": midnight(today)}
        self._far: dict[str, Any] = {"answers": answers, "evidence": evidence}
        self._contexts: dict[bool, cel.Context] = {}

    def at(self, item: Mapping[str, Any], index: int) -> "Circumstances":
        """The same, seen from one item of a repeated section."""
        there = object.__new__(Circumstances)
        there._near = self._near | {"item": item, "index": index}
        there._far = self._far
        there._contexts = {}
        return there

    def _context(self, far: bool) -> cel.Context:
        if far not in self._contexts:
            known = self._near | self._far if far else self._near
            self._contexts[far] = cel.Context(variables=known, functions=_FUNCTIONS)
        return self._contexts[far]

    def holds(self, source: str, empty: bool = True) -> bool:
        """Whether a condition holds; an empty one is `empty`. Raises ConditionBroken when it cannot
        be evaluated or is not a yes or no."""
        if not source:
            return empty
        if source in ("true", "false"):
            return source == "true"
        try:
            result = compiled(source).execute(self._context(_needs(source)))
        except ConditionBroken:
            raise
        except (ValueError, TypeError, KeyError, IndexError, RuntimeError) as reason:
            raise ConditionBroken(f"{type(reason).__name__}: {str(reason).splitlines()[0]}") from reason
        if not isinstance(result, bool):
            raise ConditionBroken("not a yes or no")
        return result
