"""What does not fit in a window as it stands, a line for each: nothing excepted, at every size.

Text wider or higher than its place, boxes and fields whose words are cut, headings of tables, parts that stick out of
what holds them, and neighbours that lie over one another.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTableView,
    QWidget,
)

from mobile_office.ui import style
from mobile_office.ui.magnifier import Magnifier
from tests.screens.stage import HEIGHT, WIDTH

SEEN = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractScrollArea)
_BREAKS = re.compile(r"\s+|(?<=-)")  # Qt ends a line there
_SLACK = 1  # pixels nobody sees: layouts and fonts round


def complaints(window: QWidget) -> list[str]:
    """Everything that does not fit: nobody should have to guess a word."""
    found = []
    if window.width() > WIDTH or window.height() > HEIGHT:
        found.append(f"the window is {window.width()}x{window.height()}")
    for part in (window, *window.findChildren(QWidget)):
        if part.isVisible():
            found += [f"{_name(part)} {told}" for told in _of(part)]
    return found


def _of(part: QWidget) -> Iterator[str]:
    if isinstance(part, QScrollArea):
        yield from _wide(part)
    if isinstance(part, QTableView):
        yield from _table(part)
    if isinstance(part, QLabel | QAbstractButton) and (told := _cut(part)):
        yield f"„{part.text()}“ {told}"
    if told := _cut_words(part):
        yield told
    if isinstance(part, SEEN) and (told := _out(part)):
        yield told
    if (layout := part.layout()) is not None:
        yield from _overlapping(layout)


def _wide(area: QScrollArea) -> Iterator[str]:
    if isinstance(area, Magnifier) and area.percent > 100:
        return  # made larger by whoever looks at it (WCAG 1.4.10 excepts pictures, too)
    inside = area.widget()
    if inside is not None and inside.width() > area.viewport().width():
        yield f"is {inside.width()} px wide in a place of {area.viewport().width()}"


def _table(table: QTableView) -> Iterator[str]:
    """A table may scroll sideways at large text (WCAG 1.4.10 excepts tables), at normal size it may not."""
    if style.px(100) == 100 and table.horizontalScrollBar().maximum() > 0:
        yield "scrolls sideways"
    header, model = table.horizontalHeader(), table.model()
    for place in range(model.columnCount()):
        needed = header.sectionSizeFromContents(place).width()
        if (
            not header.isHidden()
            and not table.isColumnHidden(place)
            and needed > header.sectionSize(place) + _SLACK
        ):
            title = model.headerData(place, Qt.Orientation.Horizontal)
            yield f"cuts its heading „{title}“: needs {needed}, has {header.sectionSize(place)}"


def _cut(part: QLabel | QAbstractButton) -> str:
    """How much a text lacks of the width or height of its widget."""
    if not part.text():
        return ""
    if isinstance(part, QLabel) and part.wordWrap():
        needed, has = part.heightForWidth(part.width()), part.height()
        word = max(
            (part.fontMetrics().horizontalAdvance(one) for one in _BREAKS.split(part.text())), default=0
        )
        room = part.contentsRect().width()
        if word > room + _SLACK:
            return f"has a word of {word} px in {room}"
        return f"needs a height of {needed}, has {has}" if needed > has + _SLACK else ""
    wide, high = part.sizeHint().width(), part.minimumSizeHint().height()
    if wide > part.width() + _SLACK:
        return f"needs a width of {wide}, has {part.width()}"
    return f"needs a height of {high}, has {part.height()}" if high > part.height() + _SLACK else ""


def _cut_words(part: QWidget) -> str:
    """What a box shows, or a field asks for."""
    if isinstance(part, QComboBox):
        return _cut_choice(part)
    if isinstance(part, QLineEdit) and not isinstance(part.parent(), QComboBox):
        return _cut_line(part)
    return ""


def _cut_choice(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room, text, metrics = (
        box.style().subControlRect(kind, option, part, box),
        box.currentText(),
        box.fontMetrics(),
    )
    if box.isEditable() or room.height() < 2 * metrics.height():
        return _lacking(text, metrics.horizontalAdvance(text), room.width())
    shown = metrics.boundingRect(QRect(0, 0, room.width(), HEIGHT), Qt.TextFlag.TextWordWrap, text)
    return _lacking(text, shown.width(), room.width()) or _lacking(text, shown.height(), room.height())


def _cut_line(line: QLineEdit) -> str:
    """Whether what it asks for can be read; what is typed may be longer, it moves with the cursor."""
    if line.displayText():
        return ""
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width()
    room -= line.textMargins().left() + line.textMargins().right() + 4  # Qt keeps 2 px on each side
    text = line.placeholderText()
    return _lacking(text, line.fontMetrics().horizontalAdvance(text), room)


def _lacking(text: str, needed: int, room: int) -> str:
    return f"cuts „{text}“: needs {needed}, has {room}" if needed > room + _SLACK else ""


def _out(part: QWidget) -> str:
    """Whether it sticks out of what holds it; what scrolls is looked at by its own area."""
    above = part.parentWidget()
    while above is not None and not part.isWindow():
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return ""
        place = QRect(part.mapTo(above, QPoint(0, 0)), part.size())
        if not above.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(place):
            return f"at {place.getRect()} sticks out of {_name(above)}, {above.width()}x{above.height()}"
        above = None if above.isWindow() else above.parentWidget()
    return ""


def _overlapping(layout: QLayout) -> Iterator[str]:
    places = [(part, part.geometry().adjusted(1, 1, -1, -1)) for part in _parts(layout)]
    for (one, first), (other, second) in combinations(places, 2):
        if first.intersects(second):
            yield f"{_name(one)} lies over {_name(other)}"


def _parts(layout: QLayout) -> Iterator[QWidget]:
    """The visible widgets a layout places, also through the layouts in it."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (part := item.widget()) is not None and part.isVisible():
            yield part
        elif (inner := item.layout()) is not None:
            yield from _parts(inner)


def _name(part: QWidget) -> str:
    """An object name, or the nearest above it."""
    above: QWidget | None = part
    while above is not None and (not above.objectName() or above.objectName().startswith("qt_")):
        above = above.parentWidget()
    return f"{type(part).__name__} in {above.objectName() if above else 'the window'}"
