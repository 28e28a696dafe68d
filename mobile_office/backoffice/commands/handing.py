"""How a one-time code is handed over: its words and a QR code on the terminal, or a sheet on paper or as a picture."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from mobile_office.backoffice import admin, sheets
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.sync.code import LONGEST_ADDRESS, Code

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--address",
        type=address,
        default=None,
        metavar="URL",
        help="of this office as laptops reach it, like https://office.example.org; goes into the QR code",
    )
    sheet = parser.add_mutually_exclusive_group()
    sheet.add_argument("--paper", type=Path, metavar="FILE.pdf", help="write a sheet to hand over, as PDF")
    sheet.add_argument("--svg", type=Path, metavar="FILE", help="write the QR code with its words, as SVG")


def text(office: Office, code: Code, whom: str, chosen: argparse.Namespace) -> str:
    """What to print, the sheet being written; where that does not work, the code is printed all the same."""
    code = replace(code, address=chosen.address or "")
    lines = [f"code {code.text}", admin.validity()]
    if chosen.paper or chosen.svg:
        lines.append(_sheet(office, code, whom, chosen))
    elif chosen.address or sys.stdout.isatty():
        lines += [
            sheets.terminal(code),
            "To be scanned into the field of the code, or typed as printed above.",
        ]
    return "\n".join(lines)


def _sheet(office: Office, code: Code, whom: str, chosen: argparse.Namespace) -> str:
    try:
        if chosen.paper:
            sheets.write(chosen.paper, sheets.pdf(code, whom, office.clock()))
        else:
            sheets.write(chosen.svg, sheets.svg(code, whom))
    except MobileOfficeError as error:
        return f"No sheet was written. {admin.sentence(error)}"
    return "Hand the sheet over in person, and delete the file and destroy the paper afterwards."


def address(given: str) -> str:
    """An address laptops may be led to: TLS, but for trying it out on this machine."""
    parts = urlsplit(given)
    is_here = parts.scheme == "http" and parts.hostname in _LOOPBACK
    if not parts.hostname or not (parts.scheme == "https" or is_here) or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError("an address begins with https://, like https://office.example.org")
    if len(given.encode()) > LONGEST_ADDRESS or parts.username:
        raise argparse.ArgumentTypeError("an address is short, and names no user")
    return given.rstrip("/")
