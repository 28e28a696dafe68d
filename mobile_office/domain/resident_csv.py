"""A list of residents as text: a CSV file of the home, or lines pasted from a spreadsheet.

UTF-8 or Windows-1252; semicolon, comma or tab; header names in German or English in any order.
Each line is read or named with what is wrong; nothing is guessed.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.residents import MODEL, PERSON, Wish, finding, mark
from mobile_office.domain.service import Service
from mobile_office.domain.text import nfc

COLUMNS = (*PERSON, "room", "service")
MOST_LINES, MOST_BYTES = 500, 1_000_000
_NAMED = {
    "family_name": ("familienname", "nachname", "name", "familyname", "lastname", "surname"),
    "given_names": ("vornamen", "vorname", "givennames", "givenname", "firstname", "firstnames"),
    "birth_date": ("geburtsdatum", "geboren", "geborenam", "gebdatum", "birthdate", "dateofbirth", "born"),
    "room": ("zimmer", "zimmernummer", "zimmernr", "raum", "room", "roomnumber"),
    "service": ("leistung", "anliegen", "wunsch", "service"),
}
_COLUMN = {name: column for column, names in _NAMED.items() for name in names}
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TEMPLATE = (
    ("Familienname", "Vornamen", "Geburtsdatum", "Zimmer", "Leistung"),
    ("Mustermann", "Erika", "12.08.1964", "12", "Ausweisbefreiung"),
)


@dataclass(frozen=True)
class Wrong:
    """A line that is not taken: its number in the file (from 1), column, and the code of a problem."""

    line: int
    column: str
    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a text holds: the lines that can be taken, and those that cannot."""

    wishes: tuple[Wish, ...]
    wrong: tuple[Wrong, ...] = ()


def decoded(content: bytes) -> str | None:
    """The text of a file: UTF-8 (with or without mark), else Windows-1252; None when it is neither."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def template() -> bytes:
    """A file to fill in: a header and one example, as spreadsheets here open it (UTF-8 mark, semicolons)."""
    return "".join(f"{';'.join(line)}\r\n" for line in _TEMPLATE).encode("utf-8-sig")


def read_birth_date(text: str) -> str:
    """ISO of `12.08.1964` (unknown parts 00); anything else as it is written, for the check to name."""
    match = _DATE.fullmatch(text)
    return f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}" if match else text


def service_names(services: Sequence[Service]) -> dict[str, str]:
    """What a service may be called in a list: its id, name and short name in each language."""
    found = {}
    for service in services:
        for text in (service.id, *service.name.values(), *service.short.values()):
            found[_plain(text)] = service.id
    return found


def read_list(
    text: str,
    services: Sequence[Service],
    today: date,
    lists: CodeLists,
    known: frozenset[tuple[str, ...]] = frozenset(),
    *,
    pasted: bool = False,
) -> Reading:
    """Read a list. `known` are the marks of lines that are there already.

    A file needs a header; pasted lines without one are read in the order of `COLUMNS`.
    """
    model = next(one for one in services if one.id == MODEL)
    rows = _rows(text)
    header = _header(rows[0][1]) if rows else {}
    if "family_name" not in header.values():
        if not pasted or not rows:
            return Reading((), (Wrong(1, "", "residents_no_header" if rows else "residents_empty"),))
        header = dict(enumerate(COLUMNS))
    else:
        rows = rows[1:]
    names, wishes, wrong, seen = service_names(services), [], [], set(known)
    for line, cells in rows[:MOST_LINES]:
        wish = _wish({header[at]: cell for at, cell in enumerate(cells) if at in header}, names)
        problem = _problem(line, wish, model, today, lists, seen)
        seen.add(mark(wish))
        (wrong.append(problem) if problem else wishes.append(wish))
    if len(rows) > MOST_LINES:
        wrong.append(Wrong(rows[MOST_LINES][0], "", "residents_too_many", {"most": str(MOST_LINES)}))
    return Reading(tuple(wishes), tuple(wrong))


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers; cells tidied."""
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    reader = csv.reader(io.StringIO(nfc(text)), delimiter=delimiter)
    found = []
    try:
        for row in reader:
            cells = [" ".join(cell.split()) for cell in row]
            if any(cells):
                found.append((reader.line_num, cells))
    except csv.Error:  # a single cell beyond all measure: what was read so far is shown
        return found
    return found


def _header(cells: Sequence[str]) -> dict[int, str]:
    return {at: _COLUMN[_plain(cell)] for at, cell in enumerate(cells) if _plain(cell) in _COLUMN}


def _wish(cells: Mapping[str, str], names: Mapping[str, str]) -> Wish:
    answers = {key: cells[key] for key in PERSON if cells.get(key)}
    if "birth_date" in answers:
        answers["birth_date"] = read_birth_date(answers["birth_date"])
    wanted = cells.get("service", "")
    return Wish(answers, cells.get("room", ""), names.get(_plain(wanted), "") if wanted else MODEL)


def _problem(
    line: int, wish: Wish, model: Service, today: date, lists: CodeLists, seen: set[tuple[str, ...]]
) -> Wrong | None:
    if found := finding(model, wish, today, lists):
        column, (code, details) = found
        return Wrong(line, column, code, details)
    if not wish.service:
        return Wrong(line, "service", "residents_no_such_service")
    return Wrong(line, "", "residents_twice") if mark(wish) in seen else None


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
