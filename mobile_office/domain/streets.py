"""The street directory (Straßenverzeichnis) as the office writes it: one line of CSV for each range of numbers.

Read line by line: a broken line is a flaw with its number and costs nobody the others. Pure; the store keeps
what is read, `judge` says what a line of it means for an address somebody has typed.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mobile_office.domain.kinds import HOUSE_NUMBER, POSTCODE
from mobile_office.domain.text import check, nfc, search_form
from mobile_office.domain.toml_values import Flaw, Gathered, meant

COLUMNS = ("street", "from", "to", "side", "letter", "postcode", "town", "district", "protected", "facility")
NEEDED = ("street", "postcode", "town")  # without these columns a file is no directory
SIDES = ("all", "odd", "even")
LAST = 9999  # the highest house number (DSMeld 1206 has four digits)
LONGEST = 1000  # letters of a line; more is no street
MOST_FLAWS = 100  # after so many a file is not looked at any further
SOURCE = "§ 52 BMG"
_YES = {"": False, "no": False, "nein": False, "yes": True, "ja": True}


class Street(NamedTuple):
    """One line: the numbers `first` to `last` of one side; with a `letter` only those with that letter.

    A line without numbers is the whole street (1 to `LAST`). `protected`: a facility under § 52 BMG, whose
    residents get a conditional block (bedingter Sperrvermerk); `facility` is its name where it may be known.
    """

    name: str
    first: int
    last: int
    side: str
    letter: str
    postcode: str
    town: str
    district: str = ""
    protected: bool = False
    facility: str = ""

    def holds(self, number: int, letter: str) -> bool:
        """Whether a house with this number and letter ("" for none) lies in it."""
        if not self.first <= number <= self.last or (self.letter and self.letter != letter.strip().lower()):
            return False
        return self.side == "all" or (number % 2 == 1) == (self.side == "odd")


@dataclass(frozen=True)
class Address:
    """An address as typed; `number` is the house number's text."""

    street: str
    number: str
    letter: str
    postcode: str
    town: str


@dataclass(frozen=True)
class Remark:
    """What the directory says of an address: the key of its field, a code of `problems`, gaps of the sentence."""

    key: str
    code: str
    gaps: tuple[tuple[str, str], ...] = ()


def judge(lines: Sequence[Street], address: Address) -> tuple[Remark, ...]:
    """What to say about a complete address, given the lines of its street in its town. Hints, never more."""
    if not HOUSE_NUMBER.fullmatch(address.number):
        return ()
    if not lines:
        return (Remark("street", "street_unknown"),)
    holding = [line for line in lines if line.holds(int(address.number), address.letter)]
    if not holding:
        return (Remark("house_number", "house_number_unknown", (("street", lines[0].name),)),)
    remarks = []
    known = sorted({line.postcode for line in holding})
    if address.postcode in known:
        holding = [line for line in holding if line.postcode == address.postcode]
    elif address.postcode:
        remarks.append(Remark("postcode", "postcode_differs", (("known", ", ".join(known)),)))
    if protected := [line for line in holding if line.protected]:
        remarks.append(_protected(next((line.facility for line in protected if line.facility), "")))
    return tuple(remarks)


def _protected(facility: str) -> Remark:
    if facility:
        return Remark("street", "address_protected_named", (("facility", facility), ("source", SOURCE)))
    return Remark("street", "address_protected", (("source", SOURCE),))


@lru_cache(maxsize=4096)
def street_words(text: str) -> str:
    """The search form of a street's name, `str.` written out: MARKTSTRASSE for Markt-, Marktstr., Marktstraße."""
    words = search_form(text).split()
    return " ".join(f"{word}ASSE" if word.endswith("STR") else word for word in words)


def lines_of(content: bytes) -> Iterator[str]:
    """The lines of a published file without its byte order mark. What is no UTF-8 shows as U+FFFD, and is refused."""
    start = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end + 1
        yield content[start : min(end, start + 4 * LONGEST + 4)].decode("utf-8", "replace")
        start = end


def read(lines: Iterable[str], flawed: Callable[[Flaw], object] = lambda _flaw: None) -> Iterator[Street]:
    """The streets of a directory, in its order; each flaw is given to `flawed` with its line, and passed over.

    Lines that begin with # and empty ones say nothing. Columns are parted by commas or semicolons, as the first
    line (their names) shows. Without usable names there is nothing else to read.
    """
    header: _Header | None = None
    for number, line in enumerate(lines, start=1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            if header is None:
                header = _header(line)
            else:
                yield _street(_cells(line, header))
        except Flaw as flaw:
            flaw.line = number
            flawed(flaw)
            if header is None:
                return
    if header is None:
        flawed(Flaw("streets_none"))


def inspect(text: str, found: Gathered) -> None:
    """Add every flaw of a directory's text to `found`, each with its line."""
    told: list[Flaw] = []
    seen: set[int] = set()
    place = 0

    def counted() -> Iterator[str]:
        nonlocal place
        for place, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
            if len(told) >= MOST_FLAWS:
                told.append(_in_line(Flaw("streets_many", most=MOST_FLAWS), place))
                return
            yield line

    for row in read(counted(), told.append):
        if (key := hash(row)) in seen:
            told.append(_in_line(Flaw("street_twice", street=row.name), place))
        seen.add(key)
    if not seen and not told:
        told.append(_in_line(Flaw("streets_none"), 1))
    found.flaws += told


class _Header(NamedTuple):
    """The first line: the names of the columns and what parts them."""

    names: tuple[str, ...]
    parted: str


def _in_line(flaw: Flaw, line: int) -> Flaw:
    flaw.line = line
    return flaw


def _parts(line: str, parted: str) -> list[str]:
    """The cells of a line, trimmed. Raises Flaw."""
    if len(line) > LONGEST:
        raise Flaw("street_line_long", most=LONGEST)
    if "\0" in line or "\ufffd" in line:
        raise Flaw("street_line_unreadable")
    try:
        cells = next(csv.reader([line.rstrip("\r\n")], delimiter=parted, strict=True))
    except csv.Error:
        raise Flaw("street_quotes") from None
    return [nfc(" ".join(cell.split())) for cell in cells]


def _header(line: str) -> _Header:
    parted = ";" if line.count(";") > line.count(",") else ","
    names = tuple(name.lower() for name in _parts(line, parted))
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            raise Flaw("streets_column", name=name, meant=meant(name, COLUMNS))
    if missing := [name for name in NEEDED if name not in names]:
        raise Flaw("streets_column_missing", names=", ".join(missing))
    return _Header(names, parted)


def _cells(line: str, header: _Header) -> dict[str, str]:
    cells = _parts(line, header.parted)
    if len(cells) != len(header.names):
        raise Flaw("street_cells", count=len(cells), columns=len(header.names))
    return dict(zip(header.names, cells, strict=True))


def _street(cells: dict[str, str]) -> Street:
    """The value of a line's cells. Raises Flaw."""
    for key in ("street", "town", "district", "facility"):
        if cells.get(key) and not _is_written(cells[key]):
            raise Flaw("street_letters", column=key, said=cells[key])
    for key in ("street", "town"):
        if not street_words(cells[key]):
            raise Flaw("street_empty", column=key)
    if not POSTCODE.fullmatch(cells["postcode"]):
        raise Flaw("street_postcode", said=cells["postcode"])
    first, last = _numbers(cells)
    side, letter = cells.get("side", "").lower() or "all", cells.get("letter", "").lower()
    if side not in SIDES:
        raise Flaw("street_side", said=side, known=", ".join(SIDES))
    if letter and (len(letter) > 1 or not letter.isalpha() or first != last):
        raise Flaw("street_letter", said=letter)
    protected, facility = cells.get("protected", "").lower(), cells.get("facility", "")
    if protected not in _YES or (facility and not _YES[protected]):
        raise Flaw("street_protected", said=protected)
    return Street(
        cells["street"],
        first,
        last,
        side,
        letter,
        cells["postcode"],
        cells["town"],
        cells.get("district", ""),
        _YES[protected],
        facility,
    )


def _numbers(cells: dict[str, str]) -> tuple[int, int]:
    """From and to; one number alone is both, none is the whole street. Raises Flaw."""
    first, last = cells.get("from", ""), cells.get("to", "")
    if not first and not last:
        return 1, LAST
    for said in (first, last or first):
        if not HOUSE_NUMBER.fullmatch(said):
            raise Flaw("street_number", said=said)
    if int(first) > int(last or first):
        raise Flaw("street_range", first=first, last=last)
    return int(first), int(last or first)


@lru_cache(maxsize=4096)
def _is_written(said: str) -> bool:
    """Whether the letters of a name can stand in an address (DIN 91379 type C)."""
    return check(said, "C") is None
