"""Chains: each device's entries in order, each naming the hash of the one before.

A chain of which the office holds another history is broken; work goes on in a new one.
"""

from sqlalchemy import Connection, select

from mobile_office.protocol import GENESIS
from mobile_office.store import tables

BROKEN = ("fork", "chain_broken")  # codes of a refusal after which nothing of the chain can be accepted


def head(connection: Connection, stream: str, chain: str) -> tuple[int, str]:
    """The last number of a chain and its hash; (0, GENESIS) for a new one."""
    e = tables.entry.c
    # A history the office has never accepted stands beside the chain, not in it.
    is_ours = e.refused.is_(None) | e.refused.not_in(BROKEN)
    chosen = select(e.n, e.hash).where(e.stream == stream, e.chain == chain, is_ours)
    row = connection.execute(chosen.order_by(e.n.desc()).limit(1)).one_or_none()
    return (row.n, row.hash) if row else (0, GENESIS)
