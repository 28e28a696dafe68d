"""The devices an office knows: enrolled with a code, revoked by an administrator, never forgotten."""

from dataclasses import dataclass
from datetime import datetime

from mobile_office.backoffice.tables import Connection, checkpoints, devices
from mobile_office.canonical import write_time
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.protocol import Checkpoint
from mobile_office.store.insertion import insert_new

BUS = "bus"
STATION = "station"
KINDS = (BUS, STATION)


@dataclass(frozen=True)
class KnownDevice:
    """A device; `kind` decides what it sees. Keys are public, hex."""

    stream: str
    id: str
    letter: str
    kind: str
    signing_key: str
    exchange_key: str


def known(connection: Connection, id: str) -> KnownDevice:
    """The device with this id. Raises CertificateInvalid (device_unknown, device_revoked)."""
    row = connection.execute(devices.select().where(devices.c.id == id)).mappings().one_or_none()
    if row is None:
        raise CertificateInvalid("device_unknown")
    if row["revoked_at"] is not None:
        raise CertificateInvalid("device_revoked")
    return KnownDevice(**{name: row[name] for name in KnownDevice.__dataclass_fields__})


def is_empty(connection: Connection) -> bool:
    """True while no device has ever been enrolled."""
    return connection.execute(devices.select().limit(1)).first() is None


def streams(connection: Connection) -> frozenset[str]:
    """The streams of the devices that may still exchange."""
    rows = connection.execute(devices.select().where(devices.c.revoked_at.is_(None))).mappings()
    return frozenset(row["stream"] for row in rows)


def add(connection: Connection, device: KnownDevice, now: datetime) -> None:
    """Add a device. Raises NotAllowed("letter_taken")."""
    values = {name: getattr(device, name) for name in KnownDevice.__dataclass_fields__}
    if not insert_new(connection, devices, enrolled_at=write_time(now), **values):
        raise NotAllowed("letter_taken")  # not asked before: of two at once one is the first


def is_letter_taken(connection: Connection, stream: str, letter: str) -> bool:
    """True when any device, also a revoked one, bears the letter: its case numbers stay in the world."""
    here = (devices.c.stream == stream) & (devices.c.letter == letter)
    return connection.execute(devices.select().where(here)).first() is not None


def revoke(connection: Connection, id: str, now: datetime) -> None:
    """Refuse the device from now on. Raises CertificateInvalid (device_unknown, device_revoked)."""
    device = known(connection, id)
    here = (devices.c.stream == device.stream) & (devices.c.id == id) & devices.c.revoked_at.is_(None)
    if not connection.execute(devices.update().where(here).values(revoked_at=write_time(now))).rowcount:
        raise CertificateInvalid("device_revoked")  # by somebody else, just now: the first time stays


def raise_alarm(connection: Connection, stream: str, chain: str, now: datetime) -> None:
    """Note on a chain that its device told two histories of it; the first time stays."""
    here = (checkpoints.c.stream == stream) & (checkpoints.c.chain == chain) & checkpoints.c.alarm.is_(None)
    connection.execute(checkpoints.update().where(here).values(alarm=write_time(now)))


def countersign(
    connection: Connection, device: KnownDevice, checkpoint: Checkpoint, now: datetime
) -> Checkpoint:
    """The latest head the office has seen of a chain, for its signature; an older one raises an alarm.

    A device whose head is not the returned one has an older store than it once had.
    """
    here = (checkpoints.c.stream == device.stream) & (checkpoints.c.chain == checkpoint.chain)
    values = {"n": checkpoint.n, "head": checkpoint.head, "at": write_time(now)}
    key = {"stream": device.stream, "chain": checkpoint.chain, "device": device.id}
    if insert_new(connection, checkpoints, **key, **values):
        return Checkpoint(checkpoint.chain, checkpoint.n, checkpoint.head)
    # Locked: a request that is repeated while the first one is still answered may not put the head back.
    row = connection.execute(checkpoints.select().where(here).with_for_update()).mappings().one()
    if checkpoint.n > row["n"]:
        connection.execute(checkpoints.update().where(here).values(**values))
    elif (checkpoint.n, checkpoint.head) != (row["n"], row["head"]):
        raise_alarm(connection, device.stream, checkpoint.chain, now)
        return Checkpoint(checkpoint.chain, row["n"], row["head"])
    return Checkpoint(checkpoint.chain, checkpoint.n, checkpoint.head)
