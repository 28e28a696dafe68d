"""Chains of a device."""

from sqlalchemy import Engine, update

from mobile_office.protocol import GENESIS
from mobile_office.store import tables
from mobile_office.store.chains import head
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from tests.store.hand import STREAM, Hand


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
