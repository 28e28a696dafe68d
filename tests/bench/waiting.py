"""How long a thread has waited for a processor that others had (Warten), by the kernel's own count.

A measurement beside other work can take that off: what is left is what the program itself is to blame for. Where the
kernel does not count it, nothing is taken off.
"""

import os
import threading
import time
from collections.abc import Callable

from tests.bench.pairs import Measure


class Waiting:
    """Of the thread it is made in, until `close`."""

    def __init__(self) -> None:
        try:
            file = f"/proc/self/task/{threading.get_native_id()}/schedstat"
            self._file: int | None = os.open(file, os.O_RDONLY)
        except OSError:
            self._file = None

    def seconds(self) -> float:
        """All of it so far; 0.0 where nobody counts."""
        if self._file is None:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e9

    def close(self) -> None:
        """Look no more."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def unhindered(work: Callable[[], object], waiting: Waiting) -> Measure:
    """A measure: the seconds that some work takes, without those in which others had the processor."""

    def measure() -> float:
        waited, began = waiting.seconds(), time.perf_counter()
        work()
        took = time.perf_counter() - began
        return max(0.0, took - (waiting.seconds() - waited))

    return measure
