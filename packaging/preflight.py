"""What this machine lacks for mobile_office, in sentences, with the line that installs it.

Runs before anything is installed, so it knows the standard library only and parses on Python 3.8.
Exit 0: everything is there. Exit 1: what is missing is named. Nothing is changed.
"""

import argparse
import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import Callable, List, NamedTuple, Sequence

OLDEST_PYTHON = (3, 11)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
)
FONT_FILES = (".ttf", ".otf", ".ttc")


class Need(NamedTuple):
    """One thing the program needs: `apt` and `dnf` are the packages that bring it."""

    what: str
    why: str
    apt: str
    dnf: str
    present: Callable[[], bool]


def has_library(name: str) -> bool:
    """True when the system's loader finds a shared library by its exact name (`libEGL.so.1`)."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """True when this Python can make an environment with pip in it; Debian ships that apart."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def has_font(folders: Sequence[str] = FONT_FOLDERS) -> bool:
    """True when at least one font file lies in the usual folders."""
    for folder in folders:
        for _, _, files in os.walk(str(Path(folder).expanduser())):
            if any(name.lower().endswith(FONT_FILES) for name in files):
                return True
    return False


def library(name: str, why: str, apt: str, dnf: str) -> Need:
    """A shared library as a need."""
    return Need(name, why, apt, dnf, lambda: has_library(name))


PYTHON_PARTS = (Need("venv", "makes the environment", "python3-venv", "python3", has_venv),)
# Qt loads these even without a display.
LIBRARIES = (
    library("libEGL.so.1", "Qt draws with it", "libegl1", "libglvnd-egl"),
    library("libGL.so.1", "Qt draws with it", "libgl1", "libglvnd-glx"),
    library("libxkbcommon.so.0", "Qt reads the keyboard with it", "libxkbcommon0", "libxkbcommon"),
    library("libdbus-1.so.3", "Qt speaks to screen readers with it", "libdbus-1-3", "dbus-libs"),
    library("libfontconfig.so.1", "Qt finds fonts with it", "libfontconfig1", "fontconfig"),
    library("libglib-2.0.so.0", "Qt's event loop uses it", "libglib2.0-0", "glib2"),
    library("libX11.so.6", "Qt is linked with it", "libx11-6", "libX11"),
)
FONTS = (Need("a font", "letters are drawn with it", "fonts-dejavu-core", "dejavu-sans-fonts", has_font),)
# Only where a window is to be shown on this display.
X11 = (
    library("libxcb-cursor.so.0", "windows on X11", "libxcb-cursor0", "xcb-util-cursor"),
    library("libxcb-icccm.so.4", "windows on X11", "libxcb-icccm4", "xcb-util-wm"),
    library("libxcb-image.so.0", "windows on X11", "libxcb-image0", "xcb-util-image"),
    library("libxcb-keysyms.so.1", "windows on X11", "libxcb-keysyms1", "xcb-util-keysyms"),
    library("libxcb-render-util.so.0", "windows on X11", "libxcb-render-util0", "xcb-util-renderutil"),
    library("libxcb-shape.so.0", "windows on X11", "libxcb-shape0", "libxcb"),
    library("libxkbcommon-x11.so.0", "the keyboard on X11", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
WAYLAND = (
    library("libwayland-client.so.0", "windows on Wayland", "libwayland-client0", "libwayland-client"),
    library("libwayland-cursor.so.0", "windows on Wayland", "libwayland-cursor0", "libwayland-cursor"),
)


def needs(window: bool, linux: bool, environment: "os._Environ[str]") -> List[Need]:
    """What is needed here. `window`: the display of this session is to be used, if there is one."""
    found = list(PYTHON_PARTS)
    if not linux:
        return found + list(FONTS)
    found += LIBRARIES + FONTS
    if window and environment.get("WAYLAND_DISPLAY"):
        found += WAYLAND
    elif window and environment.get("DISPLAY"):
        found += X11
    return found


def report(missing: Sequence[Need]) -> str:
    """The sentences for what is missing, with one install line for each kind of system."""
    lines = ["This machine lacks:"]
    lines += ["  {:<24} {}".format(need.what, need.why) for need in missing]
    lines += [
        "Install it, then run the same command again:",
        "  Debian, Ubuntu:  sudo apt-get install " + packages(missing, "apt"),
        "  Fedora:          sudo dnf install " + packages(missing, "dnf"),
    ]
    return "\n".join(lines)


def packages(missing: Sequence[Need], system: str) -> str:
    """The packages of a system (`apt` or `dnf`) that bring what is missing, once each, in order."""
    return " ".join(dict.fromkeys(getattr(need, system) for need in missing))


def main(arguments: Sequence[str]) -> int:
    """Check and say. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="preflight.py", description="Name what this machine lacks.")
    parser.add_argument("--window", action="store_true", help="also check what showing a window needs")
    parser.add_argument("--packages", choices=("apt", "dnf"), help="print the missing packages only")
    options = parser.parse_args(arguments)
    if sys.version_info < OLDEST_PYTHON:
        print(
            "mobile_office needs Python {}.{} or newer; this is {}.{}. If a newer one is installed, name it:\n"
            "  make PYTHON=python3.12 run".format(*OLDEST_PYTHON, *sys.version_info[:2]),
            file=sys.stderr,
        )
        return 1
    missing = [
        need for need in needs(options.window, sys.platform == "linux", os.environ) if not need.present()
    ]
    if options.packages:
        print(packages(missing, options.packages))
    elif missing:
        print(report(missing), file=sys.stderr)
    elif not shutil.which("git"):
        print("git is not installed; only developing needs it.", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
