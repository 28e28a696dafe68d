"""What the office brings to its journal's door: whom it knows, how it numbers, what it says of its own accord.

The exchange, the intake and the administrator's decisions about held entries all go through this one door.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from mobile_office.backoffice import completing, draw, publishing, release
from mobile_office.backoffice.release import Review
from mobile_office.backoffice.tables import Connection, revocation_marks
from mobile_office.canonical import Json
from mobile_office.domain.case import Action, Case, Header, ServiceRef
from mobile_office.domain.people import Certificate
from mobile_office.protocol import Entry, Receipt
from mobile_office.publication import LARGEST
from mobile_office.signing import sign_receipt
from mobile_office.store import tables
from mobile_office.store.accepting import Taken, Word

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

    def _policy(self, connection: Connection, entry: Entry, case: Case) -> str | None:
        if entry.header.action is Action.CORRECT and self._was_returned(connection, entry):
            return None  # whoever has returned it looks again
        review = self._review(connection, case.service)
        salt = partial(draw.salt_of, connection, self.stream, draw.day_of(self.now))
        return release.policy(review, entry.body or {}, case.revision_digest, salt)

    def _review(self, connection: Connection, service: ServiceRef) -> Review:
        """Read once for all the cases of an exchange."""

        def content(digest: str) -> bytes:
            return publishing.content(connection, self.stream, digest, 0, LARGEST)

        if service not in self._reviews:
            self._reviews[service] = release.review_of(service, content)
        return self._reviews[service]

    def _was_returned(self, connection: Connection, entry: Entry) -> bool:
        e = tables.entry.c
        before = tables.entry.select().where(e.stream == self.stream, e.id == entry.header.base)
        row = connection.execute(before).one_or_none()
        return row is None or row.header["action"] == Action.RETURN


def terms(office: "Office", stream: str) -> Terms:
    """The office's terms now."""
    return Terms(office, stream, office.clock(), office.certificates(stream))


def accept(terms: Terms, carrier: str, entries: Iterable[Entry], poison: Iterable[Json] = ()) -> Taken:
    """Take what a device hands over, in one transaction; safe to repeat."""
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
        covered=covered,
        poison=poison,
    )


def covered(connection: Connection, header: Header) -> bool:
    """Whether an entry lies under the head its chain had when its author was revoked."""
    here = revocation_marks.c.stream == header.stream, revocation_marks.c.person == header.person
    chosen = revocation_marks.select().where(*here, revocation_marks.c.chain == header.chain)
    row = connection.execute(chosen).one_or_none()
    return row is not None and header.n <= row.n
