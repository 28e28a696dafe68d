"""Numbers made offline, unique and speakable: of cases (Vorgangsnummer) and of paper forms (Formularnummer).

`B-2026-00042-7`: the device's letter, the year, the device's counter, and a check character
by ISO 7064 MOD 37,36, which finds every wrong character and every swap of neighbours.
`F-B-2026-00042-V` is the number of a paper form; it can never be read as a case's.
"""

import re

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"([A-Z]{1,2})-(\d{4})-(\d{5})-([0-9A-Z])")
_FORM_SHAPE = re.compile(r"F-([A-Z]{1,2})-(\d{4})-(\d{5})-([0-9A-Z])")


def case_number(letter: str, year: int, count: int) -> str:
    """The number of a device's `count`-th case of a year. Raises ValueError outside its shape."""
    stem = f"{letter}-{year:04d}-{count:05d}"
    if not _SHAPE.fullmatch(f"{stem}-0"):
        raise ValueError("letter, year or count outside the shape of a case number")
    return f"{stem}-{_check_character(stem)}"


def is_case_number(text: str) -> bool:
    """True when the shape and the check character are right."""
    return bool(_SHAPE.fullmatch(text)) and _check_character(text[:-2]) == text[-1]


def letter_of(number: str) -> str | None:
    """The letter of the device that has given a case number; None for what is no case number."""
    return number.partition("-")[0] if is_case_number(number) else None


def form_number(letter: str, year: int, count: int) -> str:
    """The number of a device's `count`-th blank form of a year. Raises ValueError outside its shape."""
    stem = f"F-{letter}-{year:04d}-{count:05d}"
    if not _FORM_SHAPE.fullmatch(f"{stem}-0"):
        raise ValueError("letter, year or count outside the shape of a form number")
    return f"{stem}-{_check_character(stem)}"


def is_form_number(text: str) -> bool:
    """True when the shape and the check character are right."""
    return bool(_FORM_SHAPE.fullmatch(text)) and _check_character(text[:-2]) == text[-1]


def _check_character(stem: str) -> str:
    product = 36
    for character in stem.replace("-", ""):
        product = (product + _ALPHABET.index(character)) % 36 or 36
        product = product * 2 % 37
    return _ALPHABET[(37 - product) % 36]
