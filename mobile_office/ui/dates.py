"""Dates as they are typed and shown at the counter: TT.MM.JJJJ, in every language of the program.

Kept as ISO; a partly known date (teilbekanntes Datum) has 00 for the unknown month or day.
Two-digit years are not read: 64 could be 1964 or 2064.
"""

import re
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of any accepted spelling, not yet checked."""
    compact = re.sub(r"\s+", "", text).replace(",", ".").replace("/", ".")
    if match := _ISO.fullmatch(compact):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(compact) or _DIGITS.fullmatch(compact):
        return int(match[3]), int(match[2]), int(match[1])
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_date(text: str) -> str | None:
    """ISO date of `12.08.1964`, `12081964` or `1964-08-12`; None for anything else."""
    parts = _parts(text)
    return "{:04d}-{:02d}-{:02d}".format(*parts) if parts and _exists(*parts) else None


def read_partial_date(text: str) -> str | None:
    """`JJJJ-MM-TT` with 00 for unknown parts, also from `1964`, `08.1964` or `00.00.1964`."""
    compact = re.sub(r"\s+", "", text)
    if re.fullmatch(r"\d{4}", compact):
        compact = f"00.00.{compact}"
    elif re.fullmatch(r"\d{1,2}\.\d{4}", compact):
        compact = f"00.{compact}"
    parts = _parts(compact)
    if parts is None:
        return None
    year, month, day = parts
    unknown = (month == 0 and day != 0) or (year == 0 and month != 0)
    if unknown or not _exists(year or 2000, month or 1, day or 1):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def date_text(value: str) -> str:
    """An ISO or partial date as TT.MM.JJJJ; anything else unchanged, as it was typed."""
    match = _ISO.fullmatch(value)
    return f"{match[3]}.{match[2]}.{match[1]}" if match else value
