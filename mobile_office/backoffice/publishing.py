"""What the office has published: numbered without gaps, kept by digest, handed out piece by piece.

Nothing here is ever changed or taken back: what replaces a list or a tour plan is the next number. Bytes that are
published twice are kept once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mobile_office.backoffice.tables import Connection, piece_of, publications, published
from mobile_office.canonical import read_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.inspection import Identity
from mobile_office.publication import LARGEST, PIECE, Kind, Publication
from mobile_office.store.streams import locked_stream
from mobile_office.sync.wire import sha256


@dataclass(frozen=True)
class Offer:
    """A checked file, ready to be published."""

    identity: Identity
    content: bytes

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind(self.identity.kind)

    @property
    def name(self) -> str:
        """Its name as announced: a fee table's has its version in it, as a case stores it."""
        of = self.identity
        return f"{of.name}.{of.version}" if self.kind is Kind.FEES else of.name

    @property
    def version(self) -> int:
        """A service's version, else 0."""
        return self.identity.version if self.kind is Kind.SERVICE else 0


def identity_of(publication: Publication) -> Identity:
    """What a publication is, as the file it was made of says it."""
    if publication.kind == Kind.FEES:
        day, _, version = publication.name.rpartition(".")
        return Identity(str(publication.kind), day, int(version))
    return Identity(str(publication.kind), publication.name, publication.version)


def announced(
    connection: Connection, stream: str, after: int = 0, most: int | None = None
) -> tuple[Publication, ...]:
    """The publications of a stream with a number above `after`, in order, without signatures."""
    here = (publications.c.stream == stream) & (publications.c.number > after)
    query = publications.select().where(here).order_by(publications.c.number).limit(most)
    return tuple(
        Publication(**{**row, "kind": Kind(row["kind"]), "at": read_time(row["at"])})
        for row in connection.execute(query).mappings()
    )


def content(connection: Connection, stream: str, digest: str, at: int, length: int = PIECE) -> bytes:
    """At most `length` bytes from byte `at` (from 0) on; none at or beyond the end.

    Raises NotAllowed("publication_unknown") for what was not published in this stream.
    """
    if at < 0:
        raise ValueError("bytes are counted from 0")
    here = (published.c.stream == stream) & (published.c.digest == digest)
    row = connection.execute(piece_of(here, min(at, LARGEST), length)).one_or_none()
    if row is None:
        raise NotAllowed("publication_unknown")
    return bytes(row[0] or b"")


def add(
    connection: Connection, stream: str, offers: Iterable[Offer], after: int, now: datetime
) -> tuple[Publication, ...]:
    """Number and keep the offers; all of them, or none when the transaction ends in an error.

    Shared fields go first: the services of one publishing are written with them. `after` is the highest number
    the offers were checked against. Raises NotAllowed("published_meanwhile") when there is a higher one.
    """
    locked_stream(connection, stream)  # numbers without gaps, whoever else publishes
    earlier = announced(connection, stream)
    if earlier and earlier[-1].number > after:
        raise NotAllowed("published_meanwhile")
    fields = next((each.digest for each in reversed(earlier) if each.kind is Kind.FIELDS), "")
    added: list[Publication] = []
    for offer in sorted(offers, key=lambda offer: _ORDER.index(offer.kind)):
        digest = sha256(offer.content)
        fields = digest if offer.kind is Kind.FIELDS else fields
        made = Publication(
            stream=stream,
            number=after + len(added) + 1,
            kind=offer.kind,
            name=offer.name,
            version=offer.version,
            digest=digest,
            size=len(offer.content),
            fields=fields if offer.kind is Kind.SERVICE else "",
            at=now,
        )
        values = {key: value for key, value in made.to_json().items() if key != "signature"}
        connection.execute(publications.insert().values(**values))
        _keep(connection, stream, digest, offer.content)
        added.append(made)
    return tuple(added)


def _keep(connection: Connection, stream: str, digest: str, held: bytes) -> None:
    here = (published.c.stream == stream) & (published.c.digest == digest)
    if connection.execute(piece_of(here, 0, 1)).first() is None:
        connection.execute(published.insert().values(stream=stream, digest=digest, content=held))


# What others are written with comes first, so that a device that has read half of it can use what it has.
_ORDER = (Kind.FIELDS, Kind.CODELIST, Kind.FEES, Kind.SERVICE, Kind.STREETS, Kind.TOURS, Kind.APPOINTMENTS)
