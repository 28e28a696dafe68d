"""Which device this home is: what enrolment (Anmeldung des Laptops) pinned. Public facts only.

Kept as `device.json` beside the encrypted store, because the unlock window needs it before any key.
The device's own secret keys live inside the store.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mobile_office.domain.errors import Damaged, NotEnrolled
from mobile_office.store import durable_file


@dataclass(frozen=True)
class Device:
    """A device as its back office knows it. Keys are raw public keys in hex.

    `kind` is "bus" (sees its own cases) or "station" (sees the open cases of its stream). `authorities` (DER in base64)
    vouch for the office's servers, as its key list of version `keys_version` says; none before that list came.
    """

    id: str
    letter: str
    stream: str
    kind: str
    url: str
    office_signing: str
    office_exchange: str
    office_recovery: str
    root: str
    authorities: tuple[str, ...] = ()
    keys_version: int = 0


def read_device(home: Path) -> Device:
    """The device of a home. Raises NotEnrolled or Damaged(what="device")."""
    try:
        facts = json.loads((home / "device.json").read_text(encoding="utf-8"))
        return Device(**{**facts, "authorities": tuple(facts.get("authorities", ()))})
    except FileNotFoundError as problem:
        raise NotEnrolled from problem
    except (AttributeError, ValueError, TypeError, RecursionError) as problem:
        raise Damaged(what="device") from problem


def write_device(home: Path, device: Device) -> None:
    """Keep the device's facts, durable when this returns; written at enrolment, anew when the office's
    address or its authorities change."""
    durable_file.write(home / "device.json", json.dumps(asdict(device), indent=1).encode())


def renew_authorities(home: Path, authorities: tuple[str, ...], version: int) -> None:
    """Keep who vouches for the office's servers from now on, durable when this returns. Raises as `read_device`."""
    write_device(home, replace(read_device(home), authorities=authorities, keys_version=version))
