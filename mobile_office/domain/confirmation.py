"""A confirmation (Bestätigung): the citizen has read on the display what is declared, and says it is so.

Kept as evidence that no service asks for, as the signed paper is: its note is the number of what was read. So is a
signature on the screen. Declared differently afterwards it has another number, and then neither stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from mobile_office.domain.overview import Evidence

CONFIRMED = "citizen_confirmed"  # no service asks for evidence of this kind; `state` is the language
SIGNED_SCREEN = "signed_screen"  # nor of this one; its picture is the attachment of the same kind


@dataclass(frozen=True)
class Confirmation:
    """What was confirmed: `language` as in `resources/citizen/`, `number` that of the declaration as it was read.

    `stands` is false once something else is declared.
    """

    language: str
    at: datetime
    number: str
    stands: bool


def evidence_of(language: str, number: str, person: str, now: datetime) -> Evidence:
    """A confirmation as a draft and a body keep it; `person` is the clerk at the desk."""
    return Evidence(CONFIRMED, language, "", number, person, now)


def signature_of(language: str, number: str, person: str, now: datetime) -> Evidence:
    """A signature on the screen, the same way; `language` is that in which the person had read."""
    return Evidence(SIGNED_SCREEN, language, "", number, person, now)


def confirmation(evidence: Iterable[Evidence], number: str) -> Confirmation | None:
    """The confirmation among evidence, held against the number of what is declared now; None without one."""
    return _held(CONFIRMED, evidence, number)


def screen_signature(evidence: Iterable[Evidence], number: str) -> Confirmation | None:
    """The signature on the screen, held the same way; None without one."""
    return _held(SIGNED_SCREEN, evidence, number)


def _held(kind: str, evidence: Iterable[Evidence], number: str) -> Confirmation | None:
    found = next((item for item in evidence if item.kind == kind), None)
    if found is None:
        return None
    return Confirmation(found.state, found.at, found.note, found.note == number)
