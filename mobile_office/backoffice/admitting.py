"""What the office brings to its journal's door: whom it knows, how it numbers, what it says of its own accord.

The exchange, the intake and the administrator's decisions about held entries all go through this one door.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from mobile_office.backoffice import completing, devices, draw, publishing, release
from mobile_office.backoffice.release import Review
from mobile_office.backoffice.tables import Connection, revocation_marks
from mobile_office.canonical import Json
from mobile_office.domain.case import Action, Case, Header, ServiceRef
from mobile_office.domain.people import Certificate
from mobile_office.headers import header_hash
from mobile_office.protocol import Entry, Receipt
from mobile_office.publication import LARGEST
from mobile_office.signing import sign_receipt
from mobile_office.store import tables
from mobile_office.store.accepting import Taken
from mobile_office.store.officially import Asking, Covered, Word
from mobile_office.store.owning import Owning, receipted
from mobile_office.store.rows import fits

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office


@dataclass(frozen=True)
class Terms:
    """How the office answers in a stream at a time; `people` are the certificates it has issued."""

    office: "Office"
    stream: str
    now: datetime
    people: tuple[Certificate, ...]
    _reviews: dict[ServiceRef, Review] = field(default_factory=dict, compare=False)

    @property
    def known(self) -> Callable[[str], Certificate | None]:
        """What the office knows of a person."""
        return {person.person: person for person in self.people}.get

    def number(self, receipt: Receipt) -> Receipt:
        """The receipt, signed."""
        return sign_receipt(receipt, self.office.keys.signing)

    @property
    def word(self) -> Word:
        """What the office says upon a revision it has just taken."""
        return release.releasing(self.office.keys, self._policy, self.now)

    def _policy(self, asking: Asking, entry: Entry, case: Case) -> str | None:
        if entry.header.action is Action.CORRECT and (
            self._was_returned(asking(), entry) or self._is_another_service(asking(), case)
        ):
            return None  # whoever has returned it looks again; what became something else is looked at
        review = self._review(asking, case.service)

        def salt() -> str:
            return draw.salt_of(asking(), self.stream, draw.day_of(self.now))

        return release.policy(review, entry.body or {}, case.revision_digest, salt)

    def _review(self, asking: Asking, service: ServiceRef) -> Review:
        """Read once for all the cases of an exchange; an older version is reviewed no less than the latest."""

        def content(digest: str) -> bytes:
            return publishing.content(asking(), self.stream, digest, 0, LARGEST)

        if service not in self._reviews:
            latest = release.latest(service.id, publishing.announced(asking(), self.stream)) or service
            found = (release.review_of(one, content) for one in {service, latest})
            self._reviews[service] = release.strictest(*found)
        return self._reviews[service]

    def _is_another_service(self, connection: Connection, case: Case) -> bool:
        """Whether a correction names another service than the case began with."""
        e = tables.entry.c
        numbered = e.stream == self.stream, e.subject == case.number, e.seq.is_not(None)
        first = connection.execute(tables.entry.select().where(*numbered).order_by(e.seq).limit(1)).one()
        return bool(first.header["service"][0] != case.service.id)

    def _was_returned(self, connection: Connection, entry: Entry) -> bool:
        e = tables.entry.c
        before = tables.entry.select().where(e.stream == self.stream, e.id == entry.header.base)
        row = connection.execute(before).one_or_none()
        return row is None or row.header["action"] == Action.RETURN


def terms(office: "Office", stream: str) -> Terms:
    """The office's terms now."""
    return Terms(office, stream, office.clock(), office.certificates(stream))


def accept(
    terms: Terms,
    carrier: str,
    entries: Iterable[Entry],
    poison: Iterable[Json] = (),
    receipts: Iterable[Receipt] = (),
) -> Taken:
    """Take what a device hands over, in one transaction; safe to repeat. `receipts` were shown with it."""
    entries, poison, journal = tuple(entries), tuple(poison), terms.office.journal(terms.stream)
    if not (entries or poison) and journal.epoch():
        return Taken((), ())  # who only reads keeps nobody waiting for the stream's row
    return journal.accept(
        entries,
        terms.known,
        terms.number,
        terms.now,
        carrier,
        terms.word,
        attached=completing.expecting(terms.office.keys, terms.now),
        covered=covered(entry.header for entry in entries if fits(entry)),
        poison=poison,
        owning=Owning(devices.letter_of, receipted(receipts, entries, terms.office.keys.public.signing)),
    )


def covered(headers: Iterable[Header]) -> Covered:
    """Whether an entry lies under the head its chain had when its author was revoked.

    These headers must lead from it, hash by hash, to that head: a number alone proves nothing, for a device may
    have claimed more than it had written.
    """
    headers = tuple(headers)

    @cache
    def offered() -> dict[str, Header]:
        return dict(_hashed(headers))  # only when somebody revoked is among the authors

    @cache
    def leading(chain: str, n: int, head: str) -> frozenset[str]:
        found, hash_ = set(), head
        while (header := offered().get(hash_)) and (header.chain, header.n) == (chain, n):
            found.add(hash_)
            n, hash_ = n - 1, header.previous
        return frozenset(found)

    def is_covered(connection: Connection, header: Header) -> bool:
        here = revocation_marks.c.stream == header.stream, revocation_marks.c.person == header.person
        chosen = revocation_marks.select().where(*here, revocation_marks.c.chain == header.chain)
        row = connection.execute(chosen).one_or_none()
        return row is not None and header_hash(header) in leading(row.chain, row.n, row.head)

    return is_covered


def _hashed(headers: Iterable[Header]) -> Iterator[tuple[str, Header]]:
    for header in headers:
        with suppress(ValueError):  # what has no canonical form has no hash, and leads nowhere
            yield header_hash(header), header
