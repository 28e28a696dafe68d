"""What the office answered, taken in by the device in one transaction.

A refusal loses no work: what was submitted becomes a draft again, what depends on it is refused with it,
and every touched case is folded anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, or_, select, update

from mobile_office.canonical import Body, Json, digest
from mobile_office.domain.case import Action, Case, Status, SubjectKind, transition
from mobile_office.domain.errors import Conflicting
from mobile_office.protocol import Entry, Numbered, Receipt, Refusal, Reply
from mobile_office.store import blobs, recalling, tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.draft_rows import draft_again
from mobile_office.store.drafts import insert_draft
from mobile_office.store.folding import alone, index_case, refold, refold_all
from mobile_office.store.masking import mask_visit_of
from mobile_office.store.outcome import drop_outcome
from mobile_office.store.refusals import see_refusals
from mobile_office.store.rows import attachments_of, entry_row, read_entry
from mobile_office.store.streams import Reach, keep_stream, kept_stream

Check = Callable[[Numbered], None]
CheckCompletion = Callable[[Receipt], None]
# While a case is here, somebody needs its answers; erased bodies that arrive again are taken in.
NEEDED = (Status.SUBMITTED, Status.RETURNED, Status.QUERIED)
_entry, _e = tables.entry, tables.entry.c
_CALLED = (_e.stream == bindparam("in_stream")) & (_e.id == bindparam("called"))
_BY_IDS = select(_entry).where(
    _e.stream == bindparam("in_stream"), _e.id.in_(bindparam("ids", expanding=True))
)
# What is asked of entries that come back as they went: not their headers and bodies.
_KNOWN = _BY_IDS.with_only_columns(_e.id, _e.hash, _e.subject, _e.refused, _e.body.is_(None).label("is_bare"))
_ANSWERED = (
    update(_entry)
    .where(_CALLED)
    .values(
        seq=bindparam("seq"),
        receipt=bindparam("receipt"),
        settled=bindparam("settled"),
        refused=None,
        refused_details=None,
        refusal_seen=False,
    )
)
_COMPLETED = update(_entry).where(_CALLED).values(completion=bindparam("completion"))


@dataclass(frozen=True)
class Absorbed:
    """What a reply changed: case numbers to read again, ids of refused entries and of drafts made of them."""

    changed: frozenset[str]
    refused: tuple[str, ...]
    drafts: tuple[str, ...]


def absorb(connection: Connection, stream: str, reply: Reply, completed: Iterable[Receipt] = ()) -> Absorbed:
    """Take in a reply whose signatures have been verified, `completed` too. Raises Conflicting."""
    return _Absorption(connection, stream, reply, tuple(completed)).run()


@dataclass
class _Absorption:
    connection: Connection
    stream: str
    reply: Reply
    completed: tuple[Receipt, ...]
    cases: set[str] = field(default_factory=set)
    fresh: set[str] = field(default_factory=set)  # of which something is here that was not, or counts no more
    others: set[str] = field(default_factory=set)
    refused: list[Entry] = field(default_factory=list)
    recalled: frozenset[str] = frozenset()  # of these: had been forgotten here
    bodies: dict[str, dict[str, Entry]] = field(default_factory=dict)  # come again, by case and entry
    rows: dict[str, Row[Any]] = field(
        default_factory=dict
    )  # as they were when what answers them was looked at

    def run(self) -> Absorbed:
        cursor = self.reply.cursor
        before = kept_stream(self.connection, self.stream)
        if before.epoch and before.epoch != self.reply.epoch:
            self._offer_again()
            cursor = 0  # numbers of another epoch say nothing about how far we have read
        self._look_up(item.entry.header.id for item in self.reply.accepted)
        self._number(self.reply.accepted)
        self.recalled = recalling.take_in(self.connection, self.stream, self.reply.recalled or ())
        for refusal in self.reply.refused:
            self._refuse(refusal)
        for held in self.reply.held:
            self._hold(held)
        self._complete(self.completed)
        again = self.cases - alone(self.connection, self.stream, self.cases - self.fresh)
        for number, (case, is_changed) in refold_all(self.connection, self.stream, again).items():
            self._settle(number, case, is_changed)
        for numbered in self.reply.accepted:  # when all that came with it is folded
            mask_visit_of(self.connection, numbered.entry)
        drafts = self._draft_again()
        if self.fresh:  # not for receipts alone: it reads the bodies of all that is not complete
            blobs.reclaim(self.connection, self.stream)
        keep_stream(self.connection, self.stream, Reach(cursor, self.reply.epoch))
        refused = tuple(entry.header.id for entry in self.refused)
        return Absorbed(frozenset(self.cases | self.others), refused, drafts)

    def _settle(self, number: str, case: Case | None, is_changed: bool) -> None:
        """Make a case that was folded again findable; what only got its numbers reads as it did."""
        if case and case.status in NEEDED and number in self.bodies:
            self._bring_back(number)
            case, is_changed = refold(self.connection, self.stream, number)
        if is_changed or number in self.fresh:
            index_case(self.connection, case, number)

    def _offer_again(self) -> None:
        # The old receipt stays: it proves what was, and keeps the order until there is a new one.
        here = (_e.stream == self.stream) & or_(_e.body.is_not(None), _e.refused.is_not(None))
        values = {"seq": None, "settled": None, "handed_over_at": None, "completion": None}
        self.connection.execute(update(_entry).where(here).values(values))
        blobs.offer_again(self.connection)

    def _number(self, accepted: Iterable[Numbered]) -> None:
        """Take in what has a number; what is noted of ours that come back goes in one statement."""
        answers: list[dict[str, Any]] = []
        for numbered in accepted:
            entry, receipt = numbered.entry, numbered.receipt
            row = self.rows.get(entry.header.id)
            answer = {"seq": receipt.seq, "receipt": receipt.to_json(), "settled": self.reply.epoch}
            if row is None:
                self._note(answers)  # a fork looks at what is numbered
                if self._settle_fork(entry):
                    self._look_up(item.entry.header.id for item in self.reply.accepted)
                self.connection.execute(insert(_entry).values({**entry_row(entry, own=False), **answer}))
                blobs.expect(self.connection, entry)
                self._touch(entry)
            else:
                self._come_back(row, entry)
                answers.append({"in_stream": self.stream, "called": row.id, **answer})
        self._note(answers)

    def _come_back(self, row: Row[Any], entry: Entry) -> None:
        if row.hash != entry.hash:
            raise Conflicting(entry=entry.header.id)
        if row.refused is not None:
            blobs.give_to_entry(self.connection, read_entry(self._called(row.id)))
        if row.is_bare and entry.body is not None:
            self._keep_body(self._called(row.id), entry.body)
        self._touch(entry, is_new=row.refused is not None or row.is_bare)

    def _note(self, answers: list[dict[str, Any]]) -> None:
        if answers:
            self.connection.execute(_ANSWERED, answers)
            answers.clear()

    def _keep_body(self, row: Row[Any], body: Body) -> None:
        if digest(body) != row.header["digest"]:
            raise Conflicting(entry=row.id)
        self.bodies.setdefault(row.subject, {})[row.id] = replace(read_entry(row), body=body)

    def _bring_back(self, number: str) -> None:
        for entry in self.bodies[number].values():
            self._change(entry.header.id, body=entry.body, attached=len(attachments_of(entry.body)))
            blobs.expect(self.connection, entry)
        drop_outcome(self.connection, self.stream, number)

    def _complete(self, completed: Iterable[Receipt]) -> None:
        """The office holds all attachments of entries we know; what it says of others is no matter of ours."""
        completed = tuple(completed)
        self._look_up(receipt.entry for receipt in completed)
        # Of any epoch: an office restored from a backup still holds what it had completed before that.
        ours = [
            (row, receipt)
            for receipt in completed
            if (row := self.rows.get(receipt.entry)) is not None and row.hash == receipt.hash
        ]
        if ours:
            stream = self.stream
            self.connection.execute(
                _COMPLETED,
                [
                    {"in_stream": stream, "called": row.id, "completion": receipt.to_json()}
                    for row, receipt in ours
                ],
            )
            if blobs.has_unsent(self.connection):
                held = ((read_entry(self._called(row.id)), receipt.at) for row, receipt in ours)
                blobs.mark_held(self.connection, held)
            self.others |= {row.subject for row, _ in ours}  # to be read again; its fold knows no attachments

    def _settle_fork(self, entry: Entry) -> bool:
        """Our store was rolled back: what we wrote since in that place of the chain gives way. Whether it did."""
        place = (_e.chain == entry.header.chain) & (_e.n == entry.header.n)
        ours = self._row(place & _e.refused.is_(None))
        if ours is None:
            return False
        if ours.seq is not None:
            raise Conflicting("fork", entry=entry.header.id)
        self._refuse(Refusal(ours.id, "fork", {"entry": entry.header.id}))
        return True

    def _hold(self, id: str) -> None:
        """The office keeps it aside for its administrator: answered, so it is not offered again in this epoch."""
        row = self._row(_e.id == id)
        if row is not None and row.seq is None and row.refused is None:
            self._change(id, settled=self.reply.epoch)
            self._touch(read_entry(row))

    def _refuse(self, refusal: Refusal) -> None:
        row = self._row(_e.id == refusal.entry)
        if row is None:
            recalling.ask_again(self.connection)
        if row is None or row.seq is not None:
            return
        self._change(row.id, settled=self.reply.epoch)
        if row.refused is None:
            self._mark(read_entry(row), refusal.code, refusal.details)
            self._refuse_dependents(row, refusal.code)

    def _refuse_dependents(self, refused: Row[Any], code: str) -> None:
        here = _e.stream == self.stream, _e.seq.is_(None), _e.refused.is_(None), _e.own
        # Before the place where a chain breaks everything is as it was; the office has its own answer to that.
        behind = (_e.chain == refused.chain) & (_e.n > refused.n)
        same = behind if code in BROKEN else _e.subject == refused.subject
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
        made: list[str] = []
        refused = [entry.header.id for entry in self.refused]
        for entry in self.refused:
            if entry.header.action in (Action.SUBMIT, Action.CORRECT) and entry.body is not None:
                latest[entry.header.subject] = entry
        for number, entry in latest.items():
            if entry.header.id in self.recalled and not self._comes_home(entry):
                continue
            c = tables.case.c
            kept = select(c.number).where(c.stream == self.stream, c.number == number)
            insert_draft(self.connection, draft_again(entry, self.connection.scalar(kept)))
            blobs.give_to_draft(self.connection, entry, refused)
            made.append(entry.header.id)
        return tuple(made)

    def _comes_home(self, entry: Entry) -> bool:
        """Whether a recalled revision becomes a draft here: not when it was handed in after all."""
        if recalling.is_handed_in_since(self.connection, self.stream, entry):
            see_refusals(self.connection, entry.header.subject)
            return False
        recalling.drop_older(self.connection, entry)
        return True

    def _look_up(self, ids: Iterable[str]) -> None:
        """Read entries in one statement."""
        if called := sorted(set(ids)):
            found = self.connection.execute(_KNOWN, {"in_stream": self.stream, "ids": called})
            self.rows = {row.id: row for row in found}

    def _called(self, id: str) -> Row[Any]:
        """An entry that is here."""
        return self.connection.execute(_BY_IDS, {"in_stream": self.stream, "ids": [id]}).one()

    def _row(self, which: ColumnElement[bool]) -> Row[Any] | None:
        return self.connection.execute(select(_entry).where(_e.stream == self.stream, which)).one_or_none()

    def _change(self, id: str, **values: Any) -> None:
        self.connection.execute(update(_entry).where(_e.stream == self.stream, _e.id == id).values(values))

    def _touch(self, entry: Entry, *, is_new: bool = True) -> None:
        is_case, subject = entry.header.kind is SubjectKind.CASE, entry.header.subject
        (self.cases if is_case else self.others).add(subject)
        if is_new:
            self.fresh.add(subject)
