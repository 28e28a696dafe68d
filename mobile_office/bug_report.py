"""What a bug leaves behind: types and places, never values (security.md 6).

An exception's message may hold an answer, so it is left out; ours carry codes only and keep theirs.
"""

import sys
import threading
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

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


def catch_all(home: Path) -> None:
    """Report every exception that nobody takes, wherever it comes from: Python itself would print its message."""

    def report(
        _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is not None:
            _tell(error, home)

    sys.excepthook = report
    threading.excepthook = lambda told: report(told.exc_type, told.exc_value, told.exc_traceback)
    sys.unraisablehook = lambda told: report(told.exc_type, told.exc_value, told.exc_traceback)


def _tell(error: BaseException, home: Path) -> None:
    """Never raises: of a hook that fails, say on a full disk, Python prints the message after all."""
    name = ""
    with suppress(OSError):
        name = keep(error, home, datetime.now(UTC)).name
    with suppress(OSError, ValueError):  # a stream on the same disk, or closed
        print(describe(error), f"({name})" if name else "", file=sys.stderr, flush=True)
