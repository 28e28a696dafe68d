"""A hand scanner that types (Keyboard-Wedge): told from a person by how fast its keys follow each other.

The keys' own times count, not when they are dealt with: a window that was busy makes nobody a scanner.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

FASTEST = 40  # milliseconds between two keys; a person who types well needs 100
LEAST = 6  # characters; two keys may meet by chance
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class Burst:
    """The keys that came fast, one after the other. Show it each key before it is dealt with."""

    def __init__(self) -> None:
        self._text, self._last = "", 0

    def take(self, event: QKeyEvent) -> str:
        """What a scanner has typed, when this key is the Enter that ends it; else ""."""
        if event.key() in _MODIFIERS:
            return ""
        is_fast = 0 < event.timestamp() - self._last <= FASTEST and self._last > 0
        before = self._text if is_fast else ""
        self._last = event.timestamp()
        if event.key() in _ENDS:
            self._text = ""
            return before if len(before) >= LEAST else ""
        self._text = before + event.text()
        return ""
