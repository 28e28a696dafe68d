"""What protects the keys of this laptop (Schlüssel und Sperre): where the device secret lies, and what could leak memory.

Facts for the status page, nothing decided: what cannot be found out is said to be unknown, never to be well.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mobile_office.process import is_hardened
from mobile_office.store import recovery
from mobile_office.store.device_secret import DeviceSecret, Place

Swap = Literal["none", "memory", "encrypted", "plain", "unknown"]


@dataclass(frozen=True)
class Protection:
    """`secret` is where the device secret lies; `swap` where the system may write memory to; `recovery` whether the
    office's copy of the keys is here; `hardened` whether other programs of this login are kept out of our memory."""

    secret: Place
    recovery: bool
    hardened: bool
    swap: Swap


def protection_of(home: Path, system: Path = Path("/")) -> Protection:
    """What protects the keys of a home on the system under `system`."""
    has_grant = (home / recovery.FILE).is_file()
    return Protection(DeviceSecret(home).place, has_grant, is_hardened(), swap_of(system))


def swap_of(system: Path = Path("/")) -> Swap:
    """Where memory may be written out to: nowhere, into compressed memory, to an encrypted or to a plain disk."""
    try:
        lines = (system / "proc/swaps").read_text(encoding="utf-8").splitlines()[1:]
        kinds = {_kind(system, line.split()[0]) for line in lines if line.strip()}
    except (OSError, UnicodeDecodeError):
        return "unknown"
    worst: tuple[Swap, ...] = ("plain", "encrypted", "memory")
    return next((kind for kind in worst if kind in kinds), "none")


def _kind(system: Path, name: str) -> Swap:
    if Path(name).name.startswith("zram"):
        return "memory"
    try:
        block = (system / name.lstrip("/")).resolve().name
        mapped = (system / "sys/class/block" / block / "dm/uuid").read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return (
            "plain"  # a file or a partition as it is: whether the disk below is encrypted does not show here
        )
    return "encrypted" if mapped.startswith("CRYPT-") else "plain"
