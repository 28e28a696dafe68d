"""Fee tables: what each fee item costs from which day on, its paragraph, and who may reduce it for what.

One TOML file each in `resources/fees/`, complete for its day and series; a new amount is a new file, never a
change. Federal fees have no series, those of a city or a district have one each, and all series are in force together.
Amounts are whole cents; an amount nobody has verified is not written (mark "U") and set by the office.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from mobile_office.domain.people import Role
from mobile_office.domain.service import Text
from mobile_office.domain.service_file import read_whole
from mobile_office.domain.toml_values import (
    Flaw,
    Gathered,
    day,
    one_of,
    only,
    string,
    strings,
    table,
    whole,
    word,
    words,
)

# How sure an amount is: read in the law's text, from professional knowledge, not verified.
MARKS = ("V", "K", "U")
_OF_TABLE = {"valid_from", "version", "source", "series", "item", "reduction"}
_Built = TypeVar("_Built")


@dataclass(frozen=True)
class FeeItem:
    """One item of a table. `cents` is None where the office sets the amount.

    `once` names a group that is paid once in one visit of one person (the photo of two documents). `was` says what it
    cost before, where the amount is meant although it looks like a mistake.
    """

    key: str
    label: Text
    paragraph: str
    mark: str
    cents: int | None
    once: str = ""
    was: int | None = None


@dataclass(frozen=True)
class Ground:
    """A reason for a reduction; one that is not `enough` needs another beside it."""

    label: Text
    enough: bool


@dataclass(frozen=True)
class ReductionRule:
    """A reduction or waiver (Ermäßigung, Befreiung) at the discretion of the roles in `who`."""

    key: str
    label: Text
    paragraph: str
    mark: str
    items: tuple[str, ...]
    who: frozenset[Role]
    grounds: Mapping[str, Ground]


@dataclass(frozen=True)
class FeeTable:
    """All fees of a series in force from a day on. `hash` is SHA-256 (hex) of the file's bytes.

    `series` is "" for the federal fees. `beside` are the names of the tables of further series joined with it.
    """

    valid_from: date
    version: int
    hash: str
    source: str
    items: Mapping[str, FeeItem]
    reductions: Mapping[str, ReductionRule]
    series: str = ""
    beside: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file without version and ending: `2026-02-07`, in a series `city-2026-11-01`."""
        return file_of(self.series, self.valid_from)

    @property
    def name(self) -> str:
        """What a case stores: `2026-02-07.1`, file and version; joined `2026-02-07.1 + city-2026-11-01.1`."""
        return " + ".join((f"{self.file}.{self.version}", *self.beside))


@dataclass(frozen=True)
class FeeTables:
    """All tables there are."""

    tables: tuple[FeeTable, ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """Every item any table knows."""
        return frozenset(key for table in self.tables for key in table.items)

    def on(self, day: date) -> FeeTable | None:
        """What is in force on a day: the latest table of each series, joined; None before the first.

        What stands in two series counts as in the first of them, the federal one before all others.
        """
        latest: dict[str, FeeTable] = {}
        for one in sorted(self.tables, key=_age):
            if one.valid_from <= day:
                latest[one.series] = one
        if not latest:
            return None
        first, *others = (latest[series] for series in sorted(latest))
        for other in others:
            first = replace(
                first,
                items={**other.items, **first.items},
                reductions={**other.reductions, **first.reductions},
                beside=(*first.beside, other.name),
            )
        return first

    def before(self, made: FeeTable) -> FeeTable | None:
        """The table of the same series that another replaces; None for the first."""
        earlier = [table for table in self.tables if table.series == made.series and _age(table) < _age(made)]
        return max(earlier, key=_age, default=None)

    def item(self, key: str, day: date) -> FeeItem:
        """An item on a day. Where the table of that day does not have it, it has no amount."""
        found = self.on(day)
        if found and key in found.items:
            return found.items[key]
        for other in sorted(self.tables, key=_age, reverse=True):
            if key in other.items:
                return replace(other.items[key], cents=None, mark="U")
        return FeeItem(key, {"de": key, "en": key}, "", "U", None)  # an unknown key is its own name


def file_of(series: object, valid_from: object) -> str:
    """The name of a table's file without version and ending."""
    return f"{series}-{valid_from}" if series else str(valid_from)


def _age(table: FeeTable) -> tuple[date, int]:
    return table.valid_from, table.version


def read(text: str, file: str) -> FeeTable:
    """The table of one file. Raises BrokenService with details `file`, `line` (from 1) and `reason`."""

    def build(data: dict[str, Any], digest: str) -> FeeTable:
        found = Gathered()
        made = gather(data, digest, found)
        found.end()
        return made

    return read_whole(text, file, build)


def gather(data: dict[str, Any], digest: str, found: Gathered) -> FeeTable:
    """The table, whole only when `found` stays without flaws: an entry that has one is left out."""
    found.of(None, only, data, _OF_TABLE, "fee table")
    entries = found.of({}, table, data, "item")
    items = _each("item", entries, lambda key, values: _item(key, values, entries), found)
    reductions = found.of({}, table, data, "reduction") if "reduction" in data else {}
    return FeeTable(
        valid_from=found.of(date.min, _first_day, data),
        version=found.of(1, whole, data, "version", least=1),
        hash=digest,
        source=found.of("", string, data, "source"),
        items=items,
        reductions=_each(
            "reduction", reductions, lambda key, values: _reduction(key, values, entries, found), found
        ),
        series=found.of("", word, data, "series") if "series" in data else "",
    )


def _first_day(data: dict[str, Any]) -> date:
    first = day(data, "valid_from")
    if first is None:
        raise Flaw("not_a_day", "valid_from", key="valid_from")
    return first


def _each(
    shelf: str,
    entries: dict[str, Any],
    build: Callable[[str, dict[str, Any]], _Built],
    found: Gathered,
) -> dict[str, _Built]:
    """What `build` makes of each entry; a flaw lies in the table of the entry's name, `[item.passport]`."""
    built = {}
    for key in entries:
        before = len(found.flaws)
        made = found.of(None, _one, build, key, entries)
        if made is not None:
            built[key] = made
        for flaw in found.flaws[before:]:
            if not flaw.part[0]:
                flaw.part = (f"[{shelf}.{key}]", 0)
    return built


def _one(build: Callable[[str, dict[str, Any]], _Built], key: str, entries: dict[str, Any]) -> _Built | None:
    return build(key, table(entries, key))


def _item(key: str, values: dict[str, Any], entries: Mapping[str, Any]) -> FeeItem:
    only(values, {"label", "paragraph", "mark", "cents", "same_as", "once", "was"}, key)
    mark, (amount, was) = one_of(values, "mark", MARKS), _cents(values, entries)
    if (amount is None) != (mark == "U"):
        raise Flaw("fee_mark_and_amount", item=key)
    label, paragraph, once = words(values, "label"), string(values, "paragraph"), string(values, "once", "")
    return FeeItem(key, label, paragraph, mark, amount, once, was)


def _cents(values: dict[str, Any], entries: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The amount, and what it was; `same_as` is how a law says that another fee is doubled: it is paid a second time."""
    if "same_as" in values:
        other = entries.get(string(values, "same_as"))
        if "cents" in values or not isinstance(other, dict) or "cents" not in other:
            raise Flaw("fee_same_as", "same_as")
        values = other
    amount, was = (whole(values, name, least=0) if name in values else None for name in ("cents", "was"))
    return amount, was


def _reduction(
    key: str, values: dict[str, Any], entries: Mapping[str, Any], found: Gathered
) -> ReductionRule:
    only(values, {"label", "paragraph", "mark", "items", "who", "grounds"}, key)
    reduced, who = strings(values, "items"), strings(values, "who")
    if not reduced or not set(reduced) <= entries.keys() or key in entries:
        raise Flaw("reduction_items", "items =", reduction=key)
    if not who or not set(who) <= set(Role):
        raise Flaw("reduction_who", "who =", reduction=key, known=", ".join(Role))
    return ReductionRule(
        key=key,
        label=words(values, "label"),
        paragraph=string(values, "paragraph"),
        mark=one_of(values, "mark", MARKS),
        items=tuple(reduced),
        who=frozenset(Role(role) for role in who),
        grounds=_each(f"reduction.{key}.grounds", table(values, "grounds"), _ground, found),
    )


def _ground(key: str, values: dict[str, Any]) -> Ground:
    only(values, {"label", "enough"}, key)
    if not isinstance(values.get("enough"), bool):
        raise Flaw("ground_enough", "enough", ground=key)
    return Ground(words(values, "label"), values["enough"])
