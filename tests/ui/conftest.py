"""The window's tests: dressed as the program is, and nothing may keep running when a test ends."""

import gc
import threading
import time
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from mobile_office.app import preload
from mobile_office.ui import style, words
from mobile_office.ui.background import Background


@pytest.fixture(scope="session", autouse=True)
def loaded() -> None:
    """What the program loads once is no test's own."""
    preload()


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application in the light theme, in German, at normal size; put back afterwards."""
    style.apply(qapp, "light")
    words.use("de")
    yield qapp
    words.use("de")


@pytest.fixture(autouse=True)
def nothing_left_running(dressed: QApplication) -> Iterator[None]:
    """Fails a test that leaves a thread, a running timer or a window behind, and names it."""
    threads, windows = set(threading.enumerate()), _windows()
    yield
    for wait in (0, 0.02):
        for _ in range(10 if wait else 1):  # what is laid out in a moment may come to its end
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            time.sleep(wait)
        gc.collect()  # a page that is gone may lie in a cycle with its timers
        left = [f"thread {thread.name}" for thread in set(threading.enumerate()) - threads]
        left += [f"window {name}" for name in sorted(_windows() - windows)]
        left += [f"timer of {name}" for name in sorted(_running_timers())]
        if not left:
            return
    assert not left, f"left running: {', '.join(left)}"


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    """The threads of the house, ended with the test."""
    background = Background()
    yield background
    background.close()


def _windows() -> set[str]:
    return {_name(widget) for widget in QApplication.topLevelWidgets()}


def _running_timers() -> set[str]:
    found = (item for item in gc.get_objects() if isinstance(item, QTimer))
    return {_name(timer) for timer in found if shiboken6.isValid(timer) and timer.isActive()}


def _name(thing: QWidget | QTimer) -> str:
    parent = thing.parent()
    owner = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(thing).__name__} {thing.objectName()}{owner} {shiboken6.getCppPointer(thing)[0]:x}"
