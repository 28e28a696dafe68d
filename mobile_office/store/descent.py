"""Descent (Abstammung): does what the store holds continue what the office has countersigned?

A store put back to an older copy, or cut at its end, verifies link by link; only a head that the office
remembers, or that lies beside the store, tells (security.md 1 and 3). What was written after the last
exchange is under no head yet: nobody can miss it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Engine, or_, select

from mobile_office.headers import GENESIS
from mobile_office.protocol import Checkpoint
from mobile_office.store import tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.heads import Known, is_signed
from mobile_office.store.transactions import reading


class Descent:
    """The chains of one store, by place: which hash stands at which number."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """`rows` have chain, n, hash and refused."""
        self._held: set[tuple[str, int, str]] = set()
        self._ends: dict[str, int] = {}
        for row in rows:
            # What was refused as a fork stands beside the chain: held, but not where it ends.
            self._held.add((row.chain, row.n, row.hash))
            if row.refused not in BROKEN:
                self._ends[row.chain] = max(row.n, self._ends.get(row.chain, 0))

    def differs(self, head: Checkpoint) -> str:
        """How the store departs from a head: "" not at all, "rolled_back", or "head_differs".

        "rolled_back": the chain ends before `n`. "head_differs": another hash stands at `n`, or none.
        """
        if (head.chain, head.n, head.head) in self._held or (head.n, head.head) == (0, GENESIS):
            return ""
        return "rolled_back" if head.n > self._ends.get(head.chain, 0) else "head_differs"

    def problems(self, known: Known, office_public: str) -> Iterator[str]:
        """What is wrong with the heads or with the store: a code and a chain (or a file) each.

        A chain given up after a roll-back was noticed is held to what the store had of it then, no longer
        to what the office had seen: the person and the office were told once, and a warning that never
        ends hides the next one. `given_up` is said as a note instead.
        """
        for name in known.unreadable:
            yield f"heads_unreadable {name}"
        given_up = {mark.chain for mark in known.given_up}
        for head in known.heads:
            if not is_signed(head, office_public):
                yield f"head_invalid {head.chain}"
            elif head.chain not in given_up and (code := self.differs(head)):
                yield f"{code} {head.chain}"
        for mark in known.given_up:
            if code := self.differs(mark):
                yield f"{code} {mark.chain}"


def descent_of(engine: Engine) -> Descent:
    """The descent of everything a store holds. Raises Trouble when it cannot be read."""
    e = tables.entry.c
    with reading(engine) as connection:
        return Descent(connection.execute(select(e.chain, e.n, e.hash, e.refused)).all())


def descent_at(engine: Engine, stream: str, known: Known) -> Descent:
    """The descent at the heads known of a device's chains, and where these end: all that `problems` asks, and no more.

    Raises Trouble when the store cannot be read.
    """
    e = tables.entry.c
    marks = (*known.heads, *known.given_up)
    places, rows = select(e.chain, e.n, e.hash, e.refused).where(e.stream == stream), list[Any]()
    in_the_chain = or_(e.refused.is_(None), e.refused.not_in(BROKEN))
    with reading(engine) as connection:
        for chain in sorted({mark.chain for mark in marks}):
            of_it = places.where(e.chain == chain)
            rows += connection.execute(of_it.where(e.n.in_({m.n for m in marks if m.chain == chain})))
            rows += connection.execute(of_it.where(in_the_chain).order_by(e.n.desc()).limit(1))
    return Descent(rows)
