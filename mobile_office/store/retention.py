"""Erasure on the device (Löschung): what the office holds completely need not lie in a laptop for long.

Bodies, labels and search words go; headers and the outcome stay, so that chains verify and a case is
still found by its number (security.md 5; Art. 5 (1) e DSGVO). The office's own copy is untouched.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Connection, and_, func, or_, select, update

from mobile_office.canonical import write_time
from mobile_office.domain.case import Action, DeviceAction, Status, SubjectKind
from mobile_office.domain.errors import NotAllowed, Stale
from mobile_office.domain.text import search_form
from mobile_office.protocol import Entry
from mobile_office.store import chains, tables
from mobile_office.store.absorbing import NEEDED
from mobile_office.store.blobs import forget_of_subject
from mobile_office.store.folding import index_words
from mobile_office.store.forgetting import OUTCOMES
from mobile_office.store.journal import Journal
from mobile_office.store.outcome import keep_outcome, register_number_kept
from mobile_office.store.owed import is_owed
from mobile_office.store.rows import read_entry
from mobile_office.store.tables import blob
from mobile_office.store.tidying import mark_untidy, tidy
from mobile_office.store.transactions import reading, writing

RETENTION = timedelta(hours=96)
_SKEW = timedelta(days=1)
_KEPT = {"bus": NEEDED, "station": (*NEEDED, Status.APPROVED, Status.HELD_BACK)}  # a station takes over
_entry, _e = tables.entry, tables.entry.c


class Retention:
    """What one device may erase, and the erasing. `kind` is the device's ("bus", "station").

    `after` is how long bodies stay once the office has signed the last receipt of a case.
    """

    def __init__(self, journal: Journal, kind: str, after: timedelta = RETENTION) -> None:
        self._engine, self._stream = journal.engine, journal.stream
        self._kept = tuple(status.value for status in _KEPT[kind])
        self._after = after

    def erasable(self, now: datetime, limit: int = 200) -> tuple[str, ...]:
        """The cases whose bodies may go now, oldest receipt first.

        Everything about them is receipted with its attachments, or refused and seen; no draft is about them; nobody here still
        needs them (in review, returned, queried; at a station also before take-over).
        """
        with reading(self._engine) as connection:
            return self._erasable(connection, now, limit)

    def erase(self, entry: Entry, now: datetime) -> tuple[str, ...]:
        """Erase the bodies of the cases an ERASED entry names, and keep that entry, all or nothing.

        `entry` is the acting person's (`Author.about_device`), with `{"cases": [numbers]}` in its body.
        Raises NotAllowed for another entry, Stale when a case may not be erased (any more), Conflicting
        when the entry is not the next of its chain. Then call `tidy`, and sweep the attachments' files.
        """
        header = entry.header
        if header.kind is not SubjectKind.DEVICE or header.action is not DeviceAction.ERASED:
            raise NotAllowed(action=header.action)
        numbers = tuple((entry.body or {}).get("cases", ()))
        with writing(self._engine) as connection:
            free = self._erasable(connection, now, len(numbers), numbers)
            if held := set(numbers) - set(free):
                raise Stale(subject=min(held), base="none")
            chains.append(connection, self._stream, entry)
            for number in numbers:
                self._forget(connection, number, now)
            mark_untidy(connection)
        return numbers

    def tidy(self) -> bool:
        """Take what was erased out of every page and out of the log, see `tidying.tidy`; True when done."""
        return tidy(self._engine)

    def _erasable(
        self, connection: Connection, now: datetime, limit: int, among: Iterable[str] | None = None
    ) -> tuple[str, ...]:
        case, draft = tables.case.c, tables.draft.c
        # The office has answered it for good: numbered, or refused and looked at by a person.
        is_seen = _e.refused.is_not(None) & _e.settled.is_not(None) & _e.refusal_seen
        # A refused entry alone has no receipt, only the time it was written.
        # What it names lies here only, until the office has said that it holds all of it.
        # Of a case that is over there may be none: the office has erased it first, and nothing is owed any more.
        is_owed_still = select(blob.c.digest).where(blob.c.entry == _e.id, is_owed()).exists()
        is_let_off = case.status.in_([each.value for each in OUTCOMES]) & ~is_owed_still
        is_whole = or_(_e.attached == 0, _e.completion.is_not(None), is_seen, is_let_off)
        at = func.coalesce(func.json_extract(_e.receipt, "$.at"), func.json_extract(_e.header, "$.at"))
        answered = func.min(or_(_e.seq.is_not(None), is_seen))
        is_case = and_(_e.stream == self._stream, _e.kind == SubjectKind.CASE.value)
        is_about = and_(case.stream == _e.stream, case.number == _e.subject)
        in_work = select(draft.id).where(draft.case_number == _e.subject).exists()
        chosen = (
            select(_e.subject)
            .select_from(_entry.outerjoin(tables.case, is_about))
            .where(is_case, or_(case.status.is_(None), case.status.not_in(self._kept)), ~in_work)
            .where(_e.subject.in_(self._candidates(now)))
            .group_by(_e.subject)
            .having(
                func.count(_e.body) > 0,
                answered == 1,
                func.min(is_whole) == 1,
                func.max(at) <= write_time(now - self._after),
            )
            .order_by(func.max(at), _e.subject)
            .limit(limit)
        )
        if among is not None:
            chosen = chosen.where(_e.subject.in_(tuple(among)))
        return tuple(connection.scalars(chosen))

    def _candidates(self, now: datetime) -> CompoundSelect[Any]:
        """Subjects that may be due, found without reading what was receipted when; a superset, and cheap.

        A receipt is no older than what it receipts, by clocks that are right to a day; a time still to come
        is a wrong clock's. What was refused altogether has no case; its entries have no number.
        """
        case, other = tables.case.c, _entry.alias()
        is_body = and_(
            other.c.stream == case.stream, other.c.subject == case.number, other.c.body.is_not(None)
        )
        is_old = or_(case.changed_at <= now - self._after + _SKEW, case.changed_at > now)
        due = select(case.number).where(
            case.stream == self._stream,
            case.status.not_in(self._kept),
            is_old,
            select(other.c.id).where(is_body).exists(),
        )
        is_refused = other.c.seq.is_(None), other.c.refused.is_not(None)
        return due.union(select(other.c.subject).where(other.c.stream == self._stream, *is_refused))

    def _forget(self, connection: Connection, number: str, now: datetime) -> None:
        here = (_e.stream == self._stream) & (_e.subject == number)
        case = (tables.case.c.stream == self._stream) & (tables.case.c.number == number)
        register_number = self._register_number(connection, number)
        connection.execute(update(_entry).where(here).values(body=None))
        forget_of_subject(connection, number)
        if connection.execute(update(tables.case).where(case).values(label="")).rowcount:
            keep_outcome(connection, self._stream, number, register_number, now)
            index_words(connection, number, search_form(f"{number} {register_number}"))
        else:
            index_words(connection, number, "")

    def _register_number(self, connection: Connection, number: str) -> str:
        """What the register calls it: in the body of the TAKE_OVER, or kept when that went before."""
        here = _e.stream == self._stream, _e.subject == number, _e.seq.is_not(None), _e.body.is_not(None)
        for entry in map(read_entry, connection.execute(select(_entry).where(*here))):
            if entry.header.action is Action.TAKE_OVER and entry.body:
                return str(entry.body.get("register_number", ""))
        return register_number_kept(connection, self._stream, number)
