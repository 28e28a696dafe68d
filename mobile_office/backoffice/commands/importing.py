"""`import`: what a stick brings is taken in, and answered on the stick."""

import argparse
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.office import Office


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `import`."""
    parser = command(commands, "import", "take in what a stick brings, and put the answer on it", _import)
    parser.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        help="a stick, or one bundle on it (buendel-B-0017); a second time is harmless",
    )


def _import(office: Office, chosen: argparse.Namespace) -> bool:
    said, is_whole = admin.take_bundles(office, chosen.folders)
    tell(said)
    return is_whole
