"""`confirm`: the fingerprint a waiting laptop shows is compared by a second person, and then it may exchange."""

import argparse

from mobile_office.backoffice import inviting
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.devices import Standing
from mobile_office.backoffice.office import Office


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare `confirm`."""
    confirm = command(
        commands,
        "confirm",
        "let a waiting laptop exchange, once its fingerprint was compared; without --device, list who waits",
        _confirm,
        after="Have the digits read to you from the laptop's own screen and type them; do not copy them from the list.",
    )
    confirm.add_argument("--device", metavar="ID", help="as the list names it")
    confirm.add_argument("--fingerprint", metavar="DIGITS", default="", help="as the laptop shows it")


def _confirm(office: Office, chosen: argparse.Namespace) -> bool:
    if chosen.device is None:
        waiting = [
            each for each in inviting.standings(office) if not each.compared_at and not each.revoked_at
        ]
        tell("\n".join(map(_line, waiting)) if waiting else "No laptop waits to be confirmed.")
        return True
    device = inviting.confirm(office, chosen.device, chosen.fingerprint)
    tell(f"Laptop {device.letter} may exchange from now on.")
    return True


def _line(found: Standing) -> str:
    device = found.device
    return f"{device.letter:<2}  {device.stream}  {device.id}  {inviting.fingerprint(device)}  since {found.enrolled_at}"
