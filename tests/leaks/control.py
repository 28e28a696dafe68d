"""Leaks on purpose, one for each way out and each form: all of them must be caught, or the run is worth nothing."""

import logging
import mmap
import os
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage

from tests.leaks.canary import WORDS, forms

_NAME = WORDS["family name"]


def _file(root: Path, content: bytes) -> None:
    """A file that is gone again at once."""
    path = root / "tmp" / "scratch"
    path.write_bytes(b"before " + content + b" after")
    path.unlink()


def _form(form: str, root: Path) -> None:
    _file(root, dict(forms(_NAME))[form])


def _pieces(root: Path) -> None:
    path, content = root / "tmp" / "scratch", _NAME.encode()
    with path.open("wb", buffering=0) as file:
        for at in range(len(content)):
            file.write(content[at : at + 1])
    path.unlink()


def _shared(root: Path) -> None:
    path = root / "tmp" / "shared"
    path.write_bytes(bytes(4096))
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 4096) as memory:
        memory[100 : 100 + len(_NAME.encode())] = _NAME.encode()


def _picture(root: Path) -> None:
    QImage(40, 40, QImage.Format.Format_RGB32).save(str(root / "tmp" / "picture.png"))


def _settings(root: Path) -> None:
    settings = QSettings(str(root / "home" / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("last", _NAME)
    settings.sync()


def _vectors(root: Path) -> None:
    number = os.open(root / "tmp" / "vectors", os.O_WRONLY | os.O_CREAT)
    os.writev(number, [_NAME.encode()[:4], _NAME.encode()[4:]])
    os.pwrite(number, b"x", 100)
    os.close(number)


def _sent(_: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.sendto(_NAME.encode(), ("127.0.0.1", 9))


def _named(root: Path) -> None:
    path = root / "tmp" / f"{_NAME}.lock"
    path.touch()
    path.unlink()


def _folder(root: Path) -> None:
    path = root / "tmp" / _NAME.upper()
    path.mkdir()
    path.rmdir()


def _argument(_: Path) -> None:
    subprocess.run([sys.executable, "-c", "", _NAME], check=True)


def _environment(_: Path) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True, env={**os.environ, "WHO": _NAME})


CONTROLS: dict[str, Callable[[Path], None]] = {
    **{form: partial(_form, form) for form, _ in forms(_NAME)},
    "packed": lambda root: _file(root, b"stream " + zlib.compress(b"said " * 9 + _NAME.encode())),
    "letter by letter": _pieces,
    "several buffers": _vectors,
    "shared memory": _shared,
    "a picture": _picture,
    "settings": _settings,
    "a log": lambda _: logging.getLogger("leaks").error("%s", _NAME),
    "standard output": lambda _: print(_NAME, flush=True),
    "the network": _sent,
    "a file's name": _named,
    "a folder's name": _folder,
    "an argument": _argument,
    "the environment": _environment,
}
