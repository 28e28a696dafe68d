"""Owning (Zugehörigkeit): a chain, and the case numbers of a letter, belong to one device; nobody else writes there.

A person's signature does not say on which laptop they sat; the request does, which the device has signed. So an entry
comes from the device it names, in a chain of that device; or with the receipt the office gave it in an earlier epoch.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, literal_column, select

from mobile_office.domain.case import Action
from mobile_office.domain.errors import NotAllowed, SignatureInvalid
from mobile_office.domain.number import letter_of
from mobile_office.domain.people import Certificate
from mobile_office.protocol import Entry, Receipt, Refusal
from mobile_office.signing import verify_receipt
from mobile_office.store import tables
from mobile_office.store.accepting import Answer, Door
from mobile_office.store.quarantine import MALFORMED, Poison
from mobile_office.store.transactions import reading

_e = tables.entry.c
_OWNER = (
    select(_e.device)
    .where(_e.stream == bindparam("in_stream"), _e.chain == bindparam("of_chain"))
    .order_by(_e.n)
    .limit(literal_column("1"))
)


@dataclass(frozen=True)
class Owning:
    """What the office knows of whose is what. `letter_of_device` is None for a device it does not know.

    `receipted` are id and hash of entries for which a receipt of ours was shown.
    """

    letter_of_device: Callable[[Connection, str], str | None]
    receipted: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def is_receipted(self, entry: Entry) -> bool:
        """Whether the office has numbered exactly this before: then every question was asked then."""
        return (entry.header.id, entry.hash) in self.receipted


class OwnedDoor(Door):
    """The door where each device writes for itself. What is refused for that leaves its place in the chain free."""

    def __init__(self, owning: Owning, *given: Any) -> None:
        super().__init__(*given)
        self._owning = owning
        self._owners: dict[str, str | None] = {}  # of chains, as far as asked for
        self._letters: dict[str, str | None] = {}  # of devices

    def _answer_new(self, entry: Entry) -> Answer:
        if not self._owning.is_receipted(entry) and not self._is_its_own(entry):
            return Refusal(
                entry.header.id, "chain_foreign", {"chain": entry.header.chain, "n": entry.header.n}
            )
        return super()._answer_new(entry)

    def _quarantine(self, poison: Poison) -> Refusal | None:
        if poison.id and poison.chain and self._owner(poison.chain) not in (None, self._carrier):
            return Refusal(poison.id, MALFORMED, {})
        return super()._quarantine(poison)

    def _verified(self, entry: Entry) -> Certificate:
        header = entry.header
        if header.action is Action.SUBMIT and not self._owning.is_receipted(entry):
            letter = letter_of(header.subject)
            if letter is None or letter != self._letter(header.device):
                raise NotAllowed("number_foreign", subject=header.subject)
        return super()._verified(entry)

    def _is_its_own(self, entry: Entry) -> bool:
        header = entry.header
        if header.device != self._carrier or header.stream != self._stream:
            return header.stream != self._stream  # that is refused further on, in its own words
        owner = self._owner(header.chain)
        return owner is None or owner == header.device

    def _owner(self, chain: str) -> str | None:
        if self._owners.get(chain) is None:
            called = {"in_stream": self._stream, "of_chain": chain}
            self._owners[chain] = self._connection.scalar(_OWNER, called)
        return self._owners[chain]

    def _letter(self, device: str) -> str | None:
        if device not in self._letters:
            self._letters[device] = self._owning.letter_of_device(self._connection, device)
        return self._letters[device]


def receipted(
    receipts: Iterable[Receipt], entries: Iterable[Entry], office_public: str
) -> frozenset[tuple[str, str]]:
    """Id and hash of those entries about which our office has signed one of these receipts."""
    shown = {(each.entry, each.hash, each.stream): each for each in receipts}
    found = set()
    for entry in entries if shown else ():
        receipt = shown.get((entry.header.id, entry.hash, entry.header.stream))
        if receipt is not None and _is_signed(receipt, office_public):
            found.add((entry.header.id, entry.hash))
    return frozenset(found)


def kept_receipts(engine: Engine, device: str, entries: Iterable[Entry]) -> tuple[Receipt, ...]:
    """On a device: the receipts kept of entries of other devices, to be shown with them after the office began anew."""
    others = [entry.header for entry in entries if entry.header.device != device]
    if not others:
        return ()
    chosen = select(_e.receipt).where(_e.stream == others[0].stream, _e.id.in_([each.id for each in others]))
    with reading(engine) as connection:
        return tuple(Receipt.from_json(kept) for kept in connection.scalars(chosen) if kept)


def _is_signed(receipt: Receipt, office_public: str) -> bool:
    try:
        verify_receipt(receipt, office_public)
    except SignatureInvalid:
        return False
    return True
