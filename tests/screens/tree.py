"""What a screen reader and the keyboard meet in a window: complaints about its accessible tree, a line for each.

Named controls, the visible label in the name (WCAG 2.5.3), a role that fits, errors tied to their field, and Tab in
the order of reading. Nothing is excepted.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QPushButton, QWidget

from mobile_office.ui import reading
from mobile_office.ui.pieces import ErrorText
from mobile_office.ui.window import Window

Role, Text = QAccessible.Role, QAccessible.Text
NAMED = {
    Role.Button,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.Table,
    Role.List,
    Role.Tree,
    Role.ProgressBar,
    Role.Link,
    Role.MenuItem,
    Role.Window,
    Role.Dialog,
}
# What may have the keyboard: a name and a role that says what its keys do, or a grouping that says its name.
OPERATED = NAMED | {Role.Document, Role.PageTab, Role.Terminal}
_WORD = re.compile(r"\w+")
_KEYS = re.compile(r"\s*\([^()]*\)$")  # the shortcut written behind a button's words


def complaints(window: QWidget) -> list[str]:
    """Everything that is wrong in a window as it stands."""
    top = QAccessible.queryAccessibleInterface(window)
    assert top is not None
    told = [f"{path}: {what}" for part, path in parts(top, "") for what in _of(part)]
    return told + untied(window) + disorder(window)


def parts(part: QAccessibleInterface, path: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    """A part and all that is visible below it, with where it is. A table's cells are its model's (see `_cells`)."""
    if part.state().invisible:
        return
    thing = part.object()
    own = thing.objectName() or type(thing).__name__ if thing is not None else part.role().name
    path = f"{path}/{own}" if path else own
    yield part, path
    if isinstance(thing, QAbstractItemView):
        return
    for place in range(part.childCount()):
        below = part.child(place)
        if below is not None:
            yield from parts(below, path)


def name(part: QAccessibleInterface) -> str:
    """What a screen reader calls a part: its label where it has one (a box of choices tells its value as name), else its name."""
    labels = [
        other.text(Text.Name)
        for other, flag in part.relations()
        if flag == QAccessible.RelationFlag.Label and other is not None
    ]
    thing = part.object()
    own = thing.accessibleName() if isinstance(thing, QWidget) else ""
    return own or " ".join(labels) or ("" if part.role() == Role.ComboBox else part.text(Text.Name))


def _of(part: QAccessibleInterface) -> Iterator[str]:
    role, thing, called = part.role(), part.object(), name(part).strip()
    if role in NAMED and not called:
        yield f"{role.name} has no name"
    for label in _labels(part):
        if _bare(label) not in _bare(called):
            yield f"„{label}“ is read on it, „{called}“ is its name"
    if role == Role.Graphic and not (called or _is_decoration(part)):
        yield "a picture on its own has no name"
    if isinstance(thing, QPushButton) and role in (Role.CheckBox, Role.RadioButton):
        yield "a push button calls itself a check box"
    if isinstance(thing, QWidget) and reading.is_stop(thing) and role not in OPERATED and not called:
        yield f"Tab stops at a {role.name} without a name"
    if isinstance(thing, QWidget) and thing.property("look") == "wrong" and not part.text(Text.Description):
        yield "is marked wrong without a description"
    if isinstance(thing, QAbstractItemView):
        yield from _cells(thing.model())


def _labels(part: QAccessibleInterface) -> list[str]:
    """What is written on or before a control."""
    thing = part.object()
    found = [
        other.text(Text.Name)
        for other, flag in part.relations()
        if flag == QAccessible.RelationFlag.Label and other is not None
    ]
    if isinstance(thing, QAbstractButton):
        found.append(thing.text().replace("&&", "&"))
    return [_KEYS.sub("", label) for label in found if label.strip()]


def _bare(label: str) -> str:
    """The words of a label, in order: signs and dots are not read aloud."""
    return " ".join(_WORD.findall(label)).casefold()


def _is_decoration(part: QAccessibleInterface) -> bool:
    """Whether a picture stands beside words: its parent, or another part of the same parent, says what it means."""
    above = part.parent()
    if above is None:
        return False
    beside = (above.child(place) for place in range(above.childCount()))
    return bool(above.text(Text.Name)) or any(one.role() == Role.StaticText for one in beside if one)


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    """A column without a heading is known by its cells only: then each of them has to say something."""
    nowhere = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)
    for column in range(columns):
        heading = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        for row in range(model.rowCount(nowhere)):
            index = model.index(row, column)
            shown = index.data(Qt.ItemDataRole.DisplayRole)
            told = index.data(Qt.ItemDataRole.AccessibleTextRole)
            if not (shown or told or heading):
                yield f"the cell {row}, {column} says nothing"


def untied(window: QWidget) -> list[str]:
    """Sentences under fields that no control has as its description."""
    described = " ".join(
        each.accessibleDescription() for each in window.findChildren(QWidget) if each.isVisible()
    )
    return [
        f"{each.objectName() or 'an error'}: „{each.text()}“ is tied to no field"
        for each in window.findChildren(ErrorText)
        if each.isVisible() and each.text().lstrip("⚠ℹ ") not in described
    ]


# -- the way of Tab


def way(window: QWidget) -> list[QWidget]:
    """Where Tab stops, from the first: the program's own order in its window, elsewhere Qt's."""
    if isinstance(window, Window):
        return reading.stops(window)
    found = list[QWidget]()
    part: QWidget | None = window.nextInFocusChain()
    while part is not None and part is not window:
        if reading.is_stop(part) and part.window() is window:
            found.append(part)
        part = part.nextInFocusChain()
    return found


def disorder(window: QWidget) -> list[str]:
    """Steps of Tab that go back: up in a column, left in a row, or up and to the left. Right and up is the next column."""
    stops, told = way(window), []
    for before, after in pairwise(stops):
        if _goes_back(before, after):
            told.append(f"Tab goes back from {_called(before)} to {_called(after)}")
    return told


def _goes_back(before: QWidget, after: QWidget) -> bool:
    one, two, is_mirrored = _places(before, after)
    if is_mirrored:  # Arabic and Persian are read from the right
        one, two = (QRect(-each.right(), each.top(), each.width(), each.height()) for each in (one, two))
    if _shares(one.left(), one.right(), two.left(), two.right()) and two.top() != one.top():
        return two.top() < one.top()
    if _shares(one.top(), one.bottom(), two.top(), two.bottom()):
        return two.left() < one.left()
    return two.top() < one.top() and two.left() < one.left()


def _places(one: QWidget, two: QWidget) -> tuple[QRect, QRect, bool]:
    """Where both are seen in what holds them both, and whether that is read from the right.

    What is scrolled out of sight stands at the edge of its area.
    """
    above: QWidget = one
    while above is not two and not above.isAncestorOf(two):
        above = cast(QWidget, above.parentWidget())
    mirrored = above.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _place(one, above), _place(two, above), mirrored


def _place(part: QWidget, above: QWidget) -> QRect:
    branch = part
    while branch is not above and branch.parentWidget() is not above:
        branch = cast(QWidget, branch.parentWidget())
    place = QRect(part.mapTo(above, QPoint(0, 0)), part.size())
    seen = QRect(branch.mapTo(above, QPoint(0, 0)), branch.size())
    place.moveTop(max(seen.top(), min(place.top(), seen.bottom() - place.height())))
    return place


def _shares(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether the shorter of two stretches lies at least half within the other."""
    shared = min(end, other_end) - max(start, other_start)
    return shared * 2 > min(end - start, other_end - other_start)


def _called(part: QWidget) -> str:
    text = part.text() if isinstance(part, QLabel | QAbstractButton) else ""
    return part.objectName() or text or part.accessibleName() or type(part).__name__
