"""A begun enrolment (begonnene Einrichtung): what is kept until it is finished, so that the same claim can be repeated.

`enrolment.json` is readable by its owner only and goes when the store exists. Until then it holds the device's own
private keys, because there is no store yet to hold them; no person's key and no passphrase is ever in it.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from mobile_office.canonical import canonical
from mobile_office.store import durable_file
from mobile_office.store.device import Device
from mobile_office.store.keys import PublicKeys

FILE = "enrolment.json"


@dataclass(frozen=True)
class BegunPerson:
    """The first person: their slot is in the home; their code, in its words, is asked for with these keys."""

    code: str
    person: str
    name: str
    keys: PublicKeys


@dataclass(frozen=True)
class Begun:
    """An enrolment as far as it has come. `seed` and `exchange` are the device's private keys, raw.

    `device` is there once the office has answered; `waiting`: somebody has to compare the fingerprint.
    """

    url: str
    code: str
    seed: bytes
    exchange: bytes
    device: Device | None = None
    waiting: bool = False
    person: BegunPerson | None = None


def read_begun(home: Path) -> Begun | None:
    """What was begun in a home; None when nothing was, or when it cannot be read: then it begins anew."""
    try:
        value = json.loads((home / FILE).read_bytes())
        device, person = value["device"], value["person"]
        return Begun(
            url=value["url"],
            code=value["code"],
            seed=bytes.fromhex(value["seed"]),
            exchange=bytes.fromhex(value["exchange"]),
            device=Device(**device) if device else None,
            waiting=value["waiting"],
            person=BegunPerson(**{**person, "keys": PublicKeys(**person["keys"])}) if person else None,
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_begun(home: Path, begun: Begun) -> None:
    """Keep it, durable when this returns. Raises DiskFull or Damaged(what="home")."""
    value = {**asdict(begun), "seed": begun.seed.hex(), "exchange": begun.exchange.hex()}
    durable_file.write(home / FILE, canonical(value))


def forget_begun(home: Path) -> None:
    """It is finished, or given up."""
    durable_file.remove(home / FILE)
