"""A visit's sum: every case counts that was not taken back, and what the office sets leaves it open."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.domain.visit import Visit, VisitCase

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARD = FeeLine("id_card", {"de": "Personalausweis"}, 4600, "§ 1 PAuswGebV", True)


def case(number: str, cents: int | None, *, withdrawn: bool = False) -> VisitCase:
    fees = Fees((replace(CARD, cents=cents),), date(2026, 11, 22), "x")
    return VisitCase(number, "id_card", 1, "Mustermann, Erika", {}, (), fees, NOON, withdrawn)


def test_the_cases_of_a_visit_are_summed_up() -> None:
    visit = Visit("v", (case("B-1", 4600), case("B-2", 7000), case("B-3", 600, withdrawn=True)))
    assert (visit.total, visit.so_far) == (11600, 11600)


def test_an_amount_the_office_sets_leaves_the_sum_open() -> None:
    visit = Visit("v", (case("B-1", 4600), case("B-2", None)))
    assert (visit.total, visit.so_far) == (None, 4600)


def test_a_receipt_knows_the_visit_up_to_its_case() -> None:
    visit = Visit("v", (case("B-1", 4600), case("B-2", 7000)))
    assert visit.up_to("B-1").total == 4600
    assert visit.up_to("B-2") == visit
    assert visit.up_to("B-9").cases == ()
    assert Visit("").total == 0
