"""`people`, `devices`, `walk-ins`, `alarms` and `deeds`: what an administrator looks at."""

import argparse

from mobile_office.backoffice import overview, walkins
from mobile_office.backoffice.commands.options import command, stream, tell
from mobile_office.backoffice.office import Office

_COUNTED = (
    "From the closings of the days on the road; nobody who came is known to it. A month in which fewer than three people "
    "of staff closed days is withheld."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    does = "list the people of a municipality, with their roles and whether they may work"
    stream(command(commands, "people", does, _people, after="Ids are what the command revoke takes."))
    does = "list the devices of a municipality: last seen, version, clock, what waits, alarms"
    after = (
        "Light: green was heard within 24 hours, yellow within 48, red longer ago. Clock: how far the device's is "
        "ahead. Incomplete: entries that wait for attachments."
    )
    stream(command(commands, "devices", does, _devices, after=after))
    does = "add up who came without an appointment, and who was sent away and why, month by month"
    stream(command(commands, "walk-ins", does, _walk_ins, after=_COUNTED))
    does = "say what needs somebody; ends with 1 while anything does"
    command(commands, "alarms", does, _alarms, after="Run it from a timer, and have its output sent to you.")
    does = "list what administrators did, newest last"
    command(commands, "deeds", does, _deeds, after="It holds commands and ids, never names.")


def _people(office: Office, chosen: argparse.Namespace) -> bool:
    tell(overview.people_listed(office, chosen.stream))
    return True


def _devices(office: Office, chosen: argparse.Namespace) -> bool:
    tell(overview.devices_listed(office, chosen.stream))
    return True


def _walk_ins(office: Office, chosen: argparse.Namespace) -> bool:
    tell(walkins.listed(office, chosen.stream))
    return True


def _alarms(office: Office, chosen: argparse.Namespace) -> bool:  # noqa: ARG001  # every command's shape
    said, is_quiet = overview.alarms_listed(office)
    tell(said)
    return is_quiet


def _deeds(office: Office, chosen: argparse.Namespace) -> bool:  # noqa: ARG001  # every command's shape
    tell(overview.deeds_listed(office))
    return True
