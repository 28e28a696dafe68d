"""People at work: their roles and what the back office certifies of them.

A `Certificate` is the office's signed word that a person holds two public keys and some roles.
`Actor` is a person at a device, as `admit` and `allowed` need them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person may be certified as. `office` is the back office's own key, never a person."""

    CLERK = "clerk"  # Sachbearbeitung
    SUPERVISOR = "supervisor"  # Teamleitung
    INTAKE = "intake"  # Übernahme ins Fachverfahren
    ADMINISTRATOR = "administrator"
    OFFICE = "office"


@dataclass(frozen=True)
class FormerKeys:
    """The signing keys of a person before they were let in anew; what they signed `until` then stays signed."""

    desk_key: str
    decision_key: str
    until: datetime


@dataclass(frozen=True)
class Certificate:
    """The office's word about a person, valid for at most 35 days (security.md 3).

    Keys are raw 32-byte public keys in lower-case hex. Expiry forbids decisions, never capture. `also` are further
    identities whose hands count as this person's: pool slots (Vertretungsplätze) they have used or prepared.
    """

    person: str
    name: str
    roles: frozenset[Role]
    stream: str
    desk_key: str
    decision_key: str
    exchange_key: str
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None = None
    former: tuple[FormerKeys, ...] = ()
    also: tuple[str, ...] = ()

    def has_typed(self, hands: Collection[str]) -> bool:
        """Whether one of these hands is this person's."""
        return any(each in hands for each in (self.person, *self.also))

    def is_valid(self, now: datetime) -> bool:
        """True while decisions may be taken with it."""
        revoked = self.revoked_at is not None and self.revoked_at <= now
        return self.valid_from <= now < self.valid_until and not revoked


def as_substitute(name: str) -> str:
    """How a substitute is called on screens and in the office's records; data, in the records' language."""
    return f"{name} (Vertretung)"


@dataclass(frozen=True)
class Actor:
    """A person working at a device of a stream (Gemeinde, named by its AGS)."""

    person: str
    name: str
    roles: frozenset[Role]
    device: str
    stream: str
    also: tuple[str, ...] = ()  # as in their certificate

    def has_typed(self, hands: Collection[str]) -> bool:
        """Whether one of these hands is this person's."""
        return any(each in hands for each in (self.person, *self.also))
