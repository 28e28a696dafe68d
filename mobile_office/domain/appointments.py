"""Appointments (Termine): who comes when to which stop, as the office's booking knows it. Personal data.

The office imports a CSV and publishes one list for each day; the next list of the day replaces the one before.
Devices fetch it sealed for them and forget it with the day. A list has a salt, so that its digest tells nothing.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from mobile_office.domain.masking import MASKED, hides
from mobile_office.domain.text import check, nfc, search_form

COLUMNS = ("day", "time", "stop", "name", "service", "note", "bus")
_NEEDED = ("day", "time", "name")
_NAMED = {
    "day": ("tag", "datum", "day", "date"),
    "time": ("zeit", "uhrzeit", "beginn", "time"),
    "stop": ("halt", "ort", "stop", "place"),
    "name": ("name", "familienname", "wer"),
    "service": ("leistung", "anliegen", "service"),
    "note": ("anmerkung", "bemerkung", "note"),
    "bus": ("bus", "laptop"),
}
_COLUMN = {name: column for column, names in _NAMED.items() for name in names}
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?: ?Uhr)?")
_LETTER = re.compile(r"[A-Z]{0,2}")
_LONGEST, MOST = 200, 2000


@dataclass(frozen=True)
class Appointment:
    """One appointment. `service` is a service's id or the booking's own words; `bus` a device's letter, or every bus's."""

    day: date
    begins: time
    name: str
    stop: str = ""
    service: str = ""
    note: str = ""
    bus: str = ""


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be taken: its number in the file (from 1), and the column that is wrong ("" for all of it)."""

    line: int
    column: str


def masked(one: Appointment) -> Appointment:
    """As a list shows it: whoever comes for an information block is not named, nor what was noted."""
    if hides(one.service) or search_form(MASKED) in search_form(f"{one.service} {one.note}"):
        return replace(one, name=MASKED, note="")
    return one


def from_csv(text: str) -> tuple[tuple[Appointment, ...], tuple[Wrong, ...]]:
    """The appointments of a CSV (semicolon, comma or tab, header in German or English), and what is wrong in it."""
    rows = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    header = [_COLUMN.get(_bare(name), "") for name in next(rows, [])]
    if missing := [name for name in _NEEDED if name not in header]:
        return (), (Wrong(1, missing[0]),)
    found: list[Appointment] = []
    wrong: list[Wrong] = []
    for row in rows:
        values = {column: nfc(value).strip() for column, value in zip(header, row, strict=False) if column}
        if not any(values.values()):
            continue
        made = _appointment(values)
        if isinstance(made, Appointment):
            found.append(made)
        else:
            wrong.append(Wrong(rows.line_num, made))
    if len(found) > MOST:
        return (), (Wrong(MOST + 2, ""),)
    return tuple(found), tuple(wrong)


def written(day: date, appointments: Iterable[Appointment], salt: str) -> bytes:
    """The list of a day as it is published. `salt` is random hex."""
    items = [
        {"time": f"{each.begins:%H:%M}", **{name: getattr(each, name) for name in _TEXTS}}
        for each in sorted(appointments, key=lambda one: (one.begins, one.name))
    ]
    value = {"format": 1, "day": day.isoformat(), "salt": salt, "appointments": items}
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(content: bytes) -> tuple[Appointment, ...]:
    """The appointments of a published list, in order. Raises ValueError for anything else, quoting nothing."""
    try:
        if content.count(b"[") + content.count(b"{") > _BRACKETS:
            raise ValueError("too much in it")
        value = json.loads(content)
        day = date.fromisoformat(value["day"])
        return tuple(
            Appointment(day, time.fromisoformat(item["time"]), **{name: str(item[name]) for name in _TEXTS})
            for item in value["appointments"]
        )
    except (KeyError, TypeError, ValueError, RecursionError):
        raise ValueError("not a list of appointments") from None


_TEXTS = ("name", "stop", "service", "note", "bus")
_BRACKETS = 100_000  # one for each appointment of a day


def _appointment(values: dict[str, str]) -> Appointment | str:
    """The appointment, or the column that is wrong."""
    try:
        day = _day(values["day"])
    except ValueError:
        return "day"
    try:
        begins = _time(values["time"])
    except ValueError:
        return "time"
    texts = {name: values.get(name, "") for name in _TEXTS}
    if not texts["name"] or check(texts["name"]) is not None:
        return "name"
    if not _LETTER.fullmatch(texts["bus"]):
        return "bus"
    too_long = next((name for name, text in texts.items() if len(text) > _LONGEST), None)
    return too_long or Appointment(day, begins, **texts)


def _day(text: str) -> date:
    if match := _GERMAN.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    return date.fromisoformat(text)


def _time(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError("not a time")
    return time(int(match[1]), int(match[2]))


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(";,\t", key=first.count)


def _bare(name: str) -> str:
    return name.strip().lower().lstrip("\ufeff")
