"""The bare things that ours are measured against: a connection, a window and a key derivation.

`python -m tests.bench.bare window|argon` is a process that does nothing else and says when it is done.
"""

import sys

from tests.bench.voice import resident, say

SETTLE = 500  # milliseconds a window may take to become quiet


def window() -> None:
    """A window of PySide6 with one word in it, as large as ours."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QWidget

    application = QApplication(sys.argv[:1])
    shown = QWidget()
    QLabel("Fenster", shown)

    class Painted(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                shown.removeEventFilter(self)
                QTimer.singleShot(0, lambda: say("painted"))
                QTimer.singleShot(SETTLE, lambda: say("settled", resident=resident()))
            return False

    painted = Painted()
    shown.installEventFilter(painted)
    shown.resize(1366, 768)
    shown.show()
    application.exec()


def argon() -> None:
    """Argon2id at the program's own cost, once, as the first thing a process does."""
    import time
    from dataclasses import asdict

    from mobile_office.store.keys import ARGON
    from mobile_office.store.passphrase import stretch

    began = time.perf_counter()
    stretch("Erika Mustermann am Marktplatz", bytes(16), **asdict(ARGON))
    say("stretched", seconds=time.perf_counter() - began)


if __name__ == "__main__":
    {"window": window, "argon": argon}[sys.argv[1]]()
