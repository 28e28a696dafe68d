"""`mobile-office-backoffice`: serve, and the administrator's commands.

Ends with 0 when it was done, 1 when something is in the way (a sentence says what), 2 for a wrong argument.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.devices import KINDS
from mobile_office.backoffice.office import Office, open_office
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.domain.people import Role

DATABASE = "sqlite:///office.db"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.keys is None and not chosen.database.startswith("sqlite:"):
        parser.error("name the file of the office's keys with --keys: this database is not a file")
    try:
        office = open_office(chosen.database, chosen.keys)
        try:
            return 0 if _run(office, chosen) else 1
        finally:
            office.close()
    except MobileOfficeError as error:
        print(admin.sentence(error), file=sys.stderr)
        return 1


def _run(office: Office, chosen: argparse.Namespace) -> bool:
    """Do it; False when the administrator has something to correct, as was printed."""
    match chosen.command:
        case "serve":
            _serve(office, chosen.host, chosen.port)
        case "add-person":
            roles = frozenset(map(Role, chosen.role))
            print(admin.add_person(office, chosen.name, roles, chosen.stream))
        case "enrol":
            print(admin.invite_device(office, chosen.letter, chosen.kind, chosen.stream))
        case "revoke":
            print(admin.revoke(office, chosen.person, chosen.device))
        case "publish":
            said, is_clean = admin.publish(
                office,
                chosen.files,
                chosen.stream,
                chosen.resources,
                only_check=chosen.only_check,
                language=chosen.language,
            )
            _print(said)
            return is_clean
        case "published":
            _print(admin.published(office, chosen.stream, chosen.language))
        case "import":
            said, is_whole = admin.take_bundles(office, chosen.folders)
            print(said)
            return is_whole
    return True


def _print(said: str) -> None:
    """Print; whoever reads it (`| head`) may stop early, and what was done is done all the same."""
    try:
        print(said, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _serve(office: Office, host: str, port: int) -> None:
    from mobile_office.backoffice import embedded  # uvicorn and FastAPI take a second; admin needs neither

    opened = embedded.listen(host, port)
    print(f"The back office listens at {embedded.address(opened)}", flush=True)
    with opened:
        embedded.server(office).run(sockets=[opened])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mobile-office-backoffice",
        description="The central back office: receives cases from mobile offices and gives receipts.",
        epilog="The office's keys are made beside the database on first use (NAME.keys, readable by you "
        "alone). Back them up, and take NAME.root off this machine.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    serve = _command(commands, "serve", "listen for devices until stopped with Ctrl+C")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (default: this machine only)"
    )
    serve.add_argument("--port", type=admin.port, default=8470, help="0 takes any free port (default: 8470)")

    person = _command(commands, "add-person", "enter a person and print their id and a one-time code")
    person.add_argument("--name", type=admin.name, required=True, help="as colleagues will read it")
    person.add_argument(
        "--role", action="append", required=True, choices=admin.ROLES, help="may be given several times"
    )
    _stream(person)

    enrol = _command(commands, "enrol", "print a one-time code that makes a laptop a device of this office")
    enrol.add_argument("--letter", type=admin.letter, required=True, help="A to ZZ; begins its case numbers")
    enrol.add_argument("--kind", choices=KINDS, required=True, help="a bus sees its own cases, a station all")
    _stream(enrol)

    revoke = _command(commands, "revoke", "end what a person or a device may do")
    which = revoke.add_mutually_exclusive_group(required=True)
    which.add_argument("--person", metavar="ID", help="as printed by add-person")
    which.add_argument("--device", metavar="ID", help="as the device shows it on its delivery page")
    publish = _command(commands, "publish", "check files and announce them to the devices, all or none")
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
    _stream(publish)
    _language(publish)
    published = _command(commands, "published", "list what was published so far")
    _stream(published)
    _language(published)
    taking = _command(commands, "import", "take in what a stick brings, and put the answer on it")
    taking.add_argument(
        "folders",
        type=Path,
        nargs="+",
        metavar="FOLDER",
        help="a stick, or one bundle on it (buendel-B-0017); a second time is harmless",
    )
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, does: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does, description=does[0].upper() + does[1:] + ".")
    parser.add_argument(
        "--database",
        type=admin.database,
        default=DATABASE,
        metavar="URL",
        help=f"where the office keeps everything (default: {DATABASE}, in this folder)",
    )
    parser.add_argument(
        "--keys", type=Path, metavar="FILE", help="the office's keys (default: beside the database)"
    )
    return parser


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=("de", "en"), default="en", help="of the sentences (en)")


def _stream(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stream",
        type=admin.stream,
        default=admin.HANNOVER,
        metavar="AGS",
        help=f"the municipality, by its AGS (default: {admin.HANNOVER}, Hannover)",
    )


if __name__ == "__main__":
    sys.exit(main())
