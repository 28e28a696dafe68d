"""Chains: each device's entries in order, each naming the hash of the one before.

A chain of which the office holds another history is broken; work goes on in a new one.
"""

from sqlalchemy import Connection, and_, bindparam, insert, literal_column, or_, select

from mobile_office.domain.errors import Conflicting
from mobile_office.headers import GENESIS
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.rows import entry_row

BROKEN = ("fork", "chain_broken")  # codes of a refusal after which nothing of the chain can be accepted

_e = tables.entry.c
# A history the office has never accepted stands beside the chain, not in it.
_HEAD = (
    select(_e.n, _e.hash)
    .where(_e.stream == bindparam("in_stream"), _e.chain == bindparam("of_chain"))
    .where(or_(_e.refused.is_(None), and_(*(_e.refused != code for code in BROKEN))))
    .order_by(_e.n.desc())
    .limit(literal_column("1"))  # a bound one would be compiled anew with every use, at ten times the cost
)


def head(connection: Connection, stream: str, chain: str) -> tuple[int, str]:
    """The last number of a chain and its hash; (0, GENESIS) for a new one."""
    row = connection.execute(_HEAD, {"in_stream": stream, "of_chain": chain}).one_or_none()
    return (row.n, row.hash) if row else (0, GENESIS)


def append(connection: Connection, stream: str, entry: Entry) -> None:
    """Add our own entry, within a transaction. Raises Conflicting when it is not the next of its chain."""
    header = entry.header
    n, previous = head(connection, stream, header.chain)
    if (header.n, header.previous) != (n + 1, previous):
        raise Conflicting("chain_broken", chain=header.chain, n=header.n)
    connection.execute(insert(tables.entry), entry_row(entry, own=True))
