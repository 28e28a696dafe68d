"""A window manager of one rule: the uppermost window gets the keyboard, as on any desktop. Nothing is framed or moved.

Without one, keys go to the window below the mouse and no window ever becomes the active one.
"""

import ctypes
import threading
from ctypes.util import find_library
from types import TracebackType
from typing import Self

_LOOK = 0.03  # seconds between two looks
_VIEWABLE = 2
_TO_PARENT = 2  # where the keyboard goes when its window vanishes


class _Attributes(ctypes.Structure):
    """What the server says of a window (XWindowAttributes)."""

    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border_width", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("kind", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("all_event_masks", ctypes.c_long),
        ("your_event_mask", ctypes.c_long),
        ("do_not_propagate_mask", ctypes.c_long),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    )


def _let_it_be(_display: int, _error: int) -> int:
    """A window may be gone between two questions; Xlib would end the process for it."""
    return 0


_ON_ERROR = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(_let_it_be)


class Uppermost:
    """Watches a display. Use as a context manager."""

    def __init__(self, display: str) -> None:
        """Raises OSError when the display does not answer."""
        self._x11 = ctypes.CDLL(find_library("X11"))
        self._x11.XSetErrorHandler(_ON_ERROR)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        opened = self._x11.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"no X server at {display}")
        self._display, self._given = ctypes.c_void_p(opened), 0
        self._is_over = threading.Event()
        self._watch = threading.Thread(target=self._work, daemon=True)
        self._watch.start()

    def _work(self) -> None:
        while not self._is_over.wait(_LOOK):
            above = self._uppermost()
            if above and above != self._given:
                self._x11.XSetInputFocus(self._display, ctypes.c_ulong(above), _TO_PARENT, ctypes.c_ulong(0))
                self._x11.XSync(self._display, 0)
            self._given = above

    def _uppermost(self) -> int:
        """The window above all others; menus and open lists (override redirect) are their window's own affair."""
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        whole = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))
        found = 0
        if self._x11.XQueryTree(
            self._display,
            whole,
            ctypes.byref(root),
            ctypes.byref(parent),
            ctypes.byref(windows),
            ctypes.byref(count),
        ):
            found = next((each for each in reversed(windows[: count.value]) if self._takes_keys(each)), 0)
            if windows:
                self._x11.XFree(windows)
        return found

    def _takes_keys(self, window: int) -> bool:
        told = _Attributes()
        if not self._x11.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(told)):
            return False
        return told.map_state == _VIEWABLE and not told.override_redirect and told.width > 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._watch.join()
        self._x11.XCloseDisplay(self._display)
