"""The recovery grant (Notschlüssel): what lets the office open a home whose slots or device secret are lost.

HPKE(the office's recovery key, database key || device secret), bound to the device; rewritten whenever either changes.
"""

from dataclasses import dataclass, field
from pathlib import Path

from mobile_office.canonical import canonical
from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.sealing import decrypt, encrypt
from mobile_office.store import device_secret, durable_file

FILE = "recovery.grant"


@dataclass(frozen=True)
class Recovered:
    """What the office's recovery key opens: the database key and the device secret."""

    dbk: bytes = field(repr=False)
    device_secret: bytes = field(repr=False)


def write_recovery_grant(home: Path, office_recovery_public: str, opened: Recovered, device: str) -> None:
    """Let the office open this home; durable when the call returns."""
    data = encrypt(opened.dbk + opened.device_secret, office_recovery_public, _info(device))
    durable_file.write(home / FILE, data)


def read_recovery_grant(home: Path) -> bytes:
    """What the office's recovery key opens. Raises Damaged(what="recovery_grant")."""
    try:
        return (home / FILE).read_bytes()
    except OSError:
        raise Damaged(what="recovery_grant") from None


def open_recovery(data: bytes, recovery_private: bytes, device: str) -> Recovered:
    """Open the recovery grant of a device with the office's recovery key (X25519). Raises WrongKey."""
    return _recovered(decrypt(data, recovery_private, _info(device)))


def open_recovered(data: bytes, exchange_private: bytes, device: str, person: str) -> Recovered:
    """Open what the office has sealed anew for a person's exchange key. Raises WrongKey."""
    return _recovered(decrypt(data, exchange_private, recovered_info(device, person)))


def recovered_info(device: str, person: str) -> bytes:
    """What binds the opened grant to the person at the device it is for."""
    return canonical(["recovered", 1, device, person])


def _info(device: str) -> bytes:
    # the device is named: a code for one laptop must not open the grant copied from another
    return canonical(["recovery", 1, device])


def _recovered(plain: bytes) -> Recovered:
    if len(plain) != 2 * device_secret.BYTES:
        raise WrongKey(reason="length")
    return Recovered(plain[: device_secret.BYTES], plain[device_secret.BYTES :])
