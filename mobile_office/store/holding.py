"""What is held (zurückgestellt): entries of a revoked person that came too late to be believed, and what follows them.

They are kept in their chain without a number and change no case, until an administrator releases or refuses them
(security.md 3). A release goes through the same door as everything else; nothing is believed that it would refuse.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select

from mobile_office.canonical import read_time
from mobile_office.domain.case import Header
from mobile_office.domain.errors import NotAllowed, Refused
from mobile_office.headers import header_from_json
from mobile_office.protocol import Entry, Refusal
from mobile_office.store import tables
from mobile_office.store.accepting import IS_HELD, Answer, Door, Taken
from mobile_office.store.quarantine import MALFORMED
from mobile_office.store.rows import read_entry
from mobile_office.store.streams import Reach

REFUSED = "held_refused"  # the code of an administrator's no
# Tells the device of a refusal, under a number of the stream.
Tell = Callable[[Connection, int, Entry, Refusal], None]
_entry, _e = tables.entry, tables.entry.c


@dataclass(frozen=True)
class Waiting:
    """A held entry as an administrator sees it: who and when, and nothing about a citizen. Times are UTC.

    `base` is the entry it follows, `written` by the device's clock.
    """

    id: str
    device: str
    person: str
    action: str
    base: str | None
    written: datetime
    arrived: datetime


def waiting(connection: Connection, stream: str) -> tuple[Waiting, ...]:
    """All that is held in a stream, in the order of their chains."""
    return tuple(map(_shown, _rows(connection, stream)))


def beside(connection: Connection, stream: str) -> tuple[Header, ...]:
    """The headers of what is held and of what follows it in its chain, whatever became of that."""
    first = select(_e.chain, func.min(_e.n).label("n")).where(_e.stream == stream, IS_HELD)
    held = first.group_by(_e.chain).subquery()
    is_beside = and_(_e.chain == held.c.chain, _e.n >= held.c.n)
    is_entry = or_(_e.refused.is_(None), _e.refused != MALFORMED)
    chosen = select(_e.header).select_from(_entry.join(held, is_beside)).where(_e.stream == stream, is_entry)
    return tuple(header_from_json(row.header) for row in connection.execute(chosen))


class Decision(Door):
    """One transaction of an administrator deciding about what is held."""

    tell: Tell | None = None

    def release(self, ids: Iterable[str]) -> Taken:
        """Let entries through the ordinary door. Raises NotAllowed (held_unknown, held_base) before anything is done."""
        rows = self._chosen(ids)
        chosen = {row.id for row in rows}
        self._freed |= chosen
        held = {row.id for row in _rows(self._connection, self._stream)}
        for row in rows:
            if (base := row.header["base"]) in held - chosen:
                raise NotAllowed("held_base", entry=row.id, base=base)
        return self._taken([answer for row in rows for answer in self._again(row)])

    def refuse(self, ids: Iterable[str]) -> Taken:
        """Refuse entries, and with them what follows them. Raises NotAllowed("held_unknown")."""
        answers: list[Answer] = []
        for row in self._chosen(ids):
            if self._is_held(row.id):  # not refused meanwhile with what it follows
                entry = self._taken_out(row)
                answers += [self._told(entry, self._refuse(entry, Refused(REFUSED, entry=row.id)))]
                answers += self._followers(row)
        return self._taken(answers)

    def _again(self, row: Row[Any]) -> list[Answer]:
        if not self._is_held(row.id):
            return []  # released with what it follows
        entry = self._taken_out(row)
        answer = self._told(entry, self._judged(entry, keep_unproved=True))
        return [answer, *self._followers(row)]

    def _followers(self, row: Row[Any]) -> list[Answer]:
        """What was held because of it is asked again; of a revoked person each needs its own word."""
        following = [each for each in _rows(self._connection, self._stream) if each.header["base"] == row.id]
        return [answer for each in following for answer in self._again(each)]

    def _told(self, entry: Entry, answer: Answer) -> Answer:
        if isinstance(answer, Refusal) and self.tell:
            self._reach = Reach(self._reach.seq + 1, self._reach.epoch)
            self.tell(self._connection, self._reach.seq, entry, answer)
        return answer

    def _taken_out(self, row: Row[Any]) -> Entry:
        self._connection.execute(delete(_entry).where(_e.stream == self._stream, _e.id == row.id))
        return read_entry(row)

    def _is_held(self, id: str) -> bool:
        chosen = select(_e.id).where(_e.stream == self._stream, _e.id == id, IS_HELD)
        return self._connection.scalar(chosen) is not None

    def _chosen(self, ids: Iterable[str]) -> list[Row[Any]]:
        wanted = set(ids)
        rows = [row for row in _rows(self._connection, self._stream) if row.id in wanted]
        if unknown := wanted - {row.id for row in rows}:
            raise NotAllowed("held_unknown", entry=min(unknown))
        return rows


def _rows(connection: Connection, stream: str) -> list[Row[Any]]:
    chosen = select(_entry).where(_e.stream == stream, IS_HELD).order_by(_e.chain, _e.n)
    return list(connection.execute(chosen))


def _shown(row: Row[Any]) -> Waiting:
    header = row.header
    return Waiting(
        id=row.id,
        device=row.device,
        person=header["person"],
        action=header["action"],
        base=header["base"],
        written=read_time(header["at"]),
        arrived=row.handed_over_at,
    )
