"""Scopes: what of a stream a device sees (sync.md 9). A bus: what began on it; a station: the stream.

Attachments go further than entries: a station gets those of open cases only.
"""

from mobile_office.backoffice.devices import BUS, KnownDevice
from mobile_office.backoffice.tables import Connection, wanted
from mobile_office.domain.case import Status
from mobile_office.store import tables
from mobile_office.store.novelties import subjects_of

__all__ = ["may_have", "subjects_of"]

# Somebody at an office PC still looks at these: in review, with a question, or to be taken over.
_OPEN = (Status.SUBMITTED, Status.RETURNED, Status.QUERIED, Status.APPROVED, Status.HELD_BACK)
_c = tables.case.c


def may_have(connection: Connection, device: KnownDevice, digest: str) -> bool:
    """Whether a device may fetch an attachment: an entry in its scope names it."""
    named = wanted.select().where(wanted.c.stream == device.stream, wanted.c.digest == digest)
    if device.kind == BUS:
        named = named.where(wanted.c.subject.in_(subjects_of(device.stream, device.id)))
    else:
        is_open = tables.case.select().where(_c.stream == device.stream, _c.status.in_(_OPEN))
        named = named.where(wanted.c.subject.in_(is_open.with_only_columns(_c.number)))
    return connection.execute(named.limit(1)).first() is not None
