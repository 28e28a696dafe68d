"""`handed-over`: look through what a laptop handed over before it wiped itself."""

import argparse
from pathlib import Path

from mobile_office.backoffice import handedover
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.office import Office

_AFTER = (
    "Somebody else may have held that laptop, so nothing of it is in the journal: what is signed by its author and missing "
    "there is entered by hand. --out writes what was declared, too: personal data. Delete the file afterwards."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    does = "look through what a laptop handed over before it wiped itself"
    parser = command(commands, "handed-over", does, _look, after=_AFTER)
    parser.add_argument("--device", required=True, metavar="ID", help="the laptop, by id: see devices")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--out", type=Path, metavar="FILE", help="write all of it to a file that is not there yet"
    )
    how.add_argument("--forget", action="store_true", help="delete it; it was looked through")


def _look(office: Office, chosen: argparse.Namespace) -> bool:
    found = handedover.looked_through(office, chosen.device)
    tell(handedover.listed(found))
    if chosen.out and found:
        handedover.write(found, chosen.out)
        tell(f"Written to {chosen.out}, readable by you alone.")
    if chosen.forget and found:
        handedover.forget(office, chosen.device)
        tell("All of it is deleted.")
    return True
