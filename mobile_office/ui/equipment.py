"""What is here today as the window finds it: the printer the system knows, the link, and what the settings say.

Asking the system for printers may take long where it asks the network, so it is asked once a minute at most.
"""

import time
from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinterInfo

from mobile_office.desk import Desk
from mobile_office.domain.equipment import Equipment
from mobile_office.ui.words import say

INSTEAD = ("printer", "link", "certified_station", "phone")
AGAIN = 60.0  # seconds after which printers are looked for anew


def has_printer() -> bool:
    """Whether the system knows a printer; whether it prints, only a test page shows."""
    return bool(QPrinterInfo.availablePrinterNames())


def instead(need: str) -> str:
    """What to do without this."""
    return say(f"possible.{need if need in INSTEAD else 'other'}")


@dataclass
class _Looked:
    at: float = float("-inf")
    found: bool = False


_looked = _Looked()


def equipment(desk: Desk) -> Equipment:
    """What there is now."""
    if time.monotonic() >= _looked.at + AGAIN:
        _looked.at, _looked.found = time.monotonic(), has_printer()
    return desk.daybook.equipment(printer=_looked.found, link=desk.post.is_reachable)
