"""`contract-codes`: how the contract tests (`make contract URL=... CODES=...`) join an office.

They write cases of invented people. So they need a municipality of their own, which no real device belongs to.
"""

import argparse
from collections.abc import Iterator

from mobile_office.backoffice import admin
from mobile_office.backoffice.commands.options import command, tell
from mobile_office.backoffice.devices import BUS, STATION
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.sync.code import Code

# Who works in the tests; another office than ours enters them by hand.
STAFF: dict[str, frozenset[Role]] = {
    "Berger": frozenset({Role.CLERK}),
    "Weber": frozenset({Role.CLERK}),
    "Thiele": frozenset({Role.SUPERVISOR}),
    "Thiele Berger": frozenset({Role.CLERK, Role.SUPERVISOR}),
    "Albrecht": frozenset({Role.INTAKE}),
}
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = command(
        commands,
        "contract-codes",
        "print codes that let the contract tests in, as TOML; for a municipality that is not a real one",
        _print,
    )
    parser.add_argument(
        "--stream",
        type=admin.stream,
        required=True,
        metavar="AGS",
        help="a municipality for tests alone, like 00000001: what they write stays there",
    )


def codes(office: Office, stream: str) -> str:
    """Codes for a bus, a station and five people, as TOML; each works once, within 15 minutes."""
    letters = _letters()
    devices = {kind: _invited(office, stream, kind, letters) for kind in (BUS, STATION)}
    people = {name: office.add_person(stream, name, roles)[1] for name, roles in STAFF.items()}
    return "\n".join([*_table("devices", devices), "", *_table("people", people)])


def _invited(office: Office, stream: str, kind: str, letters: Iterator[str]) -> Code:
    """A code for a device with the next letter that nobody has had."""
    for letter in letters:
        try:
            return office.invite_device(stream, letter, kind)
        except NotAllowed:
            continue
    raise NotAllowed("letter_taken")


def _letters() -> Iterator[str]:
    """ZZ, ZY, ... AA: a letter is never given twice, so each run takes two."""
    return (first + second for first in reversed(_ALPHABET) for second in reversed(_ALPHABET))


def _table(name: str, made: dict[str, Code]) -> list[str]:
    return [f"[{name}]", *(f'"{key}" = "{code.text}"' for key, code in made.items())]


def _print(office: Office, chosen: argparse.Namespace) -> bool:
    tell(codes(office, chosen.stream))
    return True
