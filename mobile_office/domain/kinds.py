"""Kinds of answer: what a value of each looks like, checked without looking at any other answer.

Values are JSON: strings (dates as `2026-11-22`, partly known ones with zeros, `1964-00-00`), bools,
ints, lists of codes. `None`, `""` and `[]` are "not answered" and never wrong here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobile_office.domain import idnr, serial, text
from mobile_office.domain.codelists import Code, CodeLists
from mobile_office.domain.service import Field

Finding = tuple[str, dict[str, str]]  # a code with a sentence, and what fills its gaps
_Check = Callable[[Any, Field, date, CodeLists], Finding | None]

MOST_LETTERS = 250  # a text field; twice the longest print length of any document
MOST_LETTERS_LONG = 4000
EARLIEST = 1850
POSTCODE = re.compile(r"(0[1-9]|[1-9][0-9])[0-9]{3}")  # FIM field F60000000246
AGS = re.compile(r"(0[1-9]|1[0-6])[0-9]{6}")  # Amtlicher Gemeindeschlüssel: the Land, then six digits
HOUSE_NUMBER = re.compile(r"[1-9][0-9]{0,3}")  # DSMeld 1206: no ranges
CODE = re.compile(r"[A-Za-z0-9 ./:_+=-]{1,200}")
PARTIAL = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# A nationality that stands alone: stateless, undetermined, not stated (Destatis key).
ALONE = ("997", "998", "999")


@dataclass(frozen=True)
class Kind:
    """A kind of answer. `type` is the JSON type of its value (list for several codes)."""

    name: str
    type: type
    finding: _Check

    def check(
        self, value: Any, field: Field, today: date, codelists: CodeLists | None = None
    ) -> Finding | None:
        """What is wrong with one value, as (code, details), or None. Without lists codes pass."""
        if is_empty(value):
            return None
        if not isinstance(value, self.type) or (self.type is int and isinstance(value, bool)):
            return "wrong_type", {}
        return self.finding(value, field, today, codelists or CodeLists())


def is_empty(value: Any) -> bool:
    """True for what counts as not answered; `False` and `0` are answers."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def partial_date(value: str) -> tuple[int, int, int] | None:
    """Year, month, day of a partly known date (teilbekanntes Datum); 0 is unknown. None if impossible."""
    found = PARTIAL.fullmatch(value)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups())
    if (month == 0 and day != 0) or (year == 0 and month != 0):
        return None
    try:
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


def _text(value: str, field: Field, most: int, lines: bool = False) -> Finding | None:
    single = value if lines else value.replace("\n", "\x01").replace("\r", "\x01").replace("\t", "\x01")
    found = text.check(single, field.letters)
    if found:
        return found.code, found.details
    if len(value) > most:
        return "too_long", {"most": str(most), "length": str(len(value))}
    return None


def _name(value: str, field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    found = _text(value, field, MOST_LETTERS)
    if found is None and not text.search_form(value):
        return "name_without_letters", {}
    return found


def _line(value: str, field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    return _text(value, field, MOST_LETTERS)


def _long(value: str, field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    return _text(value, field, MOST_LETTERS_LONG, lines=True)


def _date(value: str, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    found = partial_date(value)
    if found is None or 0 in found:
        return "not_a_date", {}
    return ("date_too_early", {"year": str(EARLIEST)}) if found[0] < EARLIEST else None


def _partial(value: str, _field: Field, today: date, _lists: CodeLists) -> Finding | None:
    found = partial_date(value)
    if found is None:
        return "not_a_partial_date", {}
    if 0 < found[0] < EARLIEST:
        return "date_too_early", {"year": str(EARLIEST)}
    return ("date_in_future", {}) if found > (today.year, today.month, today.day) else None


def _nothing(_value: Any, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    return None


def _validity(known: Code | None, missing: str, today: date) -> Finding | None:
    """Whether a code may be declared on that day; `missing` is what to say of one that there is not."""
    if known is None:
        return missing, {}
    if known.retired:
        return "code_retired", {}
    if known.until and today > known.until:
        return "code_ended", {"until": f"{known.until:%d.%m.%Y}"}
    if known.since and today < known.since:
        return "code_not_yet", {"since": f"{known.since:%d.%m.%Y}"}
    return None


def _choice(value: str, field: Field, today: date, lists: CodeLists) -> Finding | None:
    if field.codelist not in lists:
        return None
    return _validity(lists.code(field.codelist, value), "not_in_list", today)


def _choices(value: list[Any], field: Field, today: date, lists: CodeLists) -> Finding | None:
    if not all(isinstance(code, str) for code in value):
        return "wrong_type", {}
    if len(set(value)) != len(value):
        return "chosen_twice", {}
    return next((found for code in value if (found := _choice(code, field, today, lists))), None)


def _country_key(value: str, lists: CodeLists, today: date, never: str, missing: str) -> Finding | None:
    known = lists.code("countries", value)
    if "countries" not in lists:
        return None
    return (missing, {}) if known and known.only == never else _validity(known, missing, today)


def _country(value: str, _field: Field, today: date, lists: CodeLists) -> Finding | None:
    return _country_key(value, lists, today, "nationality", "not_a_state")


def _countries(value: list[Any], _field: Field, today: date, lists: CodeLists) -> Finding | None:
    if not all(isinstance(key, str) for key in value):
        return "wrong_type", {}
    if len(set(value)) != len(value):
        return "chosen_twice", {}
    for key in value:
        if found := _country_key(key, lists, today, "state", "not_a_nationality"):
            return found
    return ("nationality_stands_alone", {}) if len(value) > 1 and set(value) & set(ALONE) else None


def _matching(pattern: re.Pattern[str], code: str) -> _Check:
    def finding(value: str, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
        return None if pattern.fullmatch(value) else (code, {})

    return finding


def _serial(value: str, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    found = serial.problem(value)
    return (found.code, found.details) if found else None


def _idnr(value: str, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    found = idnr.problem(value)
    return (found, {}) if found else None


def _number(value: int, _field: Field, _today: date, _lists: CodeLists) -> Finding | None:
    return None if 0 <= value <= 1_000_000 else ("not_a_number", {})


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("name", str, _name),
        Kind("text", str, _line),
        Kind("longtext", str, _long),
        Kind("date", str, _date),
        Kind("partial_date", str, _partial),
        Kind("yes_no", bool, _nothing),
        Kind("choice", str, _choice),
        Kind("choices", list, _choices),
        Kind("country", str, _country),
        Kind("countries", list, _countries),
        Kind("postcode", str, _matching(POSTCODE, "not_a_postcode")),
        Kind("ags", str, _matching(AGS, "not_a_municipality_key")),
        Kind("serial", str, _serial),
        Kind("idnr", str, _idnr),
        Kind("house_number", str, _matching(HOUSE_NUMBER, "not_a_house_number")),
        Kind("number", int, _number),
        Kind("code", str, _matching(CODE, "not_a_code")),
    )
}
