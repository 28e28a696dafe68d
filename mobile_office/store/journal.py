"""The journal of one stream: append, what is unsent, accept, absorb. Entries are added, never changed.

On a device and at the office it is the same file; `accept` is the office's door, `absorb` the device's.
What a method has written is durable when it returns.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, bindparam, literal_column, or_, select, update

from mobile_office.canonical import Json
from mobile_office.domain.case import Case, SubjectKind
from mobile_office.domain.number import case_number
from mobile_office.domain.people import Certificate
from mobile_office.protocol import Entry, Numbered, Receipt, Reply
from mobile_office.store import tables
from mobile_office.store.absorbing import Absorbed, Check, CheckCompletion, absorb
from mobile_office.store.accepting import Door, Taken
from mobile_office.store.blobs import give_to_entry
from mobile_office.store.chains import BROKEN, append, head
from mobile_office.store.drafts import drop
from mobile_office.store.folding import fold_on, index_words, kept_case, label_of, ordered_rows
from mobile_office.store.forms import capture
from mobile_office.store.local import get_local, put_local
from mobile_office.store.masking import mask_visit_of
from mobile_office.store.novelties import entries_since
from mobile_office.store.officially import Attached, Covered, Word
from mobile_office.store.owning import OwnedDoor, Owning
from mobile_office.store.refusals import see_refusals
from mobile_office.store.remembered import remembered
from mobile_office.store.rows import Stored, read_entry, read_stored
from mobile_office.store.streams import kept_stream
from mobile_office.store.transactions import reading, writing
from mobile_office.store.undelivered import undelivered

_entry, _e = tables.entry, tables.entry.c
# Neither numbered nor answered in this epoch. What the office holds for its administrator is answered, without a number.
_OPEN = _e.seq.is_(None), _e.settled.is_(None)
_UNSENT = *_OPEN, or_(_e.refused.is_(None), _e.own)
_ANY_UNSENT = (
    select(_e.id).where(_e.stream == bindparam("in_stream"), *_UNSENT, _e.own).limit(literal_column("1"))
)


@dataclass(frozen=True)
class Count:
    """How far a counter of case numbers gets: `key` is letter and year (`B-2026`)."""

    key: str
    n: int


class Journal:
    """The entries of one stream (Gemeinde, named by its AGS) in one store."""

    def __init__(self, engine: Engine, stream: str) -> None:
        self.engine = engine
        self.stream = stream

    # -- writing on a device

    def append(
        self,
        entry: Entry,
        label: str = "",
        search: str = "",
        drop_draft: str | None = None,
        form: str = "",
        count: Count | None = None,
    ) -> Case | None:
        """Add our own entry, fold its case and drop its draft, all or nothing; the folded case.

        `label` names the citizen in lists, `search` is it in search form; both stay as they are when
        empty. `form` is the paper form the case was declared on; from now on it is captured. `count` is
        what `free_number` has given for a new case; from now on it is never given again.
        Raises Conflicting when the entry is not the next of its chain.
        """
        entry = Entry.from_json(entry.to_json())  # times as they will be read again
        with writing(self.engine) as connection:
            append(connection, self.stream, entry)
            give_to_entry(connection, entry)
            case = fold_on(connection, entry, label or label_of(entry))
            mask_visit_of(connection, entry)
            if search:
                index_words(connection, entry.header.subject, search)
            if drop_draft:
                drop(connection, drop_draft)
            if form and entry.header.service:
                service = entry.header.service
                capture(connection, form, service.id, service.version, entry.header.subject)
            if count:
                put_local(connection, f"count.{count.key}", count.n)
        return case

    def free_number(self, letter: str, year: int) -> tuple[str, Count]:
        """The next case number of a device's letter and a year, and its count.

        It is taken when its SUBMIT is appended with the count, in one transaction; nobody may be shown it
        before, because until then it would be given again.
        """
        key = f"{letter}-{year}"
        with reading(self.engine) as connection:
            n = int(get_local(connection, f"count.{key}") or 0) + 1
            # After a roll-back the counter is behind the cases that came back from the office.
            while kept_case(connection, self.stream, number := case_number(letter, year, n)):
                n += 1
        return number, Count(key, n)

    def mark_handed_over(self, ids: Iterable[str], now: datetime) -> None:
        """Note that entries were sent and no answer has proved anything yet; the first time stays."""
        chosen = _e.id.in_(tuple(ids))
        with writing(self.engine) as connection:
            open_ones = (_e.stream == self.stream) & chosen & _e.handed_over_at.is_(None) & _e.seq.is_(None)
            connection.execute(update(_entry).where(open_ones).values(handed_over_at=now))

    def see_refusals(self, number: str) -> None:
        """Note that a person has seen what was refused about a case; it no longer asks for one."""
        with writing(self.engine) as connection:
            see_refusals(connection, number)

    def absorb(
        self, reply: Reply, verify: Check, verify_completion: CheckCompletion | None = None
    ) -> Absorbed:
        """Take in what the office answered, all or nothing, with the cursor and the epoch.

        `verify` raises for a number whose receipt or entry is not signed as it must be; then nothing
        is taken in; `verify_completion` the same for second receipts, without it none is believed.
        Raises Conflicting for an entry we hold under another hash.
        """
        for item in reply.accepted:
            verify(item)
        completed = reply.completed if verify_completion else ()
        for receipt in completed:
            assert verify_completion is not None
            verify_completion(receipt)
        with writing(self.engine) as connection:
            return absorb(connection, self.stream, reply, completed)

    # -- writing at the office

    def accept(
        self,
        entries: Iterable[Entry],
        certificate_of: Callable[[str], Certificate | None],
        number: Callable[[Receipt], Receipt],
        now: datetime,
        device: str,
        word: Word | None = None,
        covered: Covered | None = None,
        poison: Iterable[Json] = (),
        attached: Attached | None = None,
        owning: Owning | None = None,
    ) -> Taken:
        """Take what a device offers, in one transaction: check everything again, hand out numbers.

        `certificate_of` is what the office knows of a person, `number` signs a receipt. Safe to repeat:
        a known entry gets the same answer. An entry beyond a gap in its chain gets none; it will be
        offered again. `device` is who carried the entries, which need not be who wrote them. `word` is what
        the office itself says upon a revision it has taken, in the same transaction. `covered` tells which
        entries of a revoked person it had been told of before; the others are held. `poison` is what came in
        place of an entry and cannot be read. `attached` is what the office does about the attachments of an entry
        it has taken. `owning` is whose chain and whose case numbers are whose; without it nobody asks.
        """
        with writing(self.engine) as connection:
            given = connection, self.stream, certificate_of, number, now, device, word, covered, attached
            door = OwnedDoor(owning, *given) if owning else Door(*given)
            return door.take(entries, poison)

    # -- reading

    def head(self, chain: str) -> tuple[int, str]:
        """The last number of a chain and its hash; (0, GENESIS) for a new one."""
        with reading(self.engine) as connection:
            return head(connection, self.stream, chain)

    def is_broken(self, chain: str) -> bool:
        """True when the office holds another history of this chain; work goes on in a new one."""
        broken = _e.stream == self.stream, _e.chain == chain, _e.refused.in_(BROKEN)
        with reading(self.engine) as connection:
            return connection.scalar(select(_e.id).where(*broken).limit(1)) is not None

    def unsent(self, limit: int = 25, besides: Collection[str] = ()) -> tuple[Entry, ...]:
        """What has to be offered `besides` these, in chain order. Entries given up travel without their body."""
        chosen = select(_entry).where(_e.stream == self.stream, *_UNSENT)
        if besides:
            chosen = chosen.where(_e.id.not_in(tuple(besides)))
        with reading(self.engine) as connection:
            rows = connection.execute(chosen.order_by(_e.chain, _e.n).limit(limit)).all()
        return tuple(_without_body(row) if row.refused else read_entry(row) for row in rows)

    @remembered
    def has_unsent(self) -> bool:
        """Whether anything written here has to be offered; cheap enough to be asked before each chunk of an attachment.

        What others have written and an office put back from a backup has lost keeps nothing waiting.
        """
        with reading(self.engine) as connection:
            return connection.execute(_ANY_UNSENT, {"in_stream": self.stream}).first() is not None

    def unsent_places(self) -> tuple[tuple[str, int], ...]:
        """Chain and place of all that has to be offered; cheap: no entry is read."""
        chosen = select(_e.chain, _e.n).where(_e.stream == self.stream, *_UNSENT)
        with reading(self.engine) as connection:
            return tuple((row.chain, row.n) for row in connection.execute(chosen))

    @remembered
    def unsent_numbers(self) -> frozenset[str]:
        """The cases of which something has to be delivered. Notes about days and devices are not counted."""
        waiting = _e.stream == self.stream, *_OPEN, _e.refused.is_(None), _e.kind == SubjectKind.CASE
        with reading(self.engine) as connection:
            return frozenset(connection.scalars(select(_e.subject).where(*waiting)))

    @remembered
    def oldest_unsent_at(self) -> datetime | None:
        """When the oldest of what has to be delivered was written, or declared (UTC); for `alarms.overdue`.

        What was declared on paper days before it was captured has waited since that day (§ 33 BMG).
        """
        return min((one.since for one in undelivered(self.engine, self.stream)), default=None)

    def entries(self, subject: str) -> tuple[Stored, ...]:
        """Everything about a subject, by number, then what has none in chain order."""
        with reading(self.engine) as connection:
            return tuple(read_stored(row) for row in ordered_rows(connection, self.stream, subject))

    def entry(self, id: str) -> Stored | None:
        """One entry by its id."""
        chosen = select(_entry).where(_e.stream == self.stream, _e.id == id)
        with reading(self.engine) as connection:
            row = connection.execute(chosen).one_or_none()
        return read_stored(row) if row else None

    def case(self, number: str) -> Case | None:
        """The case as folded last."""
        with reading(self.engine) as connection:
            return kept_case(connection, self.stream, number)

    def since(self, cursor: int, device: str, kind: str, limit: int) -> tuple[Numbered, ...]:
        """Numbered entries after `cursor` in a device's scope, by number; see `novelties.entries_since`."""
        with reading(self.engine) as connection:
            return entries_since(connection, self.stream, cursor, device, kind, limit)

    def cursor(self) -> int:
        """How far this side has got: the highest number handed out (office) or read (device)."""
        with reading(self.engine) as connection:
            return kept_stream(connection, self.stream).seq

    def epoch(self) -> str:
        """The epoch the numbers are of; empty before the first exchange."""
        with reading(self.engine) as connection:
            return kept_stream(connection, self.stream).epoch


def _without_body(row: Row[Any]) -> Entry:
    entry = read_entry(row)
    return Entry(entry.header, entry.hash, entry.signature)
