"""A day on the road: who may write about it, and what its entries fold to."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from mobile_office.domain.case import Action, DayAction, Header, SubjectKind
from mobile_office.domain.day import (
    DAY_ACTIONS,
    Captured,
    Day,
    Tally,
    admit_day,
    day_subject,
    fold_day,
)
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.domain.people import Role
from tests.domain.headers import NOW, certificate, header

TODAY = date(2026, 6, 1)
CLERK = certificate("erika", Role.CLERK)


def about(action: DayAction, minutes: int = 0) -> Header:
    """A header about laptop B's day."""
    plain = header(Action.NOTE, "erika", at=NOW + timedelta(minutes=minutes))
    return replace(plain, kind=SubjectKind.DAY, action=action, subject=day_subject("B", TODAY))


def folded(*entries: tuple[DayAction, dict[str, Any]]) -> Day:
    """The day of these notes, ten minutes apart."""
    return fold_day(TODAY, [(about(action, 10 * n), body) for n, (action, body) in enumerate(entries)])


def stop(name: str, **more: Any) -> tuple[DayAction, dict[str, Any]]:
    """A note of a stop."""
    return DayAction.STOP, {"stop": name, **more}


def test_every_action_of_a_day_has_its_rule() -> None:
    assert set(DAY_ACTIONS) == set(DayAction)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", DayAction)
def test_clerks_and_supervisors_write_about_a_day_nobody_else(action: DayAction, role: Role) -> None:
    if role in (Role.CLERK, Role.SUPERVISOR):
        admit_day(about(action), certificate("erika", role))
    else:
        with pytest.raises(NotAllowed, match="role_not_allowed"):
            admit_day(about(action), certificate("erika", role))


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "C/2026-06-01"},
        {"subject": "B"},
        {"subject": "B/2026-6-1"},
        {"subject": "B/gestern"},
        {"action": Action.NOTE},
        {"kind": SubjectKind.DEVICE},
    ],
    ids=str,
)
def test_only_actions_of_a_day_about_a_day_of_the_own_device(wrong: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        admit_day(replace(about(DayAction.STOP), **wrong), CLERK)


def test_who_is_not_certified_or_no_longer_writes_nothing() -> None:
    for wrong in (None, certificate("max", Role.CLERK), replace(CLERK, revoked_at=NOW)):
        with pytest.raises(CertificateInvalid):
            admit_day(about(DayAction.CLOSING), wrong)


def test_a_day_nobody_wrote_about_is_the_clocks() -> None:
    assert fold_day(TODAY, []) == Day(TODAY, TODAY)
    assert fold_day(TODAY, []).stop == ""


def test_a_further_stop_ends_the_one_before() -> None:
    day = folded(stop("Misburg-Nord"), stop("Wettbergen"))
    assert [item.name for item in day.stops] == ["Misburg-Nord", "Wettbergen"]
    assert day.stop == "Wettbergen"
    assert day.stops[1].since == NOW + timedelta(minutes=10)


def test_a_wrong_stop_is_set_right_from_its_beginning_and_both_names_stay() -> None:
    day = folded(stop("Misburg-Süd"), stop("Misburg-Nord", corrects=True, reason="vertippt"))
    (only,) = day.stops
    assert (only.name, only.since, only.was, only.reason) == ("Misburg-Nord", NOW, "Misburg-Süd", "vertippt")
    again = folded(stop("A"), stop("B", corrects=True, reason="x"), stop("C", corrects=True, reason="y"))
    assert (again.stops[0].name, again.stops[0].was) == ("C", "A")


def test_a_wrong_date_is_set_right_and_the_clocks_stays_visible() -> None:
    day = folded(stop("Misburg"), stop("Misburg", corrects=True, date="2026-05-31", reason="Uhr ging vor"))
    assert (day.clock_date, day.date, day.date_reason) == (TODAY, date(2026, 5, 31), "Uhr ging vor")
    assert len(day.stops) == 1


def test_a_date_that_is_none_changes_nothing() -> None:
    assert folded(stop("Misburg", corrects=True, date="morgen", reason="x")).date == TODAY


def test_every_departure_check_stays_the_last_one_counts() -> None:
    checks = {"disk": "ok", "clock": "bad"}
    day = folded(
        (DayAction.DEPARTURE, {"checks": checks, "ticks": ["test_page"], "note": "Uhr gestellt"}),
        (DayAction.DEPARTURE, {"checks": {}, "ticks": [], "note": ""}),
    )
    assert len(day.departures) == 2
    assert (day.departures[0].checks, day.departures[0].ticks) == (checks, ("test_page",))
    assert day.departures[0].note == "Uhr gestellt"


def test_closing_again_replaces_the_closing_and_asks_for_the_bag_again() -> None:
    bag = (DayAction.BAG, {"number": "17", "papers": 3, "to": "Poststelle"})
    closing = (DayAction.CLOSING, {"cases": 3, "papers": 3, "counted": 3, "head": "a" * 64})
    day = folded(closing, bag)
    assert day.closing is not None
    assert day.bag is not None
    assert (day.closing.counted, day.closing.head, day.bag.to) == (3, "a" * 64, "Poststelle")
    day = folded(closing, bag, (DayAction.CLOSING, {"cases": 4, "papers": 4, "counted": 4}))
    assert day.closing is not None
    assert (day.closing.cases, day.bag) == (4, None)


def test_an_entry_without_its_body_is_folded_all_the_same() -> None:
    day = folded(*((action, {}) for action in DayAction))
    assert (len(day.departures), day.stops, day.bag is not None) == (1, (), True)


def test_a_tally_counts_each_case_and_each_paper_once() -> None:
    captured = [
        Captured("B-1", "registration", 1, NOW, "P-1", False),
        Captured("B-1", "registration", 1, NOW, "P-1", True),
        Captured("B-2", "id_card", 1, NOW, "", False),
    ]
    tally = Tally(tuple(captured), ("P-9",), 1, 0)
    assert (tally.cases, tally.papers) == (2, ("P-1", "P-9"))


@pytest.mark.parametrize("odd", [None, "drei", 3.5, [], {"a": 1}, True], ids=str)
def test_a_body_of_another_shape_stops_nobody_from_reading_the_day(odd: Any) -> None:
    names = (
        "checks",
        "ticks",
        "note",
        "stop",
        "date",
        "reason",
        "cases",
        "counted",
        "papers",
        "number",
        "to",
    )
    day = folded(*((action, dict.fromkeys(names, odd)) for action in DayAction))
    assert day.closing is not None
    assert (day.closing.cases, day.date) == (0, TODAY)
