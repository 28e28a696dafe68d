"""The office's door: each offered entry is checked again, and numbered, refused, held or left for later.

Refused and held entries are kept too, so that their chain goes on; what breaks a chain is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, insert, select

from mobile_office.canonical import Json
from mobile_office.domain.case import Action, Case, Header, SubjectKind, admit, transition
from mobile_office.domain.day import admit_day
from mobile_office.domain.device import admit_device
from mobile_office.domain.errors import (
    CertificateInvalid,
    Conflicting,
    FollowsRefused,
    Refused,
    SignatureInvalid,
)
from mobile_office.domain.people import Certificate
from mobile_office.headers import header_hash
from mobile_office.protocol import Entry, Numbered, Receipt, Refusal
from mobile_office.signing import verify_entry
from mobile_office.store import tables
from mobile_office.store.chains import head
from mobile_office.store.folding import label_of
from mobile_office.store.officially import Attached, Covered, Place, Word
from mobile_office.store.quarantine import MALFORMED, Poison, in_order, poison_row
from mobile_office.store.rows import entry_row, fits, read_numbered
from mobile_office.store.sheet import Sheet
from mobile_office.store.streams import Reach, keep_stream, locked_stream
from mobile_office.weights import HEAVIEST, weight


@dataclass(frozen=True)
class Held:
    """An entry that is kept aside for the administrator: it has no number and changes no case."""

    entry: str


class Taken(NamedTuple):
    """The answers to what was offered: numbered by number, refused, and ids of what is held."""

    numbered: tuple[Numbered, ...]
    refused: tuple[Refusal, ...]
    held: tuple[str, ...] = ()


Answer = Numbered | Refusal | Held | None
_entry, _e = tables.entry, tables.entry.c
_BY_IDS = select(_entry).where(
    _e.stream == bindparam("in_stream"), _e.id.in_(bindparam("ids", expanding=True))
)
# Kept, without an answer that counts: held for the administrator.
IS_HELD = and_(_e.seq.is_(None), _e.refused.is_(None), _e.settled.is_not(None))


class Door:
    """One transaction of accepting. `carrier` is the device that hands the entries over."""

    def __init__(
        self,
        connection: Connection,
        stream: str,
        certificate_of: Callable[[str], Certificate | None],
        number: Callable[[Receipt], Receipt],
        now: datetime,
        carrier: str,
        word: Word | None = None,
        covered: Covered | None = None,
        attached: Attached | None = None,
    ) -> None:
        self._sheet = Sheet(connection, stream)
        self._stream = stream
        self._certificate_of = certificate_of
        self._number = number
        self._now = now
        self._carrier = carrier
        self._word = word
        self._covered = covered
        self._attached = attached
        self._freed: set[str] = set()  # what an administrator has let pass
        self._reach = locked_stream(connection, stream)
        self._broken: set[str] = set()
        self._known: dict[str, Row[Any]] = {}  # of what is offered, what was here before
        self._fresh: set[str] = set()  # what has come since
        self._heads: dict[str, tuple[int, str]] = {}  # as far as asked for; the lock keeps them
        self._naming: list[Entry] = []  # what was numbered and may name attachments

    @property
    def _connection(self) -> Connection:
        """The transaction, with everything written until now."""
        return self._sheet.connection

    def take(self, entries: Iterable[Entry], poison: Iterable[Json] = ()) -> Taken:
        """The answers to what was offered; none for what lies beyond a gap. `poison` is what could not be read."""
        entries = tuple(entries)
        ids = [entry.header.id for entry in entries if fits(entry)]
        rows = self._connection.execute(_BY_IDS, {"in_stream": self._stream, "ids": ids}) if ids else ()
        self._known = {row.id: row for row in rows}
        cases = (e.header for e in entries if e.header.kind is SubjectKind.CASE and fits(e))
        self._sheet.look_up(header.subject for header in cases if header.id not in self._known)
        answers = [
            self._quarantine(each) if isinstance(each, Poison) else self._answer(each)
            for each in in_order(entries, poison)
        ]
        return self._taken(answers)

    def _taken(self, answers: Iterable[Answer]) -> Taken:
        answers = tuple(answers)
        if self._attached and self._naming:
            self._reach = self._attached(self._connection, self._naming, self._reach)
        keep_stream(self._connection, self._stream, self._reach)
        numbered = sorted((a for a in answers if isinstance(a, Numbered)), key=lambda a: a.receipt.seq)
        refused = tuple(a for a in answers if isinstance(a, Refusal))
        return Taken(tuple(numbered), refused, tuple(a.entry for a in answers if isinstance(a, Held)))

    def _answer(self, entry: Entry) -> Answer:
        if not fits(entry):
            self._broken.add(str(entry.header.chain))
            return _refusal(
                entry, Conflicting("chain_broken", chain=str(entry.header.chain), n=entry.header.n)
            )
        row = self._row(entry.header.id)
        if row is None:
            return self._answer_new(entry)
        if row.hash != entry.hash:
            return _refusal(entry, Conflicting(entry=entry.header.id))
        if row.refused:
            return Refusal(row.id, row.refused, row.refused_details)
        if row.seq is None:
            return Held(row.id)
        return read_numbered(row)

    def _row(self, id: str) -> Row[Any] | None:
        if id not in self._fresh:
            return self._known.get(id)
        called = {"in_stream": self._stream, "ids": [id]}
        return self._connection.execute(_BY_IDS, called).one_or_none()

    def _answer_new(self, entry: Entry) -> Answer:
        header = entry.header
        if header.stream != self._stream:
            return _refusal(entry, CertificateInvalid("other_stream", person=header.person))
        n, previous = self._head(header.chain)
        if header.n > n + 1 and header.chain not in self._broken:
            return None
        if breach := self._breach(entry, n, previous):
            self._broken.add(header.chain)
            return _refusal(entry, breach)
        # Only its own device may use up a place in a chain with what cannot be proved.
        return self._judged(entry, keep_unproved=header.device == self._carrier)

    def _judged(self, entry: Entry, *, keep_unproved: bool) -> Answer:
        """Numbered, refused or held, and kept as such; its place in its chain was looked at before."""
        try:
            certificate = self._verified(entry)
            if self._is_doubtful(entry.header, certificate) or self._base_is(entry, IS_HELD):
                return self._hold(entry)
            self._admit(entry, certificate)
        except (CertificateInvalid, SignatureInvalid) as refused:
            return self._refuse(entry, refused) if keep_unproved else _refusal(entry, refused)
        except Refused as refused:
            return self._refuse(entry, refused)
        return self._keep(entry)

    def _breach(self, entry: Entry, n: int, previous: str) -> Conflicting | None:
        header = entry.header
        if header.chain not in self._broken and header.n <= n:
            return Conflicting("fork", chain=header.chain, n=header.n)
        is_next = header.n == n + 1 and header.previous == previous and entry.hash == header_hash(header)
        if header.chain in self._broken or not is_next:
            return Conflicting("chain_broken", chain=header.chain, n=header.n)
        return None

    def _verified(self, entry: Entry) -> Certificate:
        """What the office knows of its author, once the entry is theirs and whole."""
        header = entry.header
        certificate = self._certificate_of(header.person)
        if certificate is None or certificate.stream != self._stream:
            raise CertificateInvalid(person=header.person)
        verify_entry(entry, certificate, at_the_door=True)
        row = transition(header)
        if row is not None and not row.commutes and self._base_is(entry, _e.refused.is_not(None)):
            raise FollowsRefused(entry=header.id)
        if entry.body is None:
            raise Refused("given_up", entry=header.id)
        if weight(entry) > HEAVIEST:  # who reads it would get no answer at all
            raise Refused("entry_too_large", entry=header.id)
        return certificate

    def _is_doubtful(self, header: Header, certificate: Certificate) -> bool:
        """It may be back-dated: of a revoked person, come after the revocation, and nobody had heard of it before.

        What says itself that it was written after the revocation is refused, not held.
        """
        if certificate.revoked_at is None or header.at >= certificate.revoked_at:
            return False
        is_covered = self._covered is not None and self._covered(self._connection, header)
        return header.id not in self._freed and not is_covered

    def _admit(self, entry: Entry, certificate: Certificate) -> None:
        """Raise Refused where its author may not do this now."""
        header, now = entry.header, self._now
        if certificate.revoked_at is not None:
            now = min(now, header.at)  # vouched for by now: what counts is what held when it was written
        if header.kind is SubjectKind.CASE:
            admit(self._sheet.case(header.subject), header, certificate, now)
        elif header.kind is SubjectKind.DAY:
            admit_day(header, certificate)
        else:
            admit_device(header, certificate)

    def _base_is(self, entry: Entry, which: ColumnElement[bool]) -> bool:
        base = entry.header.base
        if base is None:
            return False
        chosen = select(_e.id).where(_e.stream == self._stream, _e.id == base, which)
        return self._connection.scalar(chosen) is not None

    def _keep(self, entry: Entry) -> Numbered:
        seq, epoch = self._reach.seq + 1, self._reach.epoch
        receipt = self._number(Receipt(entry.header.id, entry.hash, self._stream, seq, self._now, epoch))
        self._reach = Reach(seq, receipt.epoch)  # the office's keys may name a newer epoch
        self._insert(entry, seq=seq, receipt=receipt.to_json())
        self._naming.append(entry)
        if entry.header.kind is not SubjectKind.CASE:
            return Numbered(entry, receipt)
        case = self._sheet.fold(entry, label_of(entry))
        if case and (word := self._say(entry, case)):
            self._admit(word, self._verified(word))  # the office is bound by the same rules
            self._keep(word)
        return Numbered(entry, receipt)

    def _say(self, entry: Entry, case: Case) -> Entry | None:
        if self._word is None or entry.header.action not in (Action.SUBMIT, Action.CORRECT):
            return None
        # A chain for each epoch: after a restored backup the office may not write another history of the old one.
        chain = f"office.{self._reach.epoch}"
        return self._word(lambda: self._connection, entry, case, Place(chain, *self._head(chain)))

    def _hold(self, entry: Entry) -> Held:
        self._insert(entry, handed_over_at=self._now)
        return Held(entry.header.id)

    def _quarantine(self, poison: Poison) -> Refusal | None:
        """What cannot be read is kept as it came where its chain goes on with it, so that the rest goes on."""
        if poison.id is None:
            return None
        known = self._connection.scalar(select(_e.id).where(_e.stream == self._stream, _e.id == poison.id))
        n, previous = self._head(poison.chain)
        row = poison_row(poison, self._stream, self._carrier, n, previous)
        if row is not None and known is None:
            self._connection.execute(insert(_entry), {**row, "settled": self._reach.epoch})
            self._fresh.add(poison.id)
            self._go_on(poison.chain, row["n"], row["hash"])
        elif row is None:
            self._broken.add(poison.chain)
        return Refusal(poison.id, MALFORMED, {})

    def _refuse(self, entry: Entry, refused: Refused) -> Refusal:
        refusal = _refusal(entry, refused)
        self._insert(entry, refused=refusal.code, refused_details=refusal.details)
        return refusal

    def _insert(self, entry: Entry, **answer: Any) -> None:
        row = {**entry_row(entry, own=False), "settled": self._reach.epoch, **answer}
        self._sheet.put(row)
        self._fresh.add(entry.header.id)
        self._go_on(entry.header.chain, entry.header.n, entry.hash)

    def _head(self, chain: str) -> tuple[int, str]:
        if chain not in self._heads:
            self._heads[chain] = head(self._connection, self._stream, chain)
        return self._heads[chain]

    def _go_on(self, chain: str, n: int, hash_: str) -> None:
        if n > self._head(chain)[0]:
            self._heads[chain] = n, hash_


def _refusal(entry: Entry, refused: Refused) -> Refusal:
    details = {
        name: value if isinstance(value, int) else str(value) for name, value in refused.details.items()
    }
    return Refusal(entry.header.id, refused.code, details)
