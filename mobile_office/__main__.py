"""`python -m mobile_office`, also installed as `mobile-office`.

Without a command the window opens. Nothing heavy is imported before it is needed.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mobile_office import VERSION
from mobile_office.domain.errors import MobileOfficeError

DEFAULT_HOME = Path.home() / ".local" / "share" / "mobile-office"


def parser() -> argparse.ArgumentParser:
    """The command line, complete."""
    top = argparse.ArgumentParser(
        prog="mobile-office",
        description="The mobile citizens' office: captures offline, delivers when there is a link.",
        epilog="Without a command the window opens and asks who works here.",
    )
    top.add_argument("--version", action="version", version=f"mobile-office {VERSION}")
    _home(top, DEFAULT_HOME)
    top.add_argument("--backoffice", metavar="URL", help="use this address instead of the enrolled one")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    verify = commands.add_parser(
        "verify", help="check store, chains, signatures, receipts and heads; prints counts only"
    )
    _home(verify)
    _passphrase(verify)
    verify.add_argument("--person", metavar="NAME", help="who opens the store (default: the last one)")
    verify.add_argument(
        "--ask-office", action="store_true", help="also ask the office how far it has seen this laptop"
    )
    enrol = commands.add_parser("enrol", help="join this laptop, and its first person, to a back office")
    _home(enrol)
    enrol.add_argument("--backoffice", metavar="URL", required=True, help="address of the back office")
    enrol.add_argument("--code", required=True, help="the laptop's one-time code")
    enrol.add_argument("--person-code", required=True, help="the first person's one-time code")
    _passphrase(enrol)
    join = commands.add_parser(
        "join", help="add a person to this laptop; somebody who can unlock it must help"
    )
    _home(join)
    join.add_argument(
        "--person", metavar="NAME", help="who unlocks the laptop for it (default: the last one)"
    )
    join.add_argument("--person-code", required=True, help="the new person's one-time code")
    _passphrase(join)
    _backups(commands)
    _services(commands)
    return top


def _backups(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="copy everything here, encrypted, to a place, and prove it")
    _home(backup)
    backup.add_argument(
        "--to", metavar="PLACE", type=Path, required=True, help="folder to write the backup into"
    )
    backup.add_argument("--person", metavar="NAME", help="who opens the store (default: the last one)")
    _passphrase(backup)
    restore = commands.add_parser("restore", help="put a backup back on another laptop, into an empty home")
    _home(restore)
    restore.add_argument(
        "--from", dest="source", metavar="FOLDER", type=Path, required=True, help="the backup's own folder"
    )
    restore.add_argument("--code", help="the office's code that lets somebody in at once")
    _passphrase(restore)


_CHECKED = "services, fields.toml, fee tables, code lists, tour plans (TOML), street directories (CSV)"


def _services(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    services = commands.add_parser(
        "services", help="check what an administrator writes: services, fees, lists"
    )
    actions = services.add_subparsers(dest="action", metavar="ACTION", required=True)
    check = actions.add_parser(
        "check", help="say of each file, with line and sentence, what would keep it from being used"
    )
    check.add_argument("files", metavar="FILE", type=Path, nargs="+", help=_CHECKED)
    check.add_argument(
        "--with",
        dest="resources",
        metavar="DIR",
        type=Path,
        help="check against this resources folder instead of the program's own",
    )
    check.add_argument("--language", choices=("de", "en"), default="de", help="of the sentences (de)")


def _home(command: argparse.ArgumentParser, default: Path | str = argparse.SUPPRESS) -> None:
    command.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        default=default,
        help=f"folder of this laptop's data ({DEFAULT_HOME})",
    )


def _passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--passphrases-from-input",
        action="store_true",
        help="read each passphrase as a line from standard input instead of asking at the terminal",
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is 0, 1 for trouble, 2 for a wrong command line."""
    line = sys.argv[1:] if arguments is None else list(arguments)
    if line[:1] == ["apart"]:  # started by ourselves: `devices/apart.py`
        return _apart(line[1:])
    options = parser().parse_args(line)
    try:
        if options.command == "services":
            from mobile_office import catalogue

            return catalogue.run(options)
        if options.command:
            from mobile_office import commands

            return commands.run(options)
        from mobile_office.app import run

        return run(options.home, options.backoffice)
    except MobileOfficeError as trouble:
        from mobile_office.commands import sentence

        print(sentence(trouble), file=sys.stderr)
        return 1


def _apart(arguments: Sequence[str]) -> int:
    from mobile_office import process
    from mobile_office.devices import apart

    process.harden()
    return apart.work(arguments)


if __name__ == "__main__":
    sys.exit(main())
