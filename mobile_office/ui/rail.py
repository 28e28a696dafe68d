"""The rail on the left: the areas a person's role has, and nothing that does not work.

Which area belongs to whom stands in `domain/rights.py`; a count says how much waits there.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mobile_office.domain.people import Role
from mobile_office.domain.rights import Right, may
from mobile_office.ui import icons, style, words
from mobile_office.ui.buttons import Button
from mobile_office.ui.pieces import Words
from mobile_office.ui.words import say

_AREAS = (Right.TODAY, Right.CASES, Right.REVIEW, Right.INTAKE, Right.DELIVERY)  # in the order of the rail
AREAS: tuple[str, ...] = tuple(area.value for area in _AREAS)


def areas(roles: frozenset[Role]) -> tuple[str, ...]:
    """The areas these roles have, in the order of the rail."""
    return tuple(area.value for area in _AREAS if may(roles, area))


class Rail(QFrame):
    """One button for each area. `wanted` carries the key of the one clicked, or chosen by Ctrl and its place."""

    wanted = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self.setAccessibleName(say("rail.name"))
        self._buttons: dict[str, Button] = {}
        self._links: list[Button] = []
        self._current = ""
        box = QVBoxLayout(self)
        edge = style.px(style.BETWEEN)
        box.setContentsMargins(edge, style.px(16), edge, edge)
        box.setSpacing(style.px(style.TIGHT))
        name = Words(say("app.name"))
        name.setContentsMargins(style.px(9), 0, 0, style.px(style.BETWEEN))
        box.addWidget(name)
        for place, key in enumerate(keys, 1):
            box.addWidget(self._button(key))
            keyboard = f"Ctrl+{place}"
            QShortcut(QKeySequence(keyboard), self, partial(self.wanted.emit, key))
            self._buttons[key].setToolTip(words.keys(keyboard))
            self._buttons[key].setAccessibleDescription(words.keys(keyboard))
        box.addStretch(1)
        self._widen()

    def show_current(self, key: str) -> None:
        """Mark the area being shown."""
        self._current = key
        for area in self._buttons:
            self._name(area)

    def show_count(self, key: str, number: int) -> None:
        """Say in words how much waits in an area; nothing for zero."""
        if key in self._buttons:
            name = say(f"rail.{key}")
            self._buttons[key].set_words(say("rail.counted", name=name, n=number) if number else name)
            self._name(key)
            self._widen()

    def _name(self, key: str) -> None:
        """Which area is shown is said too, not only seen."""
        button, is_current = self._buttons[key], key == self._current
        style.look(button, "current", "true" if is_current else "false")
        button.setIcon(icons.rail_icon(key, shown=is_current))
        button.setAccessibleName(say("rail.current", name=button.text()) if is_current else button.text())

    def add_link(self, name: str, text: str, clicked: Callable[[], object]) -> None:
        """A quiet button at the foot of the rail, for what is done once in a while."""
        button = Button(text, "rail")
        button.setObjectName(f"rail.{name}")
        button.setMinimumHeight(style.px(style.TARGET))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: clicked())
        box = self.layout()
        assert box is not None
        box.addWidget(button)
        self._links.append(button)
        self._widen()

    def _widen(self) -> None:
        buttons = (*self._buttons.values(), *self._links)
        needed = max((button.sizeHint().width() for button in buttons), default=0)
        self.setFixedWidth(max(style.RAIL, needed + 3 * style.px(style.BETWEEN)))

    def _button(self, key: str) -> Button:
        button = Button(say(f"rail.{key}"), "rail")
        button.setObjectName(f"rail.{key}")
        button.setIcon(icons.rail_icon(key))
        button.setIconSize(QSize(style.px(30), style.px(20)))
        button.setMinimumHeight(style.px(40))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.wanted.emit(key))
        self._buttons[key] = button
        return button
