"""Painting one scene, and what can be measured in it: nothing may be wider than its place.

And no part of a page may appear as a window of its own for a moment: it flashes, and takes the keyboard.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QTableView, QWidget

from mobile_office.ui import style
from tests.screens.scenes import Scene
from tests.screens.stage import HEIGHT, WIDTH, Stage


def paint(stage: Stage, scene: Scene, file: Path) -> list[str]:
    """Draw a scene to a PNG file; returns what is clipped, a line for each."""
    try:
        with watched(stage) as flashed:
            scene.draw(stage)
            QApplication.processEvents()
        window = stage.top
        file.parent.mkdir(parents=True, exist_ok=True)
        _picture(window).save(str(file))
        return [f"{file.name}: {told}" for told in (*clipped(window), *flashed)]
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


def clipped(window: QWidget) -> list[str]:
    """What does not fit: a window grown beyond its size, pages, labels and buttons wider than their place.

    A table may scroll sideways at large text (WCAG 1.4.10 excepts tables), at normal size it may not.
    """
    found = []
    if window.width() > WIDTH or window.height() > HEIGHT:
        found.append(f"the window is {window.width()}x{window.height()}")
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            found.append(f"{_name(area)} is {inside.width()} px wide in a place of {area.viewport().width()}")
    for table in window.findChildren(QTableView):
        if table.isVisible() and style.px(100) == 100 and table.horizontalScrollBar().maximum() > 0:
            found.append(f"{_name(table)} scrolls sideways")
    for part in window.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QLabel | QAbstractButton) and _is_cut(part):
            found.append(f"{_name(part)} „{part.text()}“ needs {part.sizeHint().width()}, has {part.width()}")
    return found


def _is_cut(part: QLabel | QAbstractButton) -> bool:
    """Whether a line of text is wider or higher than its widget."""
    if not part.text():
        return False
    if isinstance(part, QLabel) and part.wordWrap():
        return part.heightForWidth(part.width()) > part.height() + 1
    return part.sizeHint().width() > part.width() + 1 or part.minimumSizeHint().height() > part.height() + 1


def _name(part: QWidget) -> str:
    """An object name, or the nearest above it."""
    above: QWidget | None = part
    while above is not None and not above.objectName():
        above = above.parentWidget()
    return f"{type(part).__name__} in {above.objectName() if above else 'the window'}"
