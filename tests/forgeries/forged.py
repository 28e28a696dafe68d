"""A forgery: what a clerk tries, how it is made, what the office must answer and what a colleague must be told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from mobile_office.domain.case import Header
from mobile_office.headers import header_hash
from mobile_office.protocol import Checkpoint, Entry, Receipt
from mobile_office.signing import sign_entry
from tests.forgeries.scene import Scene

# What the office may answer besides a code of refusal.
NOTHING = "no answer"  # it will be asked again; nothing was taken in
KNOWN = "the old receipt"  # the same again: it changes nothing
WAITS = "waits"  # taken in, and a second person has to look
HELD = "held"  # kept aside for the administrator
NOT_ASKED = "-"  # only the store on the laptop was changed; nothing is offered
# What a colleague may be told besides a code of `store/genuine.py` (case page) or `store/verify.py` (verify).
UNSEEN = "-"  # what was changed is no claim about anything: nothing to see


@dataclass(frozen=True)
class Forged:
    """What the forger has made: entries to hand over, in their order, about a case.

    `change` writes into the store of the laptop instead of planting the entries there. `clean`: nothing at all is
    planted. `receipts`, `checkpoint` and `poison` go along with the request.
    """

    number: str
    entries: tuple[Entry, ...] = ()
    change: Callable[[Connection], object] | None = None
    plants: bool = True
    receipts: tuple[Receipt, ...] = ()
    checkpoint: Checkpoint | None = None
    poison: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Forgery:
    """`what` for the table; `office` and `colleague` are codes; `by_verify` says that only verify shows it."""

    what: str
    office: str
    colleague: str
    make: Callable[[Scene], Forged]
    by_verify: bool = False


def copied(entry: Entry, scene: Scene, **header: Any) -> Entry:
    """Somebody's entry with a changed header at the forger's next place, its hash made anew, the signature copied."""
    chain = header.pop("chain", None) or scene.bus.chain()
    n, previous = scene.bus.journal.head(chain)
    place = {"chain": chain, "n": n + 1, "previous": previous, "device": scene.bus.device.id}
    changed: Header = replace(entry.header, **{**place, **header})
    return Entry(changed, header_hash(changed), entry.signature, entry.body)


def moved(entry: Entry, scene: Scene, seed: bytes, **header: Any) -> Entry:
    """The same, signed anew with a key."""
    made = copied(entry, scene, **header)
    assert made.body is not None
    return sign_entry(made.header, made.body, seed)
