"""Wiping a lost laptop (Löschen aus der Ferne): the order, what was handed over before, and the laptop's last word.

The order travels with the refusal of whatever the laptop asks next. What it hands over is kept apart for the
administrator: it comes from a laptop that somebody else may hold, so none of it enters the journal by itself (ADR 017).
"""

from mobile_office.backoffice import devices
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import handovers
from mobile_office.canonical import Json, read_time, write_time
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, SignatureInvalid
from mobile_office.store.insertion import insert_new
from mobile_office.store.transactions import reading, writing
from mobile_office.sync import wire
from mobile_office.sync.wipe import Order, Word

MOST = 2000  # letters kept of one device; a letter holds up to 25 entries


def order(office: Office, id: str) -> None:
    """Refuse a device, and have it destroy what it holds. Raises CertificateInvalid("device_unknown")."""
    with writing(office.engine) as connection:
        devices.order_wipe(connection, id, office.clock())


def order_of(office: Office, id: str) -> Order | None:
    """The signed order for a device, if there is one; a device that has obeyed is told again."""
    with reading(office.engine) as connection:
        try:
            found = devices.standing(connection, id)
        except CertificateInvalid:
            return None
    if found.wipe_ordered_at is None:
        return None
    at = read_time(found.wipe_ordered_at)
    return Order(found.device.id, found.device.stream, at).signed(office.keys.signing)


def told(office: Office, code: str, id: str) -> dict[str, Json]:
    """What a refusal says besides its code."""
    found = order_of(office, id) if code == "device_revoked" else None
    return {"wipe": found.to_json()} if found else {}


def ordered(office: Office, id: str) -> KnownDevice:
    """A device that is to wipe itself. Raises CertificateInvalid("device_unknown") for any other."""
    with reading(office.engine) as connection:
        found = devices.standing(connection, id)
    if found.wipe_ordered_at is None:
        raise CertificateInvalid("device_unknown")
    return found.device


def take_over(office: Office, device: KnownDevice, content: bytes) -> None:
    """Keep what a device hands over; the same again is harmless. Raises NotAllowed("handover_over")."""
    key = {"stream": device.stream, "device": device.id, "digest": wire.sha256(content)}
    here = (handovers.c.stream == device.stream) & (handovers.c.device == device.id)
    kept = handovers.select().with_only_columns(handovers.c.digest).where(here)
    with writing(office.engine) as connection:
        wiped = devices.standing(connection, device.id).wiped_at is not None
        if wiped or len(connection.execute(kept).all()) >= MOST:
            raise NotAllowed("handover_over")
        insert_new(connection, handovers, **key, content=content, at=write_time(office.clock()))


def handed_over(office: Office, id: str) -> tuple[bytes, ...]:
    """What a device has handed over: canonical JSON, a list of entries in each."""
    with reading(office.engine) as connection:
        chosen = handovers.select().where(handovers.c.device == id).order_by(handovers.c.at)
        return tuple(bytes(row["content"]) for row in connection.execute(chosen).mappings())


def take_word(office: Office, word: Word) -> None:
    """Note that a device has wiped itself. Raises CertificateInvalid("device_unknown") or SignatureInvalid."""
    device, found = ordered(office, word.device), order_of(office, word.device)
    if found is None or found.signature != word.order:
        raise SignatureInvalid(reason="order")
    word.check(device.signing_key)
    with writing(office.engine) as connection:
        devices.note_wiped(connection, device, office.clock())
