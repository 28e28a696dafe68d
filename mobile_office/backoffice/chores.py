"""What a serving office does by itself: it erases once an hour, in whichever process comes first.

Trouble is written to the log and tried again a minute later; a process that stops does not wait for the next hour.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from mobile_office.backoffice import log
from mobile_office.backoffice.erasure import AFTER, erase
from mobile_office.backoffice.office import Office
from mobile_office.domain.errors import MobileOfficeError

EVERY = timedelta(hours=1)
_LOOK = 60.0  # seconds between two looks at whose turn it is


@contextmanager
def running(
    office: Office, after: timedelta = AFTER, every: timedelta = EVERY, look: float = _LOOK
) -> Iterator[None]:
    """Do the chores in a thread of their own while the block lasts."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            do_them(office, after, every)
            stop.wait(look)

    thread = threading.Thread(target=work, name="chores")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def do_them(office: Office, after: timedelta = AFTER, every: timedelta = EVERY) -> None:
    """Do what is due now, if it is this process's turn."""
    try:
        erased = erase(office, after, every)
    except MobileOfficeError as error:
        log.event("erasure_failed", level=logging.ERROR, code=error.code)
        return
    if erased is not None:
        needs = erased.overdue or erased.told or erased.undecided
        log.event(
            "erased",
            level=logging.WARNING if needs else logging.INFO,
            cases=erased.cases,
            undecided=erased.undecided,
            told=erased.told,
            kept=erased.kept,
            alarms=erased.overdue,
        )
