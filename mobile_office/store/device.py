"""Which device this home is: what enrolment (Anmeldung des Laptops) pinned. Public facts only.

Kept as `device.json` beside the encrypted store, because the unlock window needs it before any key.
The device's own secret keys live inside the store.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mobile_office.domain.errors import Damaged, NotEnrolled
from mobile_office.store import durable_file


@dataclass(frozen=True)
class Device:
    """A device as its back office knows it. Keys are raw public keys in hex.

    `kind` is "bus" (sees its own cases) or "station" (sees the open cases of its stream).
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


def read_device(home: Path) -> Device:
    """The device of a home. Raises NotEnrolled or Damaged(what="device")."""
    try:
        return Device(**json.loads((home / "device.json").read_text(encoding="utf-8")))
    except FileNotFoundError as problem:
        raise NotEnrolled from problem
    except (ValueError, TypeError) as problem:
        raise Damaged(what="device") from problem


def write_device(home: Path, device: Device) -> None:
    """Keep the device's facts, durable when this returns; written once at enrolment, anew when the office's address changes."""
    durable_file.write(home / "device.json", json.dumps(asdict(device), indent=1).encode())
