"""`publish` and `published`: files announced to the devices."""

import argparse
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands.options import command, language, stream, tell
from mobile_office.backoffice.office import Office


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the commands."""
    publish = command(
        commands, "publish", "check files and announce them to the devices, all or none", _publish
    )
    publish.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="services, fields.toml, fee tables, code lists, tour plans (TOML), street directories (CSV)",
    )
    publish.add_argument(
        "--resources",
        type=admin.shelf,
        metavar="DIR",
        help="what to check against, below what is published (default: the program's own)",
    )
    publish.add_argument(
        "--check",
        dest="only_check",
        action="store_true",
        help="publish nothing: say what is wrong, against what is published so far, and what would be published",
    )
    stream(publish)
    language(publish)
    published = command(commands, "published", "list what was published so far", _published)
    stream(published)
    language(published)


def _publish(office: Office, chosen: argparse.Namespace) -> bool:
    said, is_clean = admin.publish(
        office,
        chosen.files,
        chosen.stream,
        chosen.resources,
        only_check=chosen.only_check,
        language=chosen.language,
    )
    tell(said)
    return is_clean


def _published(office: Office, chosen: argparse.Namespace) -> bool:
    tell(admin.published(office, chosen.stream, chosen.language))
    return True
