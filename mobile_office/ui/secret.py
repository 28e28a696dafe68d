"""A line for secrets (Passphrase): nobody sees what is typed, and nobody hears it either.

Qt sends the letters of every line of text to the bus of screen readers, hidden or not, where any program of the
session may listen. Here a reader is told of as many dots as there are letters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QDropEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

_DOT = "●"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SecretLine(QLineEdit):
    """A hidden line. While it is shown on purpose (`setEchoMode(Normal)`) it is told like any other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_unheard = False
        self._length = 0
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # First of all that follow a change: what they have to say is to be heard again.
        self.textEdited.connect(self._changed)
        self.textChanged.connect(self._changed)

    def setText(self, text: str | None) -> None:
        self._unheard(lambda: super(SecretLine, self).setText(text or ""))

    def clear(self) -> None:
        self._unheard(super().clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:  # changes nothing, and much may follow
            super().keyPressEvent(event)
        else:
            self._unheard(lambda: super(SecretLine, self).keyPressEvent(event))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._unheard(lambda: super(SecretLine, self).inputMethodEvent(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes."""
        self._unheard(lambda: super(SecretLine, self).mouseReleaseEvent(event))

    def dropEvent(self, event: QDropEvent) -> None:
        self._unheard(lambda: super(SecretLine, self).dropEvent(event))

    def _unheard(self, change: Callable[[], object]) -> None:
        with self._silence():
            change()

    @contextmanager
    def _silence(self) -> Iterator[None]:
        if self.echoMode() is QLineEdit.EchoMode.Normal or not QAccessible.isActive():
            self._length = len(self.text())
            yield
            return
        self._length, self._is_unheard = len(self.text()), True
        QAccessible.setActive(False)
        try:
            yield
        finally:
            self._listen()

    def _changed(self) -> None:
        if not self._is_unheard:
            return
        self._listen()
        more = len(self.text()) - self._length
        event = QAccessibleTextInsertEvent if more > 0 else QAccessibleTextRemoveEvent
        if more:
            QAccessible.updateAccessibility(event(self, self.cursorPosition(), _DOT * abs(more)))

    def _listen(self) -> None:
        if self._is_unheard:
            self._is_unheard = False
            QAccessible.setActive(True)
