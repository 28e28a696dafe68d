"""What a bug leaves behind: types and places, never values (security.md 6).

An exception's message may hold an answer, so it is left out; ours carry codes only and keep theirs.
"""

import traceback
from datetime import datetime
from pathlib import Path

from mobile_office import VERSION
from mobile_office.canonical import write_time
from mobile_office.domain.errors import MobileOfficeError

FILE = "bugs.log"


def describe(error: BaseException) -> str:
    """The chain of errors, outermost last, each with the places it passed through."""
    lines = [f"mobile-office {VERSION}"]
    while True:
        lines.append(str(error) if isinstance(error, MobileOfficeError) else type(error).__name__)
        for frame in traceback.extract_tb(error.__traceback__):
            lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
        cause = error.__cause__ or error.__context__
        if cause is None:
            return "\n".join(lines)
        error = cause


def keep(error: BaseException, home: Path, now: datetime) -> Path:
    """Append the report to the home's `bugs.log`; returns its path for the person to pass on."""
    path = home / FILE
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{write_time(now)} {describe(error)}\n\n")
    return path
