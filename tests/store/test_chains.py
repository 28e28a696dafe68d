"""Chains of a device."""

import pytest
from sqlalchemy import Engine, update

from mobile_office.domain.case import Action
from mobile_office.domain.errors import Conflicting
from mobile_office.headers import GENESIS
from mobile_office.store import tables
from mobile_office.store.chains import append, head
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from tests.store.hand import BERGER, STREAM, Hand


def test_each_chain_has_its_own_head(engine: Engine, journal: Journal, hand: Hand) -> None:
    first = hand.submit("B-2026-00001-A")
    second = Hand(journal, "bus-1", "chain-2").submit("B-2026-00002-B")
    with reading(engine) as connection:
        assert head(connection, STREAM, "chain-1") == (1, first.hash)
        assert head(connection, STREAM, "chain-2") == (1, second.hash)
        assert head(connection, STREAM, "chain-3") == (0, GENESIS)


def test_a_refused_entry_stays_in_its_chain_but_a_fork_stands_beside_it(engine: Engine, hand: Hand) -> None:
    first, second = hand.submit("B-2026-00001-A"), hand.submit("B-2026-00002-B")
    is_second = tables.entry.c.id == second.header.id
    for code, expected in (("stale", second), ("fork", first)):
        with writing(engine) as connection:
            connection.execute(update(tables.entry).where(is_second).values(refused=code))
            assert head(connection, STREAM, "chain-1") == (expected.header.n, expected.hash)


def test_only_the_next_entry_of_a_chain_is_added(engine: Engine, hand: Hand) -> None:
    first = hand.submit("B-2026-00001-A")
    second = hand.entry(BERGER, "B-2026-00001-A", Action.NOTE, reason="calls back")
    with writing(engine) as connection:
        append(connection, STREAM, second)
        assert head(connection, STREAM, "chain-1") == (2, second.hash)
        for wrong in (first, second):
            with pytest.raises(Conflicting):
                append(connection, STREAM, wrong)
