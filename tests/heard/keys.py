"""Keys pressed at the X server (XTEST), as a keyboard does it: whoever has the input focus gets them.

Speaks to libX11 and libXtst, which come with at-spi2-core. Letters that the server's keyboard lacks are refused.
"""

import ctypes
import time
from ctypes.util import find_library
from types import TracebackType
from typing import Self

_NAMES = {
    "\n": "Return",
    "\t": "Tab",
    " ": "space",
    "Ctrl": "Control_L",
    "Shift": "Shift_L",
    "Alt": "Alt_L",
    "Esc": "Escape",
    "Enter": "Return",
    "Del": "Delete",
}
_PAUSE = 0.004  # seconds between two keys


class Keyboard:
    """The keyboard of a display. Use as a context manager."""

    def __init__(self, display: str) -> None:
        """Raises OSError when the display does not answer."""
        self._x11, self._xtst = ctypes.CDLL(find_library("X11")), ctypes.CDLL(find_library("Xtst"))
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XStringToKeysym.restype = ctypes.c_ulong
        self._x11.XkbKeycodeToKeysym.restype = ctypes.c_ulong
        opened = self._x11.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"no X server at {display}")
        self._display = ctypes.c_void_p(opened)

    def press(self, keys: str) -> None:
        """One key with what is held meanwhile: `Tab`, `Ctrl+K`, `Shift+F4`. A letter is the key of that letter."""
        *held, last = keys.split("+")
        last = last.lower() if len(last) == 1 else last
        for name in held:
            self._tap(self._code(name), down=True)
        self._stroke(last)
        for name in reversed(held):
            self._tap(self._code(name), down=False)

    def write(self, text: str) -> None:
        """A text, letter by letter."""
        for letter in text:
            self._stroke(letter)

    def _stroke(self, key: str) -> None:
        code, shifted = self._code(key), False
        if len(key) == 1 and key not in _NAMES:
            symbol = self._symbol(key)
            shifted = self._x11.XkbKeycodeToKeysym(self._display, code, 0, 0) != symbol
            if shifted and self._x11.XkbKeycodeToKeysym(self._display, code, 0, 1) != symbol:
                raise KeyError(key)
        if shifted:
            self._tap(self._code("Shift"), down=True)
        self._tap(code, down=True)
        self._tap(code, down=False)
        if shifted:
            self._tap(self._code("Shift"), down=False)
        time.sleep(_PAUSE)

    def _tap(self, code: int, *, down: bool) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), int(down), ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def _symbol(self, key: str) -> int:
        if len(key) == 1 and key not in _NAMES:
            return ord(key)  # a keysym of Latin-1 is its letter
        return int(self._x11.XStringToKeysym(_NAMES.get(key, key).encode()))

    def _code(self, key: str) -> int:
        code = int(self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(self._symbol(key)))) & 0xFF
        if not code:
            raise KeyError(key)
        return code

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._x11.XCloseDisplay(self._display)
