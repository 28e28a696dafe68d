"""The office's door: each offered entry is checked again, and numbered, refused or left for later.

Refused entries are kept too, so that their chain goes on; what breaks a chain is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from mobile_office.domain.case import Action, Case, SubjectKind, admit, transition
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
from mobile_office.store.folding import fold_on, kept_case, label_of
from mobile_office.store.rows import entry_row, read_numbered
from mobile_office.store.streams import Reach, keep_stream, locked_stream

Answer = Numbered | Refusal | None
# The office's own word upon an entry just taken (RELEASE), given the case as folded, and the office's chain with
# its last number and hash; None when it has nothing to say.
Word = Callable[[Entry, Case, "Place"], Entry | None]
_entry, _e = tables.entry, tables.entry.c


@dataclass(frozen=True)
class Place:
    """Where the next entry of the office's own chain goes: after `n`, whose hash is `previous`."""

    chain: str
    n: int
    previous: str


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
    ) -> None:
        self._connection = connection
        self._stream = stream
        self._certificate_of = certificate_of
        self._number = number
        self._now = now
        self._carrier = carrier
        self._word = word
        self._reach = locked_stream(connection, stream)
        self._broken: set[str] = set()

    def take(self, entries: Iterable[Entry]) -> tuple[tuple[Numbered, ...], tuple[Refusal, ...]]:
        """The answers to what was offered; none for what lies beyond a gap."""
        answers = [self._answer(entry) for entry in entries]
        keep_stream(self._connection, self._stream, self._reach)
        numbered = sorted((a for a in answers if isinstance(a, Numbered)), key=lambda a: a.receipt.seq)
        return tuple(numbered), tuple(a for a in answers if isinstance(a, Refusal))

    def _answer(self, entry: Entry) -> Answer:
        chosen = select(_entry).where(_e.stream == self._stream, _e.id == entry.header.id)
        row = self._connection.execute(chosen).one_or_none()
        if row is None:
            return self._answer_new(entry)
        if row.hash != entry.hash:
            return _refusal(entry, Conflicting(entry=entry.header.id))
        if row.refused:
            return Refusal(row.id, row.refused, row.refused_details)
        return read_numbered(row)

    def _answer_new(self, entry: Entry) -> Answer:
        header = entry.header
        if header.stream != self._stream:
            return _refusal(entry, CertificateInvalid("other_stream", person=header.person))
        n, previous = head(self._connection, self._stream, header.chain)
        if header.n > n + 1 and header.chain not in self._broken:
            return None
        if breach := self._breach(entry, n, previous):
            self._broken.add(header.chain)
            return _refusal(entry, breach)
        try:
            self._judge(entry)
        except (CertificateInvalid, SignatureInvalid) as refused:
            # Only its own device may use up a place in a chain with what cannot be proved.
            return (
                self._refuse(entry, refused) if header.device == self._carrier else _refusal(entry, refused)
            )
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

    def _judge(self, entry: Entry) -> None:
        header = entry.header
        certificate = self._certificate_of(header.person)
        if certificate is None or certificate.stream != self._stream:
            raise CertificateInvalid(person=header.person)
        verify_entry(entry, certificate)
        if self._base_is_refused(entry):
            raise FollowsRefused(entry=header.id)
        if entry.body is None:
            raise Refused("given_up", entry=header.id)
        if header.kind is SubjectKind.CASE:
            admit(kept_case(self._connection, self._stream, header.subject), header, certificate, self._now)
        elif header.kind is SubjectKind.DAY:
            admit_day(header, certificate)
        else:
            admit_device(header, certificate)

    def _base_is_refused(self, entry: Entry) -> bool:
        header = entry.header
        row = transition(header)
        if header.base is None or row is None or row.commutes:
            return False
        chosen = select(_e.id).where(_e.stream == self._stream, _e.id == header.base, _e.refused.is_not(None))
        return self._connection.scalar(chosen) is not None

    def _keep(self, entry: Entry) -> Numbered:
        seq, epoch = self._reach.seq + 1, self._reach.epoch
        receipt = self._number(Receipt(entry.header.id, entry.hash, self._stream, seq, self._now, epoch))
        self._reach = Reach(seq, receipt.epoch)  # the office's keys may name a newer epoch
        self._insert(entry, seq=seq, receipt=receipt.to_json())
        case = fold_on(self._connection, entry, label_of(entry))
        if case and (word := self._say(entry, case)):
            self._judge(word)  # the office is bound by the same rules
            self._keep(word)
        return Numbered(entry, receipt)

    def _say(self, entry: Entry, case: Case) -> Entry | None:
        if self._word is None or entry.header.action not in (Action.SUBMIT, Action.CORRECT):
            return None
        # A chain for each epoch: after a restored backup the office may not write another history of the old one.
        chain = f"office.{self._reach.epoch}"
        return self._word(entry, case, Place(chain, *head(self._connection, self._stream, chain)))

    def _refuse(self, entry: Entry, refused: Refused) -> Refusal:
        refusal = _refusal(entry, refused)
        self._insert(entry, refused=refusal.code, refused_details=refusal.details)
        return refusal

    def _insert(self, entry: Entry, **answer: Any) -> None:
        row = {**entry_row(entry, own=False), "settled": self._reach.epoch, **answer}
        self._connection.execute(insert(_entry).values(row))


def _refusal(entry: Entry, refused: Refused) -> Refusal:
    details = {
        name: value if isinstance(value, int) else str(value) for name, value in refused.details.items()
    }
    return Refusal(entry.header.id, refused.code, details)
