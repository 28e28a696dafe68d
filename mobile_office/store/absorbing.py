"""What the office answered, taken in by the device in one transaction.

A refusal loses no work: what was submitted becomes a draft again, what depends on it is refused with it,
and every touched case is folded anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select, update

from mobile_office.canonical import Body, Json, digest
from mobile_office.domain.case import Action, Status, SubjectKind, transition
from mobile_office.domain.errors import Conflicting
from mobile_office.protocol import Entry, Numbered, Refusal, Reply
from mobile_office.store import tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.drafts import draft_again, insert_draft
from mobile_office.store.folding import index_case, refold
from mobile_office.store.outcome import drop_outcome
from mobile_office.store.rows import entry_row, read_entry
from mobile_office.store.streams import Reach, keep_stream, kept_stream

Check = Callable[[Numbered], None]
# While a case is here, somebody needs its answers; erased bodies that arrive again are taken in.
NEEDED = (Status.SUBMITTED, Status.RETURNED, Status.QUERIED)
_entry, _e = tables.entry, tables.entry.c


@dataclass(frozen=True)
class Absorbed:
    """What a reply changed: case numbers to read again, ids of refused entries and of drafts made of them."""

    changed: frozenset[str]
    refused: tuple[str, ...]
    drafts: tuple[str, ...]


def absorb(connection: Connection, stream: str, reply: Reply) -> Absorbed:
    """Take in a reply whose signatures have been verified. Raises Conflicting."""
    return _Absorption(connection, stream, reply).run()


@dataclass
class _Absorption:
    connection: Connection
    stream: str
    reply: Reply
    cases: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    refused: list[Entry] = field(default_factory=list)
    bodies: dict[str, dict[str, Body]] = field(default_factory=dict)  # come again, by case and entry

    def run(self) -> Absorbed:
        cursor = self.reply.cursor
        before = kept_stream(self.connection, self.stream)
        if before.epoch and before.epoch != self.reply.epoch:
            self._offer_again()
            cursor = 0  # numbers of another epoch say nothing about how far we have read
        for numbered in self.reply.accepted:
            self._number(numbered)
        for refusal in self.reply.refused:
            self._refuse(refusal)
        for number in self.cases:
            case = refold(self.connection, self.stream, number)
            if case and case.status in NEEDED and number in self.bodies:
                self._bring_back(number)
                case = refold(self.connection, self.stream, number)
            index_case(self.connection, case, number)
        drafts = self._draft_again()
        keep_stream(self.connection, self.stream, Reach(cursor, self.reply.epoch))
        refused = tuple(entry.header.id for entry in self.refused)
        return Absorbed(frozenset(self.cases | self.others), refused, drafts)

    def _offer_again(self) -> None:
        # The old receipt stays: it proves what was, and keeps the order until there is a new one.
        here = (_e.stream == self.stream) & or_(_e.body.is_not(None), _e.refused.is_not(None))
        values = {"seq": None, "settled": None, "handed_over_at": None}
        self.connection.execute(update(_entry).where(here).values(values))

    def _number(self, numbered: Numbered) -> None:
        entry, receipt = numbered.entry, numbered.receipt
        row = self._row(_e.id == entry.header.id)
        answer: dict[str, Any] = {
            "seq": receipt.seq,
            "receipt": receipt.to_json(),
            "settled": self.reply.epoch,
        }
        if row is None:
            self._settle_fork(entry)
            self.connection.execute(insert(_entry).values({**entry_row(entry, own=False), **answer}))
        elif row.hash != entry.hash:
            raise Conflicting(entry=entry.header.id)
        else:
            self._change(row.id, **answer, refused=None, refused_details=None, refusal_seen=False)
            if row.body is None and entry.body is not None:
                self._keep_body(row, entry.body)
        self._touch(entry)

    def _keep_body(self, row: Row[Any], body: Body) -> None:
        if digest(body) != row.header["digest"]:
            raise Conflicting(entry=row.id)
        self.bodies.setdefault(row.subject, {})[row.id] = body

    def _bring_back(self, number: str) -> None:
        for entry, body in self.bodies[number].items():
            self._change(entry, body=body)
        drop_outcome(self.connection, self.stream, number)

    def _settle_fork(self, entry: Entry) -> None:
        """Our store was rolled back: what we wrote since in that place of the chain gives way."""
        place = (_e.chain == entry.header.chain) & (_e.n == entry.header.n)
        ours = self._row(place & _e.refused.is_(None))
        if ours is None:
            return
        if ours.seq is not None:
            raise Conflicting("fork", entry=entry.header.id)
        self._refuse(Refusal(ours.id, "fork", {"entry": entry.header.id}))

    def _refuse(self, refusal: Refusal) -> None:
        row = self._row(_e.id == refusal.entry)
        if row is None or row.seq is not None:
            return
        self._change(row.id, settled=self.reply.epoch)
        if row.refused is None:
            self._mark(read_entry(row), refusal.code, refusal.details)
            self._refuse_dependents(row, refusal.code)

    def _refuse_dependents(self, refused: Row[Any], code: str) -> None:
        here = _e.stream == self.stream, _e.seq.is_(None), _e.refused.is_(None), _e.own
        same = _e.chain == refused.chain if code in BROKEN else _e.subject == refused.subject
        rows = self.connection.execute(select(_entry).where(*here, same).order_by(_e.chain, _e.n)).all()
        gone = {refused.id}
        for entry in map(read_entry, rows):
            if code in BROKEN:
                self._mark(entry, "chain_broken", {"entry": refused.id})
                self._change(entry.header.id, settled=self.reply.epoch)
            elif entry.header.base in gone and (step := transition(entry.header)) and not step.commutes:
                # Not settled: the office still has to see its header, or the chain would have a gap.
                self._mark(entry, "follows_refused", {"entry": refused.id})
                gone.add(entry.header.id)

    def _mark(self, entry: Entry, code: str, details: Json) -> None:
        self._change(entry.header.id, refused=code, refused_details=details)
        self.refused.append(entry)
        self._touch(entry)

    def _draft_again(self) -> tuple[str, ...]:
        """The latest refused revision of each case becomes a draft again, under the entry's id."""
        latest: dict[str, Entry] = {}
        for entry in self.refused:
            if entry.header.action in (Action.SUBMIT, Action.CORRECT) and entry.body is not None:
                latest[entry.header.subject] = entry
        for number, entry in latest.items():
            c = tables.case.c
            kept = select(c.number).where(c.stream == self.stream, c.number == number)
            insert_draft(self.connection, draft_again(entry, self.connection.scalar(kept)))
        return tuple(entry.header.id for entry in latest.values())

    def _row(self, which: ColumnElement[bool]) -> Row[Any] | None:
        return self.connection.execute(select(_entry).where(_e.stream == self.stream, which)).one_or_none()

    def _change(self, id: str, **values: Any) -> None:
        self.connection.execute(update(_entry).where(_e.stream == self.stream, _e.id == id).values(values))

    def _touch(self, entry: Entry) -> None:
        is_case = entry.header.kind is SubjectKind.CASE
        (self.cases if is_case else self.others).add(entry.header.subject)
