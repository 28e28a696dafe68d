"""Whom a document may belong to: everybody the form names, and what its lines say differently of them.

Pure. Only answers that apply count; nothing is written back into the form.
"""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.mrz import Document
from mobile_office.domain.mrz_comparison import Difference, compare
from mobile_office.domain.service import Answers, Section, Service
from mobile_office.domain.view import items
from mobile_office.ui import words
from mobile_office.ui.dates import date_text, read_partial_date

NAME = "family_name"  # who has one in the form is somebody
_COMPARED = (NAME, "given_names", "birth_date", "sex")
_ACTS = "representative_"  # the fields of whoever acts for the person begin like this
_TELLS = (NAME, "given_names", "birth_date")  # what tells people apart


@dataclass(frozen=True)
class Holder:
    """Somebody the form names. `typed` are raw answers, `states` ISO 3166 alpha-3 codes of nationalities.

    `paths` are the fields of theirs that apply and are empty, by what they are compared as.
    """

    name: str
    typed: Mapping[str, str]
    states: tuple[str, ...] = ()
    paths: Mapping[str, str] = dataclasses.field(default_factory=dict)  # `field` is a service's here


def holders(
    service: Service, answers: Answers, visible: Collection[str], lists: CodeLists
) -> tuple[Holder, ...]:
    """Everybody of whom a family name was typed, in the order of the form."""
    found: dict[tuple[str, int, str], Holder] = {}
    for section in service.sections:
        for index, item in enumerate(items(section, answers)):
            for prefix in ("", _ACTS):
                known = _typed(section, index, item, prefix, visible)
                if known.get(NAME):
                    name = ", ".join(filter(None, (known[NAME], known.get("given_names", ""))))
                    place = section.repeat, index, prefix
                    states = () if prefix else _states(item, lists)
                    empty = _empty(section, index, item, prefix, visible)
                    found.setdefault(place, Holder(name, known, states, empty))
    return tuple(found.values())


def differences(document: Document, holder: Holder) -> tuple[Difference, ...]:
    """What the document says differently of somebody; values are those that `readable` puts into words."""
    sex = holder.typed.get("sex", "")
    typed = {**holder.typed, "sex": "x" if sex == "d" else sex}  # passports have X for both (§ 4 PassG)
    for state in holder.states:
        typed["nationality"] = state
        if all(found.field != "nationality" for found in compare(document, typed)):
            break
    told = compare(document, typed)
    return tuple(replace(found, typed=sex) if found.field == "sex" else found for found in told)


def nearest(document: Document, people: Sequence[Holder]) -> int:
    """The place of whoever the document fits best by name and birth date; 0 where nobody is better."""
    return max(range(len(people)), key=lambda place: (_fits(document, people[place]), -place), default=0)


def readable(field: str, value: str, lists: CodeLists) -> str:
    """A compared value as a person reads it: a date, the name of a code; anything else unchanged."""
    language = words.language()
    if field in ("birth_date", "valid_until"):
        return date_text(value)
    if field == "sex":
        return lists.label("sex", value, language)
    return state_name(value, lists) if field == "nationality" else value


def state_name(iso: str, lists: CodeLists) -> str:
    """The name of a state by its ISO or ICAO code (`D`); an unknown code is its own name."""
    wanted, language = "DEU" if iso == "D" else iso, words.language()
    known = lists.lists["countries"].codes if "countries" in lists else {}
    return next(
        (code.label.get(language, code.label["de"]) for code in known.values() if code.iso == wanted), iso
    )


def _typed(
    section: Section, index: int, item: Mapping[str, Any], prefix: str, visible: Collection[str]
) -> dict[str, str]:
    found = {}
    for field in section.fields:
        key, value = field.key.removeprefix(prefix), item.get(field.key)
        if prefix + key == field.key and key in _COMPARED and isinstance(value, str):
            found[key] = value if section.path(field, index) in visible else ""
    if found.get("birth_date"):
        found["birth_date"] = read_partial_date(found["birth_date"]) or ""  # what is no date says nothing
    return found


def _empty(
    section: Section, index: int, item: Mapping[str, Any], prefix: str, visible: Collection[str]
) -> dict[str, str]:
    """The paths of what could be compared and was not typed."""
    wanted = {prefix + key: key for key in _COMPARED} | ({} if prefix else {"nationalities": "nationality"})
    places = {field.key: section.path(field, index) for field in section.fields if field.key in wanted}
    return {wanted[key]: path for key, path in places.items() if path in visible and is_empty(item.get(key))}


def _states(item: Mapping[str, Any], lists: CodeLists) -> tuple[str, ...]:
    given = item.get("nationalities")
    codes = (lists.code("countries", str(code)) for code in given) if isinstance(given, list) else iter(())
    return tuple(_isos(codes))


def _isos(codes: Iterator[Any]) -> Iterator[str]:
    for code in codes:
        if code is not None and code.iso:
            yield code.iso


def _fits(document: Document, holder: Holder) -> int:
    wrong = {found.field for found in compare(document, holder.typed)}
    return sum(-1 if key in wrong else 1 for key in _TELLS if holder.typed.get(key))
