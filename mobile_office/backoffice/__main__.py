"""`mobile-office-backoffice`: serve, and the administrator's commands (each in `commands/`).

Ends with 0 when it was done, 1 when something is in the way (a sentence says what), 2 for a wrong argument.
"""

import argparse
import sys
from collections.abc import Sequence

from mobile_office.backoffice import admin, deeds
from mobile_office.backoffice.commands import (
    appointing,
    authority,
    backing,
    confirming,
    contract,
    enrolling,
    handed_over,
    holding,
    importing,
    legal_hold,
    looking,
    people,
    pool,
    publishing,
    recovering,
    serving,
)
from mobile_office.backoffice.office import open_office
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.store.transactions import writing

# In the order in which help lists them.
COMMANDS = (
    serving,
    authority,
    people,
    holding,
    enrolling,
    confirming,
    recovering,
    pool,
    publishing,
    appointing,
    importing,
    contract,
    looking,
    handed_over,
    legal_hold,
    backing,
)
_OF_TWO_WORDS = ("backup check", "legal-hold lift", "pool hand-out")
_LOOK_ONLY = frozenset(
    {"serve", "people", "devices", "walk-ins", "pool", "alarms", "deeds", "published", "held", "backup check"}
)
_LOOK_ONLY |= legal_hold.NOTED  # they note their own deeds, or only look


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    parser = _parser()
    chosen = parser.parse_args(_joined(sys.argv[1:] if arguments is None else arguments))
    if chosen.keys is None and not chosen.database.startswith("sqlite:"):
        parser.error("name the file of the office's keys with --keys: this database is not a file")
    try:
        return 0 if _run(chosen) else 1
    except MobileOfficeError as error:
        print(admin.sentence(error), file=sys.stderr)
        return 1


def _run(chosen: argparse.Namespace) -> bool:
    """Do it; False when the administrator has something to correct, as was printed."""
    if chosen.alone is not None:
        return bool(chosen.alone(chosen))
    office = open_office(chosen.database, chosen.keys)
    try:
        is_done = bool(chosen.run(office, chosen))
        if is_done and chosen.command not in _LOOK_ONLY:
            subject = str(getattr(chosen, "device", None) or getattr(chosen, "person", None) or "")
            with writing(office.engine) as connection:
                deeds.note(
                    connection,
                    chosen.command,
                    office.clock(),
                    stream=getattr(chosen, "stream", None) or "",
                    subject=subject,
                )
        return is_done
    finally:
        office.close()


def _joined(arguments: Sequence[str]) -> list[str]:
    """The arguments with a command of two words as one."""
    first = " ".join(arguments[:2])
    return [first, *arguments[2:]] if first in _OF_TWO_WORDS else list(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mobile-office-backoffice",
        description="The central back office: receives cases from mobile offices and gives receipts.",
        epilog="The office's keys are made beside the database on first use (NAME.keys, readable by you "
        "alone). Back them up, and take NAME.root off this machine.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for each in COMMANDS:
        each.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
