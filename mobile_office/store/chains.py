"""Chains: each device's entries in order, each naming the hash of the one before.

A chain of which the office holds another history is broken; work goes on in a new one.
"""

from sqlalchemy import Connection, insert, select

from mobile_office.domain.errors import Conflicting
from mobile_office.protocol import GENESIS, Entry
from mobile_office.store import tables
from mobile_office.store.rows import entry_row

BROKEN = ("fork", "chain_broken")  # codes of a refusal after which nothing of the chain can be accepted


def head(connection: Connection, stream: str, chain: str) -> tuple[int, str]:
    """The last number of a chain and its hash; (0, GENESIS) for a new one."""
    e = tables.entry.c
    # A history the office has never accepted stands beside the chain, not in it.
    is_ours = e.refused.is_(None) | e.refused.not_in(BROKEN)
    chosen = select(e.n, e.hash).where(e.stream == stream, e.chain == chain, is_ours)
    row = connection.execute(chosen.order_by(e.n.desc()).limit(1)).one_or_none()
    return (row.n, row.hash) if row else (0, GENESIS)


def append(connection: Connection, stream: str, entry: Entry) -> None:
    """Add our own entry, within a transaction. Raises Conflicting when it is not the next of its chain."""
    header = entry.header
    n, previous = head(connection, stream, header.chain)
    if (header.n, header.previous) != (n + 1, previous):
        raise Conflicting("chain_broken", chain=header.chain, n=header.n)
    connection.execute(insert(tables.entry).values(entry_row(entry, own=True)))
