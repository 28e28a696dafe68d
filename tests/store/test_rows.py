"""Rows and values: what goes in comes out."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, select

from mobile_office.domain.case import Action
from mobile_office.domain.overview import Delivery
from mobile_office.store import tables
from mobile_office.store.journal import Journal
from mobile_office.store.rows import Stored, case_row, read_case, read_entry
from mobile_office.store.transactions import reading
from tests.store.hand import BERGER, NOW, Hand, Stamp

NUMBER = "B-2026-00001-A"


def test_an_entry_comes_out_as_it_went_in(engine: Engine, hand: Hand) -> None:
    entry = hand.submit(NUMBER)
    with reading(engine) as connection:
        assert read_entry(connection.execute(select(tables.entry)).one()) == entry


def test_a_case_comes_out_as_it_was_folded(engine: Engine, journal: Journal, hand: Hand) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Erika Mustermann")
    folded = journal.append(entry)
    with reading(engine) as connection:
        row = connection.execute(select(tables.case)).one()
    assert read_case(row) == folded
    assert folded is not None
    assert case_row(folded, "berger", "Erika Mustermann") == dict(row._mapping)


def test_a_stored_entry_bears_the_offices_receipt(journal: Journal, hand: Hand, office: Stamp) -> None:
    hand.submit(NUMBER)
    office.deliver(journal)
    (stored,) = journal.entries(NUMBER)
    assert stored.receipt is not None
    assert (stored.receipt.seq, stored.own) == (1, True)


@pytest.mark.parametrize(
    ("facts", "delivery"),
    [
        ({}, Delivery.SAVED),
        ({"handed_over_at": NOW}, Delivery.HANDED_OVER),
        ({"handed_over_at": NOW, "seq": 3}, Delivery.RECEIPTED),
        ({"refused": "stale"}, Delivery.REFUSED),
    ],
)
def test_an_entry_has_exactly_one_fact_of_delivery(
    journal: Journal, hand: Hand, facts: dict[str, object], delivery: Delivery
) -> None:
    hand.submit(NUMBER)
    stored: Stored = journal.entries(NUMBER)[0]
    assert replace(stored, **facts).delivery is delivery  # type: ignore[arg-type]
