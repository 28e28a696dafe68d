"""Service files the office does not know: noted when a case names one, asked for, and kept as a device hands them in.

An entry is never refused over them (sync.md 13). They show what was asked of the citizen; how a case is reviewed they
do not say (`release`): nobody at the office has answered for them.
"""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mobile_office.backoffice import release
from mobile_office.backoffice.tables import Condition, Connection, Engine, published, services
from mobile_office.canonical import Json, write_time
from mobile_office.domain.case import ServiceRef
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.insertion import insert_new
from mobile_office.store.transactions import writing
from mobile_office.sync.services import LARGEST, MOST
from mobile_office.sync.wire import sha256

_LACKING = b""  # as content: asked for, not handed in yet
_HEX = frozenset("0123456789abcdef")


def is_known(connection: Connection, stream: str, digest: str) -> bool:
    """Whether the office itself has the file: the program's, or published in this stream."""
    if digest in release.ours():
        return True
    here = published.select().where(published.c.stream == stream, published.c.digest == digest)
    return connection.execute(here.with_only_columns(published.c.digest)).first() is not None


@dataclass(frozen=True)
class Lacking:
    """What was asked for before, and what entries name for the first time."""

    asked: tuple[str, ...]
    fresh: tuple[str, ...]


def looked_up(connection: Connection, stream: str, named: Iterable[ServiceRef | None]) -> Lacking:
    """What the office lacks of the files that entries name, and of others."""
    digests = {service.hash for service in named if service}
    fresh = tuple(digest for digest in sorted(digests) if _is_fresh(connection, stream, digest))
    return Lacking(asked(connection, stream), fresh)


def settle(
    engine: Engine, stream: str, lacking: Lacking, handed: Mapping[str, Json], now: datetime
) -> tuple[str, ...]:
    """Note what is lacking anew, keep what was handed in; what is still to be asked for."""
    if not lacking.fresh and not handed:
        return lacking.asked
    with writing(engine) as connection:
        for digest in lacking.fresh:
            wish = {"stream": stream, "digest": digest, "at": write_time(now)}
            insert_new(connection, services, content=_LACKING, **wish)
        take(connection, stream, handed, now)
        return asked(connection, stream)


def _is_fresh(connection: Connection, stream: str, digest: str) -> bool:
    if len(digest) != 64 or not set(digest) <= _HEX or is_known(connection, stream, digest):
        return False
    return connection.execute(services.select().where(_is(stream, digest))).first() is None


def asked(connection: Connection, stream: str) -> tuple[str, ...]:
    """The digests of files that are lacking, the latest named first: any device may have them."""
    lacking = services.select().where(services.c.stream == stream, services.c.content == _LACKING)
    latest = lacking.order_by(services.c.at.desc(), services.c.digest).limit(MOST)
    return tuple(row.digest for row in connection.execute(latest))


def take(connection: Connection, stream: str, handed: Mapping[str, Json], now: datetime) -> None:
    """Keep files that were asked for and are what their digest says; anything else is passed over."""
    wanted = set(asked(connection, stream))
    for digest, written in list(handed.items())[:MOST]:
        content = _decoded(written)
        if digest in wanted and content and sha256(content) == digest:
            values = {"content": content, "at": write_time(now)}
            connection.execute(services.update().where(_is(stream, digest)).values(values))


def content(connection: Connection, stream: str, digest: str) -> bytes:
    """A file as a device has handed it in. Raises NotAllowed("publication_unknown")."""
    row = connection.execute(services.select().where(_is(stream, digest))).one_or_none()
    if row is None or bytes(row.content) == _LACKING:
        raise NotAllowed("publication_unknown")
    return bytes(row.content)


def _decoded(written: Json) -> bytes | None:
    if not isinstance(written, str) or len(written) > 2 * LARGEST:
        return None
    try:
        content = b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if len(content) <= LARGEST else None


def _is(stream: str, digest: str) -> Condition:
    return (services.c.stream == stream) & (services.c.digest == digest)
