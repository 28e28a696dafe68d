"""`pool` and `pool hand-out`: slots for substitutes, and the code that is read out over the telephone."""

import argparse
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice import pool as slots
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.devices import Standing
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.pool import Slot
from mobile_office.backoffice.recovery_key import with_recovery

_LISTED = "Times are UTC. A slot whose code was handed out stays in the list; `revoke --person ID` ends what it may do."
_HANDED = (
    "Needs the recovery key. Ring somebody back on a number you know before you read a code to them. The code opens "
    "one slot of this laptop once; its entries count under the name given here, with the rights of a clerk."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    does = "list how many substitutes each laptop could let in, and who was handed a code"
    stream(command(commands, "pool", does, _list, after=_LISTED))
    does = "open the sealed code of a free slot, to be read out to a substitute; noted with who asked"
    out = command(commands, "pool hand-out", does, _hand_out, after=_HANDED)
    out.add_argument("--device", metavar="ID", required=True, help="the laptop, as `pool` lists it")
    out.add_argument(
        "--to",
        type=admin.name,
        metavar="PERSON",
        required=True,
        help="who steps in: the id of a person the office knows, or the name of somebody new",
    )
    out.add_argument(
        "--asked-by",
        type=admin.name,
        metavar="NAME",
        required=True,
        help="who asked for it, kept with the slot",
    )
    out.add_argument("--recovery-key", type=Path, metavar="FILE", help="where the recovery key lies now")


def _list(office: Office, chosen: argparse.Namespace) -> bool:
    found = slots.slots(office, chosen.stream)
    lines = [
        line for standing, held in found for line in (_device(standing, held), *map(_handed, _used(held)))
    ]
    tell("\n".join(lines) if lines else "There is no laptop.")
    return True


def _hand_out(office: Office, chosen: argparse.Namespace) -> bool:
    if chosen.recovery_key is not None:
        office.keys = with_recovery(office.keys, chosen.recovery_key)
    handed = slots.hand_out(office, chosen.device, chosen.to, chosen.asked_by)
    tell(f"code {handed.code}\nperson {handed.person}\nname {handed.name}")
    tell("It works once, on this laptop, without a network. Read it group by group and have each repeated.")
    return True


def _used(held: tuple[Slot, ...]) -> tuple[Slot, ...]:
    return tuple(each for each in held if each.handed_at)


def _device(standing: Standing, held: tuple[Slot, ...]) -> str:
    ready = sum(each.is_ready for each in held)
    return f"{standing.device.letter:<2}  {standing.device.id}  {ready} ready"


def _handed(each: Slot) -> str:
    opened = f"opened, told {each.opened_at}" if each.opened_at else "not opened yet"
    who = f"{each.handed_to}, person {each.person}"
    return f"    {each.name}  {each.handed_at}  to {who}, asked by {each.asked_by}; {opened}"
