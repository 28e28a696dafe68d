"""`rotate-ca`: the authority that vouches for the office's servers is followed by the next, in two steps."""

import argparse
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.keys import beside, rotated, write_keys
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import NotAllowed

_ANNOUNCED = (
    "The next authority is announced. Restart the servers: every device learns of it when it next delivers.\n"
    "When all have delivered, run rotate-ca again to go over to it."
)
_IN_USE = (
    "The authority announced so far is in use, the one before is forgotten. Restart the servers with --tls, and "
    "give a proxy its new certificate.\nA device that has not delivered since the last rotate-ca must be enrolled anew."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = command(
        commands,
        "rotate-ca",
        "announce the next authority for TLS to the devices; the second time go over to it",
        _rotate,
        after="Needs the root key, which signs the list of the office's keys. Take it off this machine again afterwards.",
    )
    parser.add_argument(
        "--root", type=Path, metavar="FILE", help="the root key (default: NAME.root beside the keys)"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        type=admin.host,
        help="let the next authority vouch only for this server or domain; may be given several times",
    )


def _rotate(office: Office, chosen: argparse.Namespace) -> bool:
    keys = chosen.keys or Path(chosen.database.partition(":///")[2] + ".keys")
    seed = _seed(chosen.root or beside(keys, "root"))
    changed = rotated(office.keys, seed, office.clock(), tuple(chosen.name))
    write_keys(keys, changed)
    tell(_ANNOUNCED if len(changed.authorities) > 1 else _IN_USE)
    return True


def _seed(path: Path) -> bytes:
    """The root seed of a file. Raises NotAllowed("root_missing")."""
    try:
        seed = bytes.fromhex(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NotAllowed("root_missing") from error
    if len(seed) != 32:
        raise NotAllowed("root_missing")
    return seed
