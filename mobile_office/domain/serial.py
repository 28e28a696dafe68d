"""Serial numbers (Seriennummern) of German identity cards and passports, with or without their check digit.

Nine characters of a small alphabet and perhaps a tenth, the ICAO check digit; provisional documents have
a letter and seven digits. Foreign numbers follow no such rule and are not checked here.
"""

import re
from dataclasses import dataclass, field

# No vowels, no B, D, Q, S (read as 8, 0, 0, 5); 0 on older documents only (PAuswV Anhang 3, domain.md 6.1).
LETTERS = frozenset("CFGHJKLMNPRTVWXYZ")
DIGITS = frozenset("0123456789")
_PROVISIONAL = re.compile(r"[A-Z][0-9]{7}")
_MEANT = {"O": "0", "Q": "0", "D": "0", "I": "1", "S": "5", "B": "8"}  # what is misread for what
_VALUES = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


@dataclass(frozen=True)
class SerialProblem:
    """Why this is no serial number. `details` fill the sentence's gaps and are never logged."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


def check_digit(characters: str) -> str:
    """The check digit of ICAO 9303: weights 7, 3, 1. Raises KeyError for anything but A-Z, 0-9 and `<`."""
    return str(sum(_VALUES[char] * (7, 3, 1)[place % 3] for place, char in enumerate(characters)) % 10)


def plain(typed: str) -> str:
    """What was typed, in capitals and without blanks, hyphens and fillers."""
    return re.sub(r"[\s<-]", "", typed).upper()


def problem(typed: str) -> SerialProblem | None:
    """What is wrong with a serial number as it was typed, or None.

    Codes: `serial_length`, `serial_letter` (details letter, position from 1, meant), `serial_check_digit`.
    """
    text = plain(typed)
    if _PROVISIONAL.fullmatch(text):
        return None
    for place, char in enumerate(text, start=1):
        if char not in LETTERS | DIGITS:
            details = {"letter": char, "position": str(place), "meant": _MEANT.get(char, "")}
            return SerialProblem("serial_letter_meant" if details["meant"] else "serial_letter", details)
    if len(text) not in (9, 10):
        return SerialProblem("serial_length", {"length": str(len(text))})
    if len(text) == 10 and text[9] != check_digit(text[:9]):
        return SerialProblem("serial_check_digit")
    return None


def same(one: str, other: str) -> bool:
    """Whether two numbers are the same, one of them perhaps written with its check digit."""
    short, long = sorted((plain(one), plain(other)), key=len)
    if short == long:
        return True
    known = bool(short) and all(char in _VALUES for char in short)
    return known and long == short + check_digit(short)
