"""A bill: its sum, its amounts in words of euros and cents, and how a case keeps it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mobile_office.canonical import canonical
from mobile_office.domain.bill import FeeLine, Fees, as_body, from_body, in_euros

CARD = FeeLine("id_card", {"de": "Personalausweis", "en": "Identity card"}, 4600, "§ 1 PAuswGebV", True)
PHOTO = FeeLine("id_card_photo", {"de": "Foto", "en": "Photo"}, 600, "§ 1 PAuswGebV", True, once="photo")
BILL = Fees((CARD, PHOTO), date(2026, 11, 22), "2026-02-07.1")


def test_the_sum_is_known_once_every_amount_and_answer_is() -> None:
    assert (BILL.so_far, BILL.total) == (5200, 5200)
    assert replace(BILL, open=("birth_date",)).total is None
    by_office = replace(BILL, lines=(CARD, replace(PHOTO, cents=None)))
    assert (by_office.so_far, by_office.total) == (4600, None)


@pytest.mark.parametrize(
    ("cents", "written"), [(0, "0,00"), (5, "0,05"), (2760, "27,60"), (-4650, "−46,50"), (-5, "−0,05")]
)
def test_an_amount_is_written_in_euros_and_cents(cents: int, written: str) -> None:
    assert "{sign}{euros},{cents}".format(**in_euros(cents)) == written


def test_a_case_keeps_its_bill_whole() -> None:
    found = replace(BILL, lines=(CARD, replace(PHOTO, cents=0, shared=True, reason="x")), open=("street",))
    body = as_body(found)
    assert canonical(body)
    assert from_body(body) == found
    assert body["table"] == "2026-02-07.1"


def test_a_case_with_an_amount_that_is_no_number_has_none() -> None:
    body = as_body(BILL)
    body["lines"][0]["cents"] = "46,00"
    assert from_body(body) is None


@pytest.mark.parametrize(
    "stored", [{}, {"lines": 3}, {"lines": [{"x": 1}], "day": "", "table": "", "open": []}]
)
def test_a_case_without_a_readable_bill_has_none(stored: dict[str, Any]) -> None:
    assert from_body(stored) is None
