"""What the office has announced to this device, and the bytes of it as they arrive, piece by piece.

An announcement's signature is verified before it is kept here (`sync.delivery`). Bytes count only when they are
whole and of the digest announced; what is whole but of another digest is thrown away and fetched again.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select

from mobile_office.publication import Kind, Publication
from mobile_office.store.tables import publication as _publication
from mobile_office.store.tables import publication_piece as _piece
from mobile_office.store.transactions import reading, writing

# Of these every version stays readable for ever; of the others the newest of a name replaces those before.
_KEPT = frozenset({Kind.SERVICE, Kind.FIELDS})
_KNOWN = frozenset(map(str, Kind))  # the rest is for a later program
_NUMBERS = select(_publication.c.number).order_by(_publication.c.number)
_ALL = select(_publication.c.announcement).order_by(_publication.c.number)
_HERE = select(_piece.c.digest, func.sum(func.length(_piece.c.data))).group_by(_piece.c.digest)
_PIECES = select(_piece.c.data).where(_piece.c.digest == bindparam("of")).order_by(_piece.c.at)


class Publications:
    """The announcements and contents of one device; every write is durable when it returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def announce(self, items: Iterable[Publication]) -> None:
        """Keep announcements; a number that is known stays as it is."""
        with writing(self._engine) as connection:
            known = set(connection.scalars(_NUMBERS))
            for item in items:
                if item.number not in known:
                    known.add(item.number)
                    connection.execute(insert(_publication).values(_row(item)))

    def forget_announcements(self) -> None:
        """Forget every announcement, not the bytes: the office numbers anew (another epoch) and says them again."""
        with writing(self._engine) as connection:
            connection.execute(delete(_publication))

    def known(self) -> int:
        """The highest number up to which everything is announced; 0 before the first."""
        with reading(self._engine) as connection:
            numbers = connection.scalars(_NUMBERS).all()
        return next((place for place, number in enumerate(numbers) if number != place + 1), len(numbers))

    def lacking(self) -> tuple[tuple[Publication, int], ...]:
        """What is announced and not whole, with the byte to go on from; small ones first.

        What a newer one of its name has replaced is not asked for any more.
        """
        with reading(self._engine) as connection:
            announced, here = _announced(connection), _here(connection)
        wanted = {item.digest: item for item in _in_use(announced) if here.get(item.digest) != item.size}
        in_order = sorted(wanted.values(), key=lambda item: (item.size, item.number))
        return tuple((item, here.get(item.digest, 0)) for item in in_order)

    def keep_piece(self, digest: str, at: int, data: bytes) -> None:
        """Keep a piece that goes on where the bytes here end (`at`); any other is passed over.

        With the last one the digest is checked, and everything is thrown away where it is another. What the
        new content replaces is forgotten.
        """
        with writing(self._engine) as connection:
            size = _size(connection, digest)
            here = _here(connection)
            if size is None or at != here.get(digest, 0) or (digest in here and not data):
                return
            connection.execute(insert(_piece).values(digest=digest, at=at, data=data))
            if at + len(data) < size:
                return
            if _whole(connection, digest) is None:
                _forget(connection, {digest})
            else:
                _forget_replaced(connection)

    def content(self, digest: str) -> bytes | None:
        """The bytes, only when they are whole and of this digest."""
        with reading(self._engine) as connection:
            return _whole(connection, digest)

    def forget(self, digests: Iterable[str]) -> None:
        """Delete these bytes; what announced them stays."""
        with writing(self._engine) as connection:
            _forget(connection, digests)

    def latest(self, kind: Kind) -> tuple[Publication, ...]:
        """The newest whole one of each name (of a service: of each name and version), by number."""
        with reading(self._engine) as connection:
            return _newest(kind, _announced(connection), _here(connection))


def _newest(kind: Kind, announced: tuple[Publication, ...], here: dict[str, int]) -> tuple[Publication, ...]:
    newest: dict[tuple[str, int], Publication] = {}
    for item in announced:
        if item.kind == kind and here.get(item.digest) == item.size:
            newest[item.name, item.version] = item
    return tuple(sorted(newest.values(), key=lambda item: item.number))


def _in_use(announced: tuple[Publication, ...]) -> tuple[Publication, ...]:
    """What no newer one of its kind and name replaces."""
    last = {(item.kind, item.name): item.number for item in announced}
    return tuple(
        item
        for item in announced
        if item.kind in _KNOWN and (item.kind in _KEPT or last[item.kind, item.name] == item.number)
    )


def _forget_replaced(connection: Connection) -> None:
    """Let go of the bytes that a newer whole one of their kind and name replaces."""
    announced, here = _announced(connection), _here(connection)
    needed = {item.digest for item in _in_use(announced)}
    needed |= {item.digest for kind in Kind for item in _newest(kind, announced, here)}
    _forget(connection, here.keys() - needed)


def _forget(connection: Connection, digests: Iterable[str]) -> None:
    for digest in digests:
        connection.execute(delete(_piece).where(_piece.c.digest == digest))


def _announced(connection: Connection) -> tuple[Publication, ...]:
    return tuple(Publication.from_json(value) for value in connection.scalars(_ALL))


def _here(connection: Connection) -> dict[str, int]:
    """How many bytes are here of each digest; nothing for one of which there is no piece."""
    return {digest: int(count) for digest, count in connection.execute(_HERE)}


def _size(connection: Connection, digest: str) -> int | None:
    chosen = select(_publication.c.announcement).where(_publication.c.digest == digest)
    value = connection.scalars(chosen.order_by(_publication.c.number)).first()
    return None if value is None else Publication.from_json(value).size


def _whole(connection: Connection, digest: str) -> bytes | None:
    data = b"".join(connection.scalars(_PIECES, {"of": digest}))
    return data if hashlib.sha256(data).hexdigest() == digest else None


def _row(item: Publication) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": str(item.kind),
        "name": item.name,
        "digest": item.digest,
        "announcement": item.to_json(),
    }
