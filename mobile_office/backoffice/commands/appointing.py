"""`appointments FILE`: the booking's appointments of the coming days go to the buses."""

import argparse
from pathlib import Path

from mobile_office.backoffice import appointing
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.office import Office
from mobile_office.domain.appointments import COLUMNS, Wrong, from_csv
from mobile_office.domain.resident_csv import decoded

_LARGEST = 2_000_000


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    appointments = command(commands, "appointments", "bring appointments to the buses", _appoint)
    appointments.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=f"CSV with the columns {', '.join(COLUMNS)} (or their German names); a day's list replaces the one before",
    )
    stream(appointments)


def _appoint(office: Office, chosen: argparse.Namespace) -> bool:
    text = _text(chosen.file)
    if text is None:
        tell(f"{chosen.file}: cannot be read as a CSV. Save it as CSV (UTF-8) and try again.")
        return False
    found, wrong = from_csv(text)
    if wrong or not found:
        tell("\n".join([*map(_sentence, wrong), "Nothing was published."]))
        return False
    made = appointing.appoint(office, chosen.stream, found)
    days = ", ".join(each.name for each in made)
    tell(f"{len(found)} appointments published for {days}. Devices fetch them with their next exchange.")
    return True


def _text(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError:
        return None
    return decoded(content) if len(content) <= _LARGEST else None


def _sentence(wrong: Wrong) -> str:
    """What is wrong where; never what stands there, it may be somebody's name."""
    what = f"{wrong.column} is missing or wrong" if wrong.column else "there are too many lines"
    return f"line {wrong.line}: {what}"
