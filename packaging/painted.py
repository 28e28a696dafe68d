"""The client's start, with a line once the unlock window has been painted: for measuring, never shipped.

Takes `--home DIR` as the client does, imports what the client imports, and ends after the first paint.
"""

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from mobile_office.app import App, run


class Painted(QObject):
    """Says that a window has been painted, and ends the program."""

    def eventFilter(self, window: QObject, event: QEvent) -> bool:  # noqa: D102, N802  Qt's name and promise
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.say)  # when this turn of the event loop has drawn all of it
            window.removeEventFilter(self)
        return False

    def say(self) -> None:
        """Print the line and end as a kill would: a window without a store leaves nothing open."""
        print("painted", flush=True)
        os._exit(0)


def main() -> int:
    """Start as the client does, watching the unlock window."""
    watching = Painted()

    def watch(app: App) -> None:
        app.unlock.installEventFilter(watching)

    parser = argparse.ArgumentParser(prog="mobile-office-painted")
    parser.add_argument("--home", type=Path, required=True)
    return run(parser.parse_args().home, None, watch)


if __name__ == "__main__":
    sys.exit(main())
