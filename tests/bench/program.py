"""The program itself, as it runs on a laptop, telling a parent process when it has painted what.

`python -m tests.bench.program HOME NAME SECONDS`: the unlock window, then NAME's passphrase typed for
SECONDS, the start page, and the list of all cases.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from mobile_office import app as program
from mobile_office.__main__ import parser
from tests.bench.voice import peak, resident, say

HEAVY = ("sqlalchemy", "sqlcipher3", "cel")  # what the unlock window must not need
SETTLE = 1500  # milliseconds the list may take to become quiet


class Painted(QObject):
    """Calls `then` once when a widget has been painted and handed to the screen."""

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        self.loaded: tuple[str, ...] = ()
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            self.loaded = tuple(name for name in HEAVY if name in sys.modules)
            QTimer.singleShot(0, self._then)
        return False


class Play:
    """What happens in the program, one painted window after the other."""

    def __init__(self, app: program.App, name: str, typing: float) -> None:
        self._app, self._name, self._typing = app, name, typing
        self._began = 0.0
        self._first = Painted(app.unlock, self._unlock_painted)

    def _unlock_painted(self) -> None:
        say("painted", loaded=",".join(self._first.loaded))
        QTimer.singleShot(int(self._typing * 1000), self._enter)

    def _enter(self) -> None:
        unlock = self._app.unlock
        unlock.person.setCurrentText(f"{self._name}, Test")
        unlock.entry.line.setText(f"{self._name} am Marktplatz")
        unlock.unlocked.connect(self._let_in)  # after the program's own connection: its window is there
        self._began = time.perf_counter()
        unlock.entry.submit()

    def _let_in(self, _: object) -> None:
        assert self._app.shift is not None, "the store did not open"
        Painted(self._app.shift.window, self._today_painted)

    def _today_painted(self) -> None:
        seconds = time.perf_counter() - self._began
        assert self._app.shift is not None
        window = self._app.shift.window
        assert window.isVisible()
        assert window.key == "today"
        say("today", seconds=seconds)
        window.show_page("cases")
        QTimer.singleShot(SETTLE, self._settled)

    def _settled(self) -> None:
        assert self._app.shift is not None
        rows = len(self._app.shift.window.page.table.rows.rows)  # type: ignore[attr-defined]
        say("cases", resident=resident(), peak=peak(), rows=rows)


def main(home: Path, name: str, typing: float) -> int:
    """Run until the parent ends it."""
    options = parser().parse_args(["--home", str(home)])
    plays: list[Play] = []
    return program.run(options.home, options.backoffice, lambda app: plays.append(Play(app, name, typing)))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])))
