"""The rail on the left: the areas a person's role has, and nothing that does not work.

Which area belongs to whom stands in `domain/rights.py`; a count says how much waits there.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from mobile_office.domain.people import Role
from mobile_office.domain.rights import Right, may
from mobile_office.ui import icons, style
from mobile_office.ui.pieces import Button, Words
from mobile_office.ui.words import say

AREAS = (Right.TODAY, Right.CASES, Right.REVIEW, Right.INTAKE, Right.DELIVERY)  # in the order of the rail


def areas(roles: frozenset[Role]) -> tuple[str, ...]:
    """The areas these roles have, in the order of the rail."""
    return tuple(area.value for area in AREAS if may(roles, area))


class Rail(QFrame):
    """One button for each area. `wanted` carries the key of the one clicked."""

    wanted = Signal(str)

    def __init__(self, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "rail")
        self.setAccessibleName(say("rail.name"))
        self._buttons: dict[str, Button] = {}
        self._links: list[Button] = []
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        edge = style.px(style.BETWEEN)
        box.setContentsMargins(edge, style.px(16), edge, edge)
        box.setSpacing(style.px(style.TIGHT))
        name = Words(say("app.name"))
        name.setContentsMargins(style.px(9), 0, 0, style.px(style.BETWEEN))
        box.addWidget(name)
        for key in keys:
            box.addWidget(self._button(key))
        box.addStretch(1)
        self._widen()

    def show_current(self, key: str) -> None:
        """Mark the area being shown."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def show_count(self, key: str, number: int) -> None:
        """Say in words how much waits in an area; nothing for zero."""
        if key in self._buttons:
            name = say(f"rail.{key}")
            self._buttons[key].set_words(say("rail.counted", name=name, n=number) if number else name)
            self._widen()

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
        button.setCheckable(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self.wanted.emit(key))
        self._group.addButton(button)
        self._buttons[key] = button
        return button
