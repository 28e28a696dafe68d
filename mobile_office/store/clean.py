"""The mark of an open store (offener Speicher): a file beside it that only an orderly close takes away.

Whoever finds it, or a write-ahead log that was left, knows that the last run ended otherwise: killed, or without power.
The mark stays until a look at the whole store has been taken, however often the program is closed before that.
"""

import os
from contextlib import suppress
from pathlib import Path

from mobile_office.domain.errors import Trouble
from mobile_office.store import durable_file

FILE = "store.open"


class Mark:
    """The mark of one store, set before it is opened. It costs no sync until `settle`."""

    def __init__(self, store: Path) -> None:
        """`store` is the store's file. A disk that takes no mark keeps nobody from working."""
        self._path, log = store.with_name(FILE), store.with_name(f"{store.name}-wal")
        # The log says it, too, and is synced with the first thing saved: a mark lost with the power is no gap.
        self._is_due = self._path.exists() or (log.exists() and log.stat().st_size > 0)
        with suppress(OSError):
            self._path.touch(mode=0o600)

    @property
    def is_due(self) -> bool:
        """Whether the last run ended in disorder and nobody has looked at the whole store since."""
        return self._is_due

    def settle(self) -> None:
        """Make the mark durable; not before the window is painted."""
        with suppress(OSError):
            number = os.open(self._path, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)
            durable_file.sync_folder(self._path.parent)

    def satisfied(self) -> None:
        """The whole store has been looked at and is sound."""
        self._is_due = False

    def clear(self) -> None:
        """The store was closed in order. One that is still due says so at the next start."""
        if not self._is_due:
            with suppress(Trouble):  # at worst one look more than needed
                durable_file.remove(self._path)
