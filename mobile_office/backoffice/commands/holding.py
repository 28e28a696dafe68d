"""`held`: what is kept aside because its author was revoked; an administrator lets it pass or refuses it."""

import argparse

from mobile_office.backoffice import held
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.office import Office
from mobile_office.canonical import write_time
from mobile_office.store.accepting import Taken

_AFTER = (
    "Held is what a revoked person is said to have written before, and what the office had not heard of by then: ask "
    "whoever worked beside them. What is refused becomes a draft again on its device; nothing is lost."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = command(
        commands, "held", "list what of revoked people is held, or decide it", _run, after=_AFTER
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--release", nargs="+", metavar="ID", default=[], help="take these in after all")
    which.add_argument("--refuse", nargs="+", metavar="ID", default=[], help="refuse these")
    stream(parser)


def _run(office: Office, chosen: argparse.Namespace) -> bool:
    if chosen.release:
        tell(_told(held.release(office, chosen.stream, chosen.release)))
    elif chosen.refuse:
        tell(_told(held.refuse(office, chosen.stream, chosen.refuse)))
    else:
        tell(_listed(office, chosen.stream))
    return True


def _listed(office: Office, stream: str) -> str:
    lines = [
        f"{each.id} {each.action} device {each.device} person {each.person} "
        f"written {write_time(each.written)} arrived {write_time(each.arrived)}"
        + (f" follows {each.base}" if each.base else "")
        for each in held.waiting(office, stream)
    ]
    return "\n".join(lines) or "Nothing is held."


def _told(taken: Taken) -> str:
    lines = [f"{item.receipt.entry} numbered {item.receipt.seq}" for item in taken.numbered]
    lines += [f"{refusal.entry} refused ({refusal.code})" for refusal in taken.refused]
    lines += [f"{entry} is still held" for entry in taken.held]
    return "\n".join([*lines, "The devices learn of it at their next exchange."])
