"""What the commands share: how one is declared, and the options several of them take.

A command is a module with `add(commands)`. What it does is a function of the office and the arguments; it gives
False when the administrator has something to correct, as was printed.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path

from mobile_office.backoffice import admin
from mobile_office.backoffice.office import Office

Run = Callable[[Office, argparse.Namespace], bool]
RunAlone = Callable[[argparse.Namespace], bool]  # of a command that works on no opened office

DATABASE = "sqlite:///office.db"
ERASE_AFTER, MOST_DAYS = 30, 90  # days


def command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    does: str,
    run: Run | None,
    *,
    alone: RunAlone | None = None,
    after: str = "",
) -> argparse.ArgumentParser:
    """Declare a command. `does` is its sentence in the list, `after` stands below its help.

    One of `run` (with the office opened) and `alone` is called with the arguments.
    """
    sentence = f"{does[0].upper()}{does[1:]}."
    parser = commands.add_parser(name, help=does, description=sentence, epilog=after or None)
    parser.set_defaults(run=run, alone=alone)
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


def language(parser: argparse.ArgumentParser) -> None:
    """Of the sentences a command prints."""
    parser.add_argument("--language", choices=("de", "en"), default="en", help="of the sentences (en)")


def stream(parser: argparse.ArgumentParser) -> None:
    """Of which municipality."""
    parser.add_argument(
        "--stream",
        type=admin.stream,
        default=admin.HANNOVER,
        metavar="AGS",
        help=f"the municipality, by its AGS (default: {admin.HANNOVER}, Hannover)",
    )


def tell(said: str) -> None:
    """Print; whoever reads it (`| head`) may stop early, and what was done is done all the same."""
    try:
        print(said, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# -- what argparse checks


def days(text: str) -> int:
    """For how many days something is kept."""
    if not re.fullmatch("[0-9]{1,2}", text) or not 1 <= int(text) <= MOST_DAYS:
        raise argparse.ArgumentTypeError(f"days are a number from 1 to {MOST_DAYS}")
    return int(text)


def seconds(text: str) -> int:
    """How long somebody waits."""
    if not re.fullmatch("[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError("seconds are a number from 0 to 9999")
    return int(text)


def network(text: str) -> str:
    """An address, or a network."""
    try:
        return str(ip_network(text))
    except ValueError:
        raise argparse.ArgumentTypeError("a network is named like 10.0.0.0/8, or an address") from None
