"""What the office is owed (Ausstände): attachments it has to get from this device, by whatever way.

An attachment is owed until the office has said that it holds it, also of a case that is over: its entry is receipted
and would stay incomplete. Only when the office wants nothing of such a case any more, because it has erased it, does
nobody owe it (`freight`).
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Engine, or_, select

from mobile_office.store import tables
from mobile_office.store.forgetting import OUTCOMES
from mobile_office.store.tables import blob
from mobile_office.store.transactions import reading

_OUTCOMES = [each.value for each in OUTCOMES]
_b, _e, _case = blob.c, tables.entry.c, tables.case.c


class Owed:
    """What one device owes the office of its `stream`."""

    def __init__(self, engine: Engine, stream: str) -> None:
        self._engine, self._stream = engine, stream

    def with_entries(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Digest and bytes of what may go together with all that is unsent: its entry is receipted, or goes along.

        Smallest first.
        """
        chosen = select(_b.digest, _b.size).where(*self._owed()).order_by(_b.size, _b.digest).limit(limit)
        with reading(self._engine) as connection:
            return tuple((row.digest, row.size) for row in connection.execute(chosen))

    def among(self, digests: Iterable[str]) -> frozenset[str]:
        """Those of these that the office has not got by any way yet."""
        chosen = select(_b.digest).where(_b.digest.in_(tuple(digests)), *self._owed())
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(chosen))

    def _owed(self) -> tuple[ColumnElement[bool], ...]:
        is_it = _e.stream == self._stream, _e.id == _b.entry
        goes = or_(_e.seq.is_not(None), _e.settled.is_(None) & _e.refused.is_(None))
        return is_owed(), select(_e.id).where(*is_it, goes).exists()


def is_owed() -> ColumnElement[bool]:
    """Whether a row of `blob` is still to be sent, whatever became of its entry."""
    return _b.own & _b.here & _b.sent_at.is_(None)


def is_over(engine: Engine, stream: str, number: str) -> bool:
    """Whether a case has its outcome: nothing of it will be asked for any more."""
    here = _case.stream == stream, _case.number == number, _case.status.in_(_OUTCOMES)
    with reading(engine) as connection:
        return connection.scalar(select(_case.number).where(*here)) is not None
