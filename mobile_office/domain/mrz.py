"""The machine-readable lines of a document (ICAO 9303: TD1 cards, TD3 passports), typed, scanned or pasted.

Each check digit is tested by itself and named. Names stand here without their accents and may be cut:
they serve to compare with what was typed, never to replace it (`mrz_comparison.py`).
"""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mobile_office.domain import serial
from mobile_office.domain.kinds import partial_date

_FILLERS = str.maketrans(dict.fromkeys("‹〈⟨＜≤˂❮", "<") | {"«": "<<"})
_BETWEEN = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u200b\ufeff]"
)  # what readers and clipboards put between and around
_STRAY = re.compile("[^A-Z0-9<]")
# A reader set to an American keyboard on a German computer types `;` for `<`, and Y and Z the wrong way.
_AMERICAN = str.maketrans(";YZ", "<ZY")
_SHAPES = {90: ("TD1", 30), 88: ("TD3", 44)}
_OLDEST = 115  # whoever could be this old is asked about: the year has two digits
_LONGEST_VALIDITY = 50  # years; a document that ends later than that ended in the last century
_SEXES = {"M": "m", "F": "w", "X": "x", "<": ""}


class NotReadable(ValueError):
    """These are no machine-readable lines. Codes: `not_two_or_three_lines`, `not_a_document_character`
    (details letter, position from 1), `not_an_identity_document`. Details are shown, never logged."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True)
class Doubt:
    """Something about one field that must be looked at.

    Codes: `check_digit_wrong` (details read, right), `century_unclear` (details older, younger),
    `no_such_date`, and those of `serial.problem`. Fields: number, birth_date, valid_until, optional, composite.
    """

    field: str
    code: str
    details: dict[str, str] = dataclasses.field(default_factory=dict)  # `field` is an attribute here


@dataclass(frozen=True)
class Document:
    """What the lines say. `shape` is TD1 or TD3; `code` such as ID, P, PP; states are ICAO codes (`D`).

    Dates are `1964-08-12`, unknown parts `00`, "" when impossible. `sex` is m, w, x or "" (not stated).
    `older` is the birth date a hundred years earlier when that is possible too. `names_full`: the name
    line has no room left, so names may be cut.
    """

    shape: str
    code: str
    state: str
    nationality: str
    number: str
    birth_date: str
    older: str
    sex: str
    valid_until: str
    family_name: str
    given_names: str
    names_full: bool
    optional: str
    doubts: tuple[Doubt, ...]


def read(text: str, today: date) -> Document:
    """The document of these lines; `today` decides the century of its years. Raises NotReadable."""
    shape, lines = _lines(text)
    parts = _card(*lines) if shape == "TD1" else _passport(*lines)
    state, family_given = lines[0][2:5].rstrip("<"), parts.names.strip("<").partition("<<")
    birth_date, older = _birth(parts.birth[:6], today)
    valid_until = _until(parts.until[:6], today)
    doubts = [*_digits(parts)]
    if state == "D" and (wrong := serial.problem(parts.number)):
        doubts.append(Doubt("number", wrong.code, wrong.details))
    if not birth_date:
        doubts.append(Doubt("birth_date", "no_such_date"))
    if older:
        doubts.append(Doubt("birth_date", "century_unclear", {"older": older[:4], "younger": birth_date[:4]}))
    if not valid_until and parts.until[:6].strip("<"):
        doubts.append(Doubt("valid_until", "no_such_date"))
    return Document(
        shape=shape,
        code=lines[0][:2].rstrip("<"),
        state=state,
        nationality=parts.nationality.rstrip("<"),
        number=parts.number.rstrip("<"),
        birth_date=birth_date,
        older=older,
        sex=_SEXES.get(parts.sex, ""),
        valid_until=valid_until,
        family_name=_words(family_given[0]),
        given_names=_words(family_given[2]),
        names_full=not parts.names.endswith("<"),
        optional=parts.optional.strip("<"),
        doubts=tuple(doubts),
    )


@dataclass(frozen=True)
class _Parts:
    """The places of either shape; dates with their check digit, `whole` is what the last digit is about."""

    number: str
    number_digit: str
    birth: str
    sex: str
    until: str
    nationality: str
    optional: str
    optional_digit: str
    whole: str
    whole_digit: str
    names: str


def _card(first: str, second: str, third: str) -> _Parts:
    number, digit, rest = _long_number(first)
    whole = first[5:] + second[:7] + second[8:15] + second[18:29]
    places = number, digit, second[:7], second[7], second[8:15], second[15:18]
    return _Parts(*places, rest + second[18:29], "", whole, second[29], third)


def _passport(first: str, second: str) -> _Parts:
    whole = second[:10] + second[13:20] + second[21:43]
    places = second[:9], second[9], second[13:20], second[20], second[21:28], second[10:13]
    return _Parts(*places, second[28:42], second[42], whole, second[43], first[5:])


def _digits(parts: _Parts) -> Iterator[Doubt]:
    empty = not parts.optional.strip("<") and parts.optional_digit in "<0"  # a card has none
    for name, characters, digit in (
        ("number", parts.number, parts.number_digit),
        ("birth_date", parts.birth[:6], parts.birth[6]),
        ("valid_until", parts.until[:6], parts.until[6]),
        ("optional", parts.optional, parts.optional_digit),
        ("composite", parts.whole, parts.whole_digit),
    ):
        right = serial.check_digit(characters)
        unused = name == "optional" and (empty or not digit)
        if digit != right and not unused:
            yield Doubt(name, "check_digit_wrong", {"read": digit, "right": right})


def _lines(text: str) -> tuple[str, list[str]]:
    """The shape and its lines, whatever stands between and around the characters."""
    text = text.replace("&lt;", "<").translate(_FILLERS).upper()
    text = text.translate(_AMERICAN) if ";" in text else text
    solid = _BETWEEN.sub("", text)
    if len(solid) not in _SHAPES:
        solid = _padded(text)
    if len(solid) not in _SHAPES:
        raise NotReadable("not_two_or_three_lines", length=str(len(solid)))
    if stray := _STRAY.search(solid):
        raise NotReadable("not_a_document_character", letter=stray[0], position=str(stray.start() + 1))
    shape, length = _SHAPES[len(solid)]
    if solid[0] not in ("IAC" if shape == "TD1" else "P"):
        raise NotReadable("not_an_identity_document", letter=solid[0])
    return shape, [solid[start : start + length] for start in range(0, len(solid), length)]


def _padded(text: str) -> str:
    """The lines with blanks read as fillers, and a name line filled up that lost its fillers."""
    lines = [line.strip().replace(" ", "<") for line in text.splitlines() if line.strip()]
    if len(lines) == 3:
        return lines[0].ljust(30, "<") + lines[1] + lines[2].ljust(30, "<")
    return lines[0].ljust(44, "<") + lines[1] if len(lines) == 2 else "".join(lines)


def _long_number(first: str) -> tuple[str, str, str]:
    """Number, its check digit, and what is left of a card's first line.

    A number longer than nine characters has `<` for a check digit and goes on behind it (ICAO 9303-5).
    """
    number, digit, rest = first[5:14], first[14], first[15:]
    more = rest.split("<")[0]
    if digit == "<" and len(more) > 1:
        return number + more[:-1], more[-1], rest[len(more) :]
    return number, digit, rest


def _birth(six: str, today: date) -> tuple[str, str]:
    """The latest day in the past with these two digits of the year, and the one a century earlier if
    somebody born then may still live. Unknown parts are fillers (ICAO 9303-3)."""
    for century in (today.year // 100, today.year // 100 - 1):
        found = _date(six, century)
        if found and found <= today.isoformat():
            older = _date(six, century - 1)
            return found, older if older and today.year - int(older[:4]) <= _OLDEST else ""
    return ("0000-00-00", "") if six.strip("<") == "" else ("", "")


def _until(six: str, today: date) -> str:
    century = today.year // 100
    found = _date(six, century)
    if found and int(found[:4]) > today.year + _LONGEST_VALIDITY:
        return _date(six, century - 1)
    return found


def _date(six: str, century: int) -> str:
    year, month, day = (
        part.replace("<", "0") if part == "<<" else part for part in (six[:2], six[2:4], six[4:])
    )
    written = f"{century}{year}-{month}-{day}"
    return written if six[:2].isdigit() and partial_date(written) else ""


def _words(name: str) -> str:
    return " ".join(name.replace("<", " ").split())
