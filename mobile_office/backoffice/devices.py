"""The devices an office knows: enrolled with a code, revoked by an administrator, never forgotten."""

from dataclasses import dataclass
from datetime import datetime

from mobile_office.backoffice.tables import Condition, Connection, RowMapping, bindparam, checkpoints, devices
from mobile_office.canonical import write_time
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.protocol import Checkpoint
from mobile_office.store.insertion import insert_new

BUS = "bus"
STATION = "station"
GATEWAY = "gateway"  # a program that carries cases into the register
KINDS = (BUS, STATION, GATEWAY)
_CALLED = devices.select().where(devices.c.id == bindparam("called"))  # asked with every request


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
    return _device(_called(connection, id))


def letter_of(connection: Connection, id: str) -> str | None:
    """The letter of a device, also of a revoked one; None for one the office does not know."""
    row = connection.execute(_CALLED, {"called": id}).mappings().one_or_none()
    return None if row is None else str(row["letter"])


def admitted(connection: Connection, id: str) -> KnownDevice:
    """The device with this id, when it may exchange.

    Raises CertificateInvalid: device_unknown, device_revoked, device_waiting (nobody has compared its fingerprint).
    """
    row = _called(connection, id)
    if row["compared_at"] is None:
        raise CertificateInvalid("device_waiting")
    return _device(row)


def _called(connection: Connection, id: str) -> RowMapping:
    row = connection.execute(_CALLED, {"called": id}).mappings().one_or_none()
    if row is None:
        raise CertificateInvalid("device_unknown")
    if row["revoked_at"] is not None:
        raise CertificateInvalid("device_revoked")
    return row


def _device(row: RowMapping) -> KnownDevice:
    return KnownDevice(**{name: row[name] for name in KnownDevice.__dataclass_fields__})


def is_waiting(connection: Connection, device: KnownDevice) -> bool:
    """True until somebody has compared the fingerprint the device shows with the office's."""
    row = connection.execute(devices.select().where(_here(device))).mappings().one()
    return row["compared_at"] is None


def confirm(connection: Connection, device: KnownDevice, now: datetime) -> None:
    """Somebody has compared the fingerprint: the device may exchange from now on. The first time stays."""
    here = _here(device) & devices.c.compared_at.is_(None)
    connection.execute(devices.update().where(here).values(compared_at=write_time(now)))


@dataclass(frozen=True)
class Standing:
    """A device as the administrator sees it; times are canonical text, or None."""

    device: KnownDevice
    enrolled_at: str
    compared_at: str | None
    revoked_at: str | None
    wipe_ordered_at: str | None
    wiped_at: str | None


def standings(connection: Connection, stream: str | None = None) -> tuple[Standing, ...]:
    """The devices of a stream (None: all) by letter, revoked ones included."""
    chosen = devices.select().order_by(devices.c.stream, devices.c.letter)
    if stream is not None:
        chosen = chosen.where(devices.c.stream == stream)
    return tuple(_standing(row) for row in connection.execute(chosen).mappings())


def standing(connection: Connection, id: str) -> Standing:
    """One device, also a revoked one. Raises CertificateInvalid("device_unknown")."""
    row = connection.execute(devices.select().where(devices.c.id == id)).mappings().one_or_none()
    if row is None:
        raise CertificateInvalid("device_unknown")
    return _standing(row)


def order_wipe(connection: Connection, id: str, now: datetime) -> None:
    """Order the device to destroy what it holds; it is refused from now on. The first order stays.

    Raises CertificateInvalid("device_unknown").
    """
    here, at = _here(standing(connection, id).device), write_time(now)
    connection.execute(devices.update().where(here & devices.c.revoked_at.is_(None)).values(revoked_at=at))
    ordered = devices.c.wipe_ordered_at.is_(None)
    connection.execute(devices.update().where(here & ordered).values(wipe_ordered_at=at))


def note_wiped(connection: Connection, device: KnownDevice, now: datetime) -> None:
    """The device has given its word that nothing is left on it; the first time stays."""
    here = _here(device) & devices.c.wiped_at.is_(None)
    connection.execute(devices.update().where(here).values(wiped_at=write_time(now)))


def _standing(row: RowMapping) -> Standing:
    device = KnownDevice(**{name: row[name] for name in KnownDevice.__dataclass_fields__})
    names = ("enrolled_at", "compared_at", "revoked_at", "wipe_ordered_at", "wiped_at")
    return Standing(device, **{name: row[name] for name in names})


def _here(device: KnownDevice) -> Condition:
    return (devices.c.stream == device.stream) & (devices.c.id == device.id)


def is_empty(connection: Connection) -> bool:
    """True while no device has ever been enrolled."""
    return connection.execute(devices.select().limit(1)).first() is None


def streams(connection: Connection) -> frozenset[str]:
    """The streams of the devices that may still exchange."""
    rows = connection.execute(devices.select().where(devices.c.revoked_at.is_(None))).mappings()
    return frozenset(row["stream"] for row in rows)


def add(connection: Connection, device: KnownDevice, now: datetime, *, waits: bool = False) -> None:
    """Add a device; one that `waits` may not exchange until its fingerprint was compared.

    Raises NotAllowed("letter_taken").
    """
    values = {name: getattr(device, name) for name in KnownDevice.__dataclass_fields__}
    times = {"enrolled_at": write_time(now), "compared_at": None if waits else write_time(now)}
    if not insert_new(connection, devices, **times, **values):
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


def raise_alarm(connection: Connection, device: KnownDevice, chain: str, now: datetime) -> None:
    """Note on a chain of a device that it told two histories of it; the first time stays."""
    its_own = (checkpoints.c.stream == device.stream) & (checkpoints.c.device == device.id)
    here = its_own & (checkpoints.c.chain == chain) & checkpoints.c.alarm.is_(None)
    connection.execute(checkpoints.update().where(here).values(alarm=write_time(now)))


def countersign(
    connection: Connection, device: KnownDevice, checkpoint: Checkpoint, now: datetime
) -> Checkpoint | None:
    """The latest head the office has seen of a chain, for its signature; an older one raises an alarm.

    A device whose head is not the returned one has an older store than it once had. None for a chain of which
    another device has told: nobody speaks for a colleague's laptop. A chain that goes on after a younger one was
    begun raises an alarm, too: two laptops are this device, because one was put back from a backup of the other.
    """
    here = (checkpoints.c.stream == device.stream) & (checkpoints.c.chain == checkpoint.chain)
    values = {"n": checkpoint.n, "head": checkpoint.head, "at": write_time(now)}
    key = {"stream": device.stream, "chain": checkpoint.chain, "device": device.id}
    if insert_new(connection, checkpoints, **key, **values):
        return Checkpoint(checkpoint.chain, checkpoint.n, checkpoint.head)
    # Locked: a request that is repeated while the first one is still answered may not put the head back.
    row = connection.execute(checkpoints.select().where(here).with_for_update()).mappings().one()
    if row["device"] != device.id:
        return None
    if checkpoint.n > row["n"]:
        connection.execute(checkpoints.update().where(here).values(**values))
        if _has_younger(connection, device, checkpoint.chain):
            raise_alarm(connection, device, checkpoint.chain, now)
    elif (checkpoint.n, checkpoint.head) != (row["n"], row["head"]):
        raise_alarm(connection, device, checkpoint.chain, now)
        return Checkpoint(checkpoint.chain, row["n"], row["head"])
    return Checkpoint(checkpoint.chain, checkpoint.n, checkpoint.head)


def _has_younger(connection: Connection, device: KnownDevice, chain: str) -> bool:
    """Whether the device has told of a chain begun later: their ids are UUIDv7 and sort by time."""
    its_own = (checkpoints.c.stream == device.stream) & (checkpoints.c.device == device.id)
    rows = connection.execute(checkpoints.select().where(its_own)).mappings()
    return any(len(row["chain"]) == len(chain) and row["chain"] > chain for row in rows)
