"""A tour plan: where a bus stands now, what comes next, and every mistake of a file with its line."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from mobile_office.domain.service_file import parsed
from mobile_office.domain.toml_values import Flaw, Gathered
from mobile_office.domain.tours import Tours, gather, read

PLAN = """# December

[[stop]]
name = "Stadtteilzentrum Nord"
address = "Nordstraße 2"
kind = "district"
day = 2026-12-01
from = "14:30"
until = "17:00"

[[stop]]
name = "Markt Am Markte"
address = "Am Markte 1"
kind = "market"
day = 2026-12-01
from = "09:00"
until = "13:00"
note = "Strom am Brunnen"
bus = "B"

[[stop]]
name = "Pflegeheim Eichenhof"
address = "Eichenweg 3"
kind = "care_home"
day = 2026-12-02
from = "10:00"
until = "12:00"
bus = "C"
"""


def plan() -> Tours:
    return read(PLAN)


def names(tours: Tours, day: date = date(2026, 12, 1)) -> list[str]:
    return [stop.name for stop in tours.of_day(day)]


def told(text: str) -> list[tuple[int, str]]:
    """Line and code of each flaw."""
    found = Gathered()
    gather(parsed(text), found)
    return [(flaw.line_in(text), flaw.code) for flaw in found.flaws]


def test_the_stops_of_a_day_come_in_their_order() -> None:
    assert names(plan()) == ["Markt Am Markte", "Stadtteilzentrum Nord"]
    first = plan().of_day(date(2026, 12, 1))[0]
    assert (first.begins, first.ends, first.note, first.bus) == (
        time(9),
        time(13),
        "Strom am Brunnen",
        "B",
    )
    assert names(plan(), date(2026, 12, 3)) == []


def test_each_bus_sees_its_own_stops_and_those_of_all() -> None:
    assert names(plan().of_bus("B")) == ["Markt Am Markte", "Stadtteilzentrum Nord"]
    assert names(plan().of_bus("C")) == ["Stadtteilzentrum Nord"]
    assert names(plan().of_bus("C"), date(2026, 12, 2)) == ["Pflegeheim Eichenhof"]


@pytest.mark.parametrize(
    ("clock", "name"),
    [
        ("07:00", "Markt Am Markte"),
        ("09:00", "Markt Am Markte"),
        ("12:59", "Markt Am Markte"),
        ("13:00", "Stadtteilzentrum Nord"),
        ("16:59", "Stadtteilzentrum Nord"),
        ("17:00", None),
    ],
)
def test_now_is_the_running_stop_else_the_next_of_the_day(clock: str, name: str | None) -> None:
    moment = datetime.fromisoformat(f"2026-12-01T{clock}")
    for now in (moment, moment.replace(tzinfo=ZoneInfo("Europe/Berlin"))):
        found = plan().at(now)
        assert (found.name if found else None) == name


def test_plans_of_several_files_are_one() -> None:
    other = read(PLAN.replace("2026-12-01", "2027-01-04").replace("2026-12-02", "2027-01-05"))
    both = other.joined(plan())
    assert [stop.day.year for stop in both.stops] == [2026] * 3 + [2027] * 3


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ('kind = "market"', 'kind = "Markt"', 14, "not_one_of"),
        ('from = "09:00"', 'from = "9:00"', 16, "clock_wrong"),
        ('from = "09:00"', "from = 09:00:00", 16, "clock_wrong"),
        ('until = "13:00"', 'until = "24:00"', 17, "clock_wrong"),
        ('until = "13:00"', 'until = "09:00"', 17, "times_reversed"),
        ('bus = "B"', 'bus = "b"', 19, "bus_letter"),
        ('bus = "B"', 'buss = "B"', 19, "key_unknown"),
        ("day = 2026-12-02", 'day = "2026-12-02"', 25, "not_a_day"),
        ("day = 2026-12-02\n", "", 21, "not_a_day"),
        ('name = "Markt Am Markte"', 'name = ""', 12, "text_missing"),
        ('from = "14:30"', 'from = "12:30"', 16, "stops_overlap"),
    ],
)
def test_a_mistake_is_told_in_its_line(old: str, new: str, line: int, code: str) -> None:
    assert old in PLAN
    text = PLAN.replace(old, new, 1)
    assert told(text) == [(line, code)]
    with pytest.raises(Flaw, match=code):
        read(text)


def test_stops_of_two_buses_may_overlap_and_one_that_follows_at_once_does_not() -> None:
    text = PLAN.replace('kind = "district"', 'kind = "district"\nbus = "C"').replace("14:30", "12:30", 1)
    assert told(text) == []
    assert told(PLAN.replace("14:30", "13:00", 1)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("stop = []", "part_missing"),
        ("stop = 1", "not_tables"),
        ("[stop]\nname = 'x'", "not_tables"),
        ("", "part_missing"),
        ("[[stop]]", "not_a_day"),
        (f"{PLAN}\n[other]\nx = 1", "key_unknown"),
    ],
)
def test_what_is_no_plan_is_told(text: str, code: str) -> None:
    assert code in [code for _, code in told(text)]
