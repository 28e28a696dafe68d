"""What a document's machine-readable lines say differently from what was typed.

Names are compared as such lines write them (Müller is MUELLER, or MULLER abroad); a difference is shown
and nothing more: only a person can spell a name as DIN 91379 wants it.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from mobile_office.domain import serial, text
from mobile_office.domain.mrz import Document

_GERMAN = ("D", "DEU")  # ICAO and ISO


@dataclass(frozen=True)
class Difference:
    """One difference: what was typed, and what the lines say (names without accents, perhaps cut)."""

    field: str
    typed: str
    read: str


def compare(document: Document, typed: Mapping[str, str]) -> tuple[Difference, ...]:
    """The differences, in the order of the form; what was not typed is not compared.

    Keys: `family_name`, `given_names`, `birth_date` (partly known ones agree in the parts known), `sex`,
    `nationality` (ISO 3166 alpha-3), `number` (with or without check digit), `valid_until`.
    """
    read = {
        "family_name": document.family_name,
        "given_names": document.given_names,
        "birth_date": document.birth_date,
        "sex": document.sex,
        "nationality": document.nationality,
        "number": document.number,
        "valid_until": document.valid_until,
    }
    found = []
    for field, said in read.items():
        given = typed.get(field, "").strip()
        if given and said and not _agree(field, given, said, document):
            found.append(Difference(field, given, said))
    return tuple(found)


def spellings(name: str) -> frozenset[str]:
    """How machine-readable lines may write a name: by the search form, or with bare base letters."""
    bare = unicodedata.normalize("NFD", name)
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return frozenset({text.search_form(name), text.search_form(bare)})


def _agree(field: str, given: str, said: str, document: Document) -> bool:
    if field in ("family_name", "given_names"):
        # The last name on a full line may be cut; whether given names come last depends on there being any.
        cut = document.names_full and (field == "given_names" or not document.given_names)
        return any(form == said or (cut and form.startswith(said)) for form in spellings(given))
    if field == "birth_date":
        return _same_day(given, said) or _same_day(given, document.older)
    if field == "valid_until":
        return _same_day(given, said)
    if field == "nationality":
        return given.upper() == said or {given.upper(), said} <= set(_GERMAN)
    return serial.same(given, said) if field == "number" else given == said


def _same_day(given: str, said: str) -> bool:
    """Whether two partly known dates agree in what both know."""
    parts = list(zip(given.split("-"), said.split("-"), strict=False))
    return len(parts) == 3 and all(one == other or "0" * len(one) in (one, other) for one, other in parts)
