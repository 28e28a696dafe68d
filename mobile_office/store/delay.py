"""The growing delay after wrong passphrases: 1 s, doubling to 5 min, kept over restarts.

A try is counted before it is made, so that killing the program gains nothing. It is never a
permanent lock: a bus in the field must be able to go on, also with a wrong clock.
"""

import json
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from mobile_office.canonical import canonical, read_time, write_time
from mobile_office.domain.errors import Delayed
from mobile_office.store import durable_file

LONGEST = 300  # seconds
FILE = "delays.json"


def seconds_after(failures: int) -> int:
    """How long to wait after so many wrong passphrases in a row."""
    return min(2 ** min(failures - 1, 10), LONGEST) if failures > 0 else 0


class Delay:
    """The tries of each person since the last right passphrase, in `home/delays.json`."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE

    def seconds(self, person: str, now: datetime) -> int:
        """Whole seconds until this person may try again; 0 when at once."""
        failures, last = self._read().get(person, (0, now))
        # a clock set back must not stretch the delay: it starts again, once
        passed = now - last if now >= last else timedelta()
        return max(0, ceil(seconds_after(failures) - passed.total_seconds()))

    def begin(self, person: str, now: datetime) -> int:
        """Count a try before it is made; returns the delay that follows if it fails.

        Raises Delayed(seconds) when it is too early, DiskFull when it cannot be counted.
        """
        tries = self._read()
        failures, last = tries.get(person, (0, now))
        if wait := self.seconds(person, now):
            if now < last:
                self._write({**tries, person: (failures, now)})
            raise Delayed(seconds=wait)
        self._write({**tries, person: (failures + 1, now)})
        return seconds_after(failures + 1)

    def succeed(self, person: str) -> None:
        """Forget the tries after a right passphrase."""
        self._write({name: value for name, value in self._read().items() if name != person})

    def _read(self) -> dict[str, tuple[int, datetime]]:
        try:
            value = json.loads(self._path.read_bytes())
            return {person: (int(count), read_time(last)) for person, (count, last) in value.items()}
        except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            # who can spoil this file can delete it: a spoiled one is worth as much as none
            return {}

    def _write(self, tries: dict[str, tuple[int, datetime]]) -> None:
        value = {person: [count, write_time(last)] for person, (count, last) in tries.items()}
        durable_file.write(self._path, canonical(value))
