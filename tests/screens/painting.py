"""Painting one scene, and what can be measured in it: everything fits (`fitting.py`).

And no part of a page may appear as a window of its own for a moment: it flashes, and takes the keyboard.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from tests.screens import fitting
from tests.screens.scenes import Scene
from tests.screens.stage import Stage


def paint(stage: Stage, scene: Scene, file: Path) -> list[str]:
    """Draw a scene to a PNG file; returns what does not fit, a line for each."""
    try:
        with watched(stage) as flashed:
            scene.show(stage)
        window = stage.top
        file.parent.mkdir(parents=True, exist_ok=True)
        _picture(window).save(str(file))
        return [f"{file.name}: {told}" for told in (*fitting.complaints(window), *flashed)]
    finally:
        stage.close_windows()


def _is_list(window: QObject) -> bool:
    """Whether it is a list that opened below its box: the only windows of their own that are meant."""
    return isinstance(window, QWidget) and window.windowType() == Qt.WindowType.Popup


def _picture(window: QWidget) -> QPixmap:
    """The window, with the lists that are open over it."""
    made = window.grab()
    painter = QPainter(made)
    for other in QApplication.topLevelWidgets():
        if _is_list(other) and other.isVisible():
            box = other.focusProxy()  # below its box: the screen of these pictures is smaller than the window
            place = other if box is None else box
            below = QPoint(0, 0 if box is None else box.height())
            painter.drawPixmap(window.mapFromGlobal(place.mapToGlobal(below)), other.grab())
    painter.end()
    return made


class Watch(QObject):
    """Notes every window that is shown and is not one of the stage's own."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.flashed: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and watched not in self._stage.windows and not _is_list(watched):
            self.flashed.append(f"{type(watched).__name__} was a window for a moment")
        return False


@contextmanager
def watched(stage: Stage) -> Iterator[list[str]]:
    """Whatever becomes a window meanwhile, besides the stage's own."""
    application, watch = QApplication.instance(), Watch(stage)
    assert application is not None
    application.installEventFilter(watch)
    yield watch.flashed
    application.removeEventFilter(watch)
