"""Conditions in CEL, compiled once: when a field is shown, when it is required, when a rule bites.

Variables: `answers` (map), `evidence` (kind -> state, "" if none), `item` and `index` in a repeated
section, `today` (timestamp, UTC midnight). Functions: those of `_FUNCTIONS` below, told in docs/services.md.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import cel

from mobile_office.domain import periods, text
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


def two_weeks_after(event: datetime) -> datetime:
    """The last day of the two weeks after an event (§§ 187, 188, 193 BGB)."""
    return midnight(periods.two_weeks_after(event.date()))


def working_day(day: datetime) -> datetime:
    """The day, or the next that is no Saturday, Sunday or holiday (§ 193 BGB)."""
    return midnight(periods.working_day(day.date()))


def weekday_after(day: datetime, count: int) -> datetime:
    """The `count`th weekday (Werktag, Monday to Saturday) after a day; at most the hundredth."""
    return midnight(periods.weekday_after(day.date(), min(count, 100)))


def months_after(event: datetime, count: int) -> datetime:
    """The last day of so many months after an event (§ 188 Abs. 2, 3 BGB); at most twelve hundred."""
    return midnight(periods.months_after(event.date(), max(min(count, 1200), 0)))


def surely_before(first: str, second: str) -> bool:
    """Whether a partial date is before another whatever their unknown parts are."""
    early, late = partial_date(first), partial_date(second)
    if not early or not late or not early[0] or not late[0]:
        return False
    return (early[0], early[1] or 12, early[2] or 31) < (late[0], late[1] or 1, late[2] or 1)


def surely_under(birth: str, years: int, on: datetime) -> bool:
    """Whether somebody is under so many years whatever the unknown parts of the birth date are."""
    known = partial_date(birth)
    if not known or not known[0]:
        return False
    year, month, day = known
    return on.year - year - ((on.month, on.day) < (month or 1, day or 1)) < years


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "age": age,
    "days": days,
    "iso": iso,
    "two_weeks_after": two_weeks_after,
    "working_day": working_day,
    "weekday_after": weekday_after,
    "months_after": months_after,
    "surely_before": surely_before,
    "surely_under": surely_under,
    "contains_name": contains_name,
    "plain": text.search_form,
}
FUNCTIONS = tuple(_FUNCTIONS)  # of ours, for whoever names one that does not exist
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
        self._context: cel.Context | None = None
        self._whole, self._stands_at = self, self

    def at(self, item: Mapping[str, Any], index: int) -> "Circumstances":
        """The same, seen from one item of a repeated section."""
        there = object.__new__(Circumstances)
        there._near = self._near | {"item": item, "index": index}
        there._context = None
        there._whole = self._whole
        return there

    def _seen(self, source: str) -> cel.Context:
        """What a condition is evaluated in: the item alone where that is enough, else all of it."""
        if self is self._whole or _needs(source):
            return self._whole._looking_at(self)
        if self._context is None:
            self._context = cel.Context(variables=self._near, functions=_FUNCTIONS)
        return self._context

    def _looking_at(self, item: "Circumstances") -> cel.Context:
        """The one context with all answers: handing them over costs more than all conditions together."""
        if self._context is None:
            self._context = cel.Context(variables=self._near | self._far, functions=_FUNCTIONS)
        if item is not self._stands_at:
            for name in ("item", "index") if item is not self else ():
                self._context.add_variable(name, item._near[name])
            self._stands_at = item
        return self._context

    def holds(self, source: str, empty: bool = True) -> bool:
        """Whether a condition holds; an empty one is `empty`. Raises ConditionBroken when it cannot
        be evaluated or is not a yes or no."""
        if not source:
            return empty
        if source in ("true", "false"):
            return source == "true"
        result = self._result(source)
        if not isinstance(result, bool):
            raise ConditionBroken("not a yes or no")
        return result

    def told(self, source: str) -> str:
        """What a condition makes, as it fills the gap of a sentence: a text, a whole number, or a day as
        22.11.2026. Raises ConditionBroken for anything else and when it cannot be evaluated."""
        result = self._result(source)
        if isinstance(result, datetime):
            return f"{result:%d.%m.%Y}"
        if isinstance(result, bool) or not isinstance(result, str | int):
            raise ConditionBroken("not a text, a number or a day")
        return str(result)

    def _result(self, source: str) -> Any:
        try:
            return compiled(source).execute(self._seen(source))
        except ConditionBroken:
            raise
        except (ValueError, TypeError, KeyError, IndexError, RuntimeError) as reason:
            raise ConditionBroken(f"{type(reason).__name__}: {str(reason).splitlines()[0]}") from reason
