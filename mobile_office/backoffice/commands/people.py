"""`add-person` and `revoke`: who may work, and which device may come."""

import argparse

from mobile_office.backoffice import admin, wiping
from mobile_office.backoffice.commands import handing
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.office import Office
from mobile_office.domain.people import Role

_WIPES = (
    "The device is refused, and destroys what it holds the next time somebody who can unlock it is online. `devices` "
    "says when it has. Nothing wipes a device that is never switched on again: its disk is worth nothing without a "
    "passphrase."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    person = command(commands, "add-person", "enter a person and print their id and a one-time code", _add)
    person.add_argument("--name", type=admin.name, required=True, help="as colleagues will read it")
    person.add_argument(
        "--role", action="append", required=True, choices=admin.ROLES, help="may be given several times"
    )
    stream(person)
    handing.add(person)

    revoke = command(commands, "revoke", "end what a person or a device may do", _revoke)
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("--person", metavar="ID", help="as printed by add-person")
    which.add_argument("--device", metavar="ID", help="as the device shows it on its delivery page")
    revoke.add_argument(
        "--wipe",
        action="store_true",
        help="of a lost device: order it to hand over what is unsent and then to destroy everything it holds",
    )


def _add(office: Office, chosen: argparse.Namespace) -> bool:
    account, code = office.add_person(chosen.stream, chosen.name, frozenset(map(Role, chosen.role)))
    tell(f"person {account.id}\n{handing.text(office, code, account.name, chosen)}")
    return True


def _revoke(office: Office, chosen: argparse.Namespace) -> bool:
    if chosen.wipe and chosen.device is None:
        tell("Only a device can be wiped: name it with --device.")
        return False
    if chosen.wipe:
        wiping.order(office, chosen.device)
        tell(_WIPES)
        return True
    tell(admin.revoke(office, chosen.person, chosen.device))
    return True
