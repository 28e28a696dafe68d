"""Golden cases of the deadlines: who is late, who is too early, and which day the clerk is told."""

from datetime import date
from typing import Any

import pytest

from mobile_office.domain.service import Severity
from tests.domain.shelf import problems


def told(service: str, changes: dict[str, Any], code: str, day: str) -> dict[str, str] | None:
    """What fills the gaps of that problem; None where there is none."""
    found = [each for each in problems(service, changes, day=date.fromisoformat(day)) if each.code == code]
    return found[0].details if found else None


@pytest.mark.parametrize(
    ("moved", "day", "last"),
    [
        ("2026-11-06", "2026-11-20", None),  # Friday, the last day
        ("2026-11-06", "2026-11-21", "20.11.2026"),
        ("2026-11-07", "2026-11-23", None),  # ends on a Saturday: Monday
        ("2026-11-07", "2026-11-24", "23.11.2026"),
        ("2026-11-08", "2026-11-23", None),  # ends on a Sunday
        ("2025-12-11", "2025-12-29", None),  # Christmas, Saturday, Sunday
        ("2025-12-11", "2025-12-30", "29.12.2025"),
        ("2025-12-18", "2026-01-02", None),  # New Year
        ("2025-12-18", "2026-01-03", "02.01.2026"),
        ("2026-03-20", "2026-04-07", None),  # Good Friday to Easter Monday
        ("2026-03-20", "2026-04-08", "07.04.2026"),
        ("2025-10-17", "2025-11-03", None),  # Reformation Day
        ("2025-10-17", "2025-11-04", "03.11.2025"),
        ("2028-02-15", "2028-02-29", None),  # leap day
        ("2028-02-15", "2028-03-01", "29.02.2028"),
    ],
)
def test_two_weeks_after_moving_in_and_after_every_other_change(
    moved: str, day: str, last: str | None
) -> None:
    """§ 17 Abs. 1, 2, § 21 Abs. 4 BMG; §§ 187, 188, 193 BGB."""
    for service, field, code in (
        ("registration", "move_in_date", "registered_late"),
        ("deregistration", "move_out_date", "declared_late"),
        ("secondary_home_end", "move_out_date", "declared_late"),
        ("main_home_change", "status_changed_on", "declared_late"),
    ):
        details = told(service, {field: moved}, code, day)
        assert (details and details["last"]) == last, service


@pytest.mark.parametrize(("leaves", "first"), [("2026-11-29", None), ("2026-11-30", "23.11.2026")])
def test_nobody_deregisters_more_than_a_week_ahead(leaves: str, first: str | None) -> None:
    """§ 17 Abs. 2 BMG."""
    for service in ("deregistration", "secondary_home_end"):
        details = told(service, {"move_out_date": leaves}, "left_too_early", "2026-11-22")
        assert (details and details["first"]) == first, service


def test_a_week_ahead_goes_over_the_leap_day() -> None:
    assert told("deregistration", {"move_out_date": "2028-03-07"}, "left_too_early", "2028-02-29") is None
    late = told("deregistration", {"move_out_date": "2028-03-07"}, "left_too_early", "2028-02-28")
    assert late
    assert late["first"] == "29.02.2028"


@pytest.mark.parametrize(
    ("moved", "day", "code", "last"),
    [
        ("2026-08-22", "2026-11-22", "care_home_early", "07.12.2026"),  # 6 December is a Sunday
        ("2026-08-21", "2026-11-22", None, None),  # three months are over, two weeks run
        ("2026-08-22", "2026-12-07", None, None),
        ("2026-08-22", "2026-12-08", "care_home_late", "07.12.2026"),
        ("2025-11-30", "2026-03-16", None, None),  # three months end on 28 February
        ("2025-11-30", "2026-03-17", "care_home_late", "16.03.2026"),
    ],
)
def test_in_a_care_home_two_weeks_begin_after_three_months(
    moved: str, day: str, code: str | None, last: str | None
) -> None:
    """§ 32 BMG: only hints, and the two weeks of § 17 are not told beside them."""
    changes = {"care_home": True, "move_in_date": moved}
    found = [
        each
        for each in problems("registration", changes, day=date.fromisoformat(day))
        if each.field in ("care_home", "move_in_date")
    ]
    assert [(each.code, each.details["last"]) for each in found] == ([(code, last)] if code else [])
    assert {each.severity for each in found} <= {Severity.HINTS}


def test_in_a_care_home_nobody_needs_to_register_who_keeps_a_home() -> None:
    changes = {
        "care_home": True,
        "move_in_date": "2026-01-05",
        "home_status": "secondary",
        "former_homes.0.kept": True,
        "former_homes.0.kept_as": "main",
    }
    found = [each for each in problems("registration", changes) if each.field == "care_home"]
    assert [(each.code, each.severity) for each in found] == [("care_home_other_home", Severity.HINTS)]
