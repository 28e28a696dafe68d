"""A moment in which the program runs: its events, its timers, and its own threads.

`QTest.qWait` keeps the interpreter while it waits, so whatever the program's threads do stands still.
"""

from PySide6.QtCore import QEventLoop, QTimer


def pause(milliseconds: int) -> None:
    """Let the program run for so long, in a loop of its own, as `exec` of the application."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
