"""The clipboard (Zwischenablage): what this program has put there is gone after half a minute, or sooner.

`clear()` is called when a shift ends; what other programs have put there stays theirs (security.md 6).
"""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT = 30.0  # seconds; a constant that the leak run shortens


class Clipboard(QObject):
    """Watches the system's clipboard from unlocking to locking."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Empty what is ours: the clipboard, and what is only marked where the system offers that (X11)."""
        self._timer.stop()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if self._is_ours(mode):
                self._board.clear(mode)

    def _changed(self) -> None:
        if self._is_ours(QClipboard.Mode.Clipboard) and self._board.text():
            self._timer.start(round(KEPT * 1000))
        else:
            self._timer.stop()

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        if mode is QClipboard.Mode.Selection:
            return self._board.supportsSelection() and self._board.ownsSelection()
        # Without a display there is a clipboard inside this process only, and Qt says that nobody owns it.
        return self._board.ownsClipboard() or QGuiApplication.platformName() == "offscreen"
