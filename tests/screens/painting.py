"""Painting one scene, and what can be measured in it: nothing may be wider than its place."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QTableView, QWidget

from tests.screens.scenes import Scene
from tests.screens.stage import HEIGHT, WIDTH, Stage


def paint(stage: Stage, scene: Scene, file: Path) -> list[str]:
    """Draw a scene to a PNG file; returns what is clipped, a line for each."""
    try:
        scene.draw(stage)
        window = stage.top
        QApplication.processEvents()
        file.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(file))
        return [f"{file.name}: {told}" for told in clipped(window)]
    finally:
        stage.close_windows()


def clipped(window: QWidget) -> list[str]:
    """What does not fit: a window grown beyond its size, pages, labels and buttons wider than their place."""
    found = []
    if window.width() > WIDTH or window.height() > HEIGHT:
        found.append(f"the window is {window.width()}x{window.height()}")
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            found.append(
                f"{_name(area)} is {inside.width()} px wide in a place of {area.viewport().width()}"
            )
    for table in window.findChildren(QTableView):
        if table.isVisible() and table.horizontalScrollBar().maximum() > 0:
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
