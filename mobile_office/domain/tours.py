"""A tour plan (Tourenplan): where which bus stands on which day, from when until when.

One TOML file of `[[stop]]`, published by the office. The plan only proposes: where a bus really stood is what its
day's entries say (`day.py`). Times are the clock on the wall of the municipality.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations
from typing import Any

from mobile_office.domain.service_file import parsed
from mobile_office.domain.toml_values import Flaw, Gathered, day, one_of, only, string, tables

KINDS = ("market", "care_home", "library", "district", "other")
_OF_STOP = {"name", "address", "kind", "day", "from", "until", "note", "bus"}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_LETTER = re.compile(r"[A-Z]{1,2}|")


@dataclass(frozen=True)
class Stop:
    """A planned stop (Halt) on one day. `bus` is a device's letter; empty means every bus."""

    name: str
    address: str
    kind: str
    day: date
    begins: time
    ends: time
    note: str = ""
    bus: str = ""


@dataclass(frozen=True)
class Tours:
    """All stops of a plan, in the order of their days and times."""

    stops: tuple[Stop, ...] = ()

    def of_bus(self, letter: str) -> "Tours":
        """What one bus is meant to do: its own stops, and those for every bus."""
        return Tours(tuple(stop for stop in self.stops if stop.bus in ("", letter)))

    def of_day(self, day: date) -> tuple[Stop, ...]:
        """The stops of a day, the first one first."""
        return tuple(stop for stop in self.stops if stop.day == day)

    def at(self, moment_local: datetime) -> Stop | None:
        """The stop that runs at this moment of the local clock, else the next of that day; None after the last."""
        clock = moment_local.time().replace(tzinfo=None)
        return next((stop for stop in self.of_day(moment_local.date()) if clock < stop.ends), None)

    def joined(self, other: "Tours") -> "Tours":
        """Both plans as one: the office may publish one for each bus or each month."""
        return Tours(_in_order([*self.stops, *other.stops]))


def read(text: str) -> Tours:
    """The plan of a TOML text. Raises Flaw: the first thing that is wrong with it."""
    found = Gathered()
    made = gather(parsed(text), found)
    found.end()
    return made


def gather(data: dict[str, Any], found: Gathered) -> Tours:
    """The plan, whole only when `found` stays without flaws: a stop that has one is left out."""
    found.of(None, only, data, {"stop"}, "tours")
    stops: list[Stop] = []
    places: list[int] = []
    for number, values in enumerate(found.of([], tables, data, "stop")):
        before = len(found.flaws)
        made = found.of(None, _stop, values)
        if made is not None:
            stops.append(made)
            places.append(number)
        found.part("[[stop]]", number, before)
    if not stops and not found.flaws:
        found.flaws.append(Flaw("part_missing", "stop", part="[[stop]]"))
    found.flaws += _overlaps(list(zip(stops, places, strict=True)))
    return Tours(_in_order(stops))


def _stop(values: dict[str, Any]) -> Stop:
    only(values, _OF_STOP, "stop")
    on = day(values, "day")
    if on is None:
        raise Flaw("not_a_day", "day", key="day")
    begins, ends = _clock(values, "from"), _clock(values, "until")
    if ends <= begins:
        raise Flaw("times_reversed", "until =")
    bus = string(values, "bus", "")
    if not _LETTER.fullmatch(bus):
        raise Flaw("bus_letter", "bus =", bus=bus)
    return Stop(
        name=string(values, "name"),
        address=string(values, "address"),
        kind=one_of(values, "kind", KINDS),
        day=on,
        begins=begins,
        ends=ends,
        note=string(values, "note", ""),
        bus=bus,
    )


def _clock(values: dict[str, Any], key: str) -> time:
    said = values.get(key)
    if not isinstance(said, str) or not _CLOCK.fullmatch(said):
        raise Flaw("clock_wrong", f"{key} =", key=key)
    return time.fromisoformat(said)


def _overlaps(stops: list[tuple[Stop, int]]) -> Iterator[Flaw]:
    """No bus is at two places: a stop for every bus meets those of each."""
    by_day: dict[date, list[tuple[Stop, int]]] = {}
    for stop, number in stops:
        by_day.setdefault(stop.day, []).append((stop, number))
    for together in by_day.values():
        for (first, _), (second, number) in combinations(together, 2):
            if _is_meeting(first, second):
                told = {"name": second.name, "other": first.name, "day": first.day.isoformat()}
                yield Flaw("stops_overlap", "from =", **told).within("[[stop]]", number)


def met(plan: Tours, others: Mapping[str, Tours]) -> Iterator[Flaw]:
    """Where the plan has a bus at a stop while another plan (by name) has it elsewhere."""
    for stop in plan.stops:
        near = (f'name = "{stop.name}"', stop.day.isoformat())
        for name, other in others.items():
            for there in other.of_day(stop.day):
                if there != stop and _is_meeting(stop, there):
                    told = {"name": stop.name, "other": there.name, "day": stop.day.isoformat(), "plan": name}
                    yield Flaw("plans_overlap", *near, **told)


def _is_meeting(first: Stop, second: Stop) -> bool:
    """Whether two stops of a day want one bus at one time."""
    one_bus = first.bus == second.bus or not (first.bus and second.bus)
    return one_bus and first.begins < second.ends and second.begins < first.ends


def _in_order(stops: list[Stop]) -> tuple[Stop, ...]:
    return tuple(sorted(stops, key=lambda stop: (stop.day, stop.begins, stop.bus)))
