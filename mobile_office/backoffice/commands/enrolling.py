"""`enrol`: a one-time code that makes a laptop a device of this office."""

import argparse

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands import handing
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.devices import KINDS
from mobile_office.backoffice.office import Office

_NEXT = "The laptop shows a fingerprint and waits. Have it read to you, and run `confirm`; until then it may not exchange."
_UNATTENDED = "Nobody will be asked to compare the laptop's fingerprint: whoever has this code is in."


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `enrol`."""
    does = "print a one-time code that makes a laptop a device of this office"
    parser = command(commands, "enrol", does, _enrol)
    parser.add_argument("--letter", type=admin.letter, required=True, help="A to ZZ; begins its case numbers")
    parser.add_argument(
        "--kind",
        choices=KINDS,
        required=True,
        help="a bus sees its own cases, a station all; a gateway takes over",
    )
    parser.add_argument(
        "--unattended",
        action="store_true",
        help="nobody compares the laptop's fingerprint: whoever has the code is in (for trying it out)",
    )
    stream(parser)
    handing.add(parser)


def _enrol(office: Office, chosen: argparse.Namespace) -> bool:
    compared = not chosen.unattended
    code = office.invite_device(chosen.stream, chosen.letter, chosen.kind, compared=compared)
    tell(
        f"{handing.text(office, code, f'Laptop {chosen.letter}', chosen)}\n{_NEXT if compared else _UNATTENDED}"
    )
    return True
