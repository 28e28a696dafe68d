"""`recover` and `recovery-key`: somebody forgot their passphrase, and the key that opens their laptop for them."""

import argparse
from dataclasses import replace
from pathlib import Path

from mobile_office.backoffice import admin, inviting, recovering
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.recovery_key import take_away, with_recovery
from mobile_office.domain.errors import NotAllowed


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    recover = command(
        commands,
        "recover",
        "print a code that lets a person in anew at one laptop",
        _recover,
        after="The serving office opens the laptop for them, so it needs the recovery key, too: "
        "`serve --recovery-key FILE` while that lies elsewhere (docs/recovery.md).",
    )
    recover.add_argument("--device", metavar="ID", required=True, help="the laptop, as it says on its screen")
    recover.add_argument("--person", metavar="ID", required=True, help="as printed by add-person")
    recover.add_argument("--recovery-key", type=Path, metavar="FILE", help="where the recovery key lies now")
    key = command(
        commands, "recovery-key", "move the recovery key to a file of its own, to be taken away", _key
    )
    key.add_argument(
        "--to", type=Path, metavar="FILE", required=True, help="on a medium that can be locked away"
    )
    command(
        commands, "recoveries", "list when the recovery key was used, at which laptop, for whom", _openings
    )


def _recover(office: Office, chosen: argparse.Namespace) -> bool:
    if chosen.recovery_key is not None:
        office.keys = with_recovery(office.keys, chosen.recovery_key)
    code = inviting.invite_back(office, chosen.device, chosen.person)
    tell(f"code {code.text}\n{admin.validity()}")
    return True


def _key(office: Office, chosen: argparse.Namespace) -> bool:
    if not office.keys.recovery:
        raise NotAllowed("recovery_key_away")
    take_away(chosen.keys or Path(chosen.database.partition(":///")[2] + ".keys"), chosen.to)
    office.keys = replace(office.keys, recovery=b"")
    tell(f"The recovery key lies in {chosen.to} only. Lock it away; restart the office that serves.")
    return True


def _openings(office: Office, chosen: argparse.Namespace) -> bool:  # noqa: ARG001  # every command's shape
    found = recovering.openings(office)
    lines = [f"{each.at}  device {each.device}  person {each.person}" for each in found]
    tell("\n".join(lines) if lines else "The recovery key was never used.")
    return True
