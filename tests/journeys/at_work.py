"""Somebody at a laptop: it is set up in the enrolment window, then unlocked in the program's own first window."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mobile_office import joining
from mobile_office.app import App
from mobile_office.demo.day.stage import Stage
from mobile_office.process import Instance
from mobile_office.store.begun import read_begun
from mobile_office.store.keys import Slots
from mobile_office.ui.background import Background
from mobile_office.ui.enrolment import EnrolmentScreen

ENTER = Qt.Key.Key_Return


@contextmanager
def enrolling(qtbot: QtBot, home: Path) -> Iterator[EnrolmentScreen]:
    """The window of a laptop that belongs to nobody yet, put together as the program does it."""
    background = Background()
    screen = EnrolmentScreen(
        background,
        lambda url, code: joining.begin(home, url, code),
        joining.fingerprint,
        lambda code: joining.introduce(home, code),
        lambda code, passphrase: joining.finish(home, code, passphrase),
        read_begun(home),
    )
    screen._again.setInterval(100)
    screen.resize(1366, 768)
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    try:
        yield screen
    finally:
        background.drain()
        background.close()
        forget(screen)


@contextmanager
def at_work(home: Path, out: Path, name: str, passphrase: str) -> Iterator[Stage]:
    """Somebody unlocks a laptop, and leaves it locked behind them."""
    app = App(home, None, Slots(home), Instance(home))
    stage = Stage(app, out)
    try:
        stage.unlock(passphrase, name)
        yield stage
    except BaseException:
        stage.picture("stopped-here")
        raise
    finally:
        windows: list[QWidget] = [app.unlock]
        if app.shift is not None:
            app.shift.window.close()
            windows.append(app.shift.window)
        app.close()
        for window in windows:
            forget(window)


def enter(line: QLineEdit, text: str) -> None:
    """Type into a line, and Enter."""
    QTest.keyClicks(line, text)
    QTest.keyClick(line, ENTER)


def forget(window: QWidget) -> None:
    """Delete a window now, while all that hangs on it is there: later, in another test, it would take that down."""
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
