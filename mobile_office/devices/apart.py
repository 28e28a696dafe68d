"""Documents looked at apart (abseits): in a process of its own, with little memory, little time and no key.

A document of a kilobyte can ask for more drawing than a computer does in a year, and the library that draws has no
limit. What takes too much is refused. Both ways it goes through memory both processes see; nothing is written.
"""

import json
import mmap
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtGui import QImage

from mobile_office.devices import documents
from mobile_office.domain.errors import NotAllowed

WORD = "apart"  # the command line of the other process begins so
SECONDS = 10  # of work; a large scan of a slow kind takes some
_WAIT = 60  # seconds, should the machine be busy with something else
_MEMORY = 512 * 2**20  # bytes
_CLEAN, _SHOWN = "clean", "shown"


def clean(data: bytes) -> tuple[int, bytes]:
    """As `documents.clean`, and raises attachment_unreadable too for what takes too much time or memory."""
    said, kept = _ask(_CLEAN, data)
    return int(said["pages"]), kept


def shown(data: bytes, page: int, longest: int) -> QImage:
    """As `documents.shown`. Raises as `clean`."""
    said, pixels = _ask(_SHOWN, data, page, longest)
    width, height, stride = said["width"], said["height"], said["stride"]
    return QImage(pixels, width, height, stride, QImage.Format.Format_RGB32).copy()


def work(arguments: Sequence[str]) -> int:
    """The other process: does one task, and is ended by the system when it takes too much."""
    task, given, answer, *numbers = arguments
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    data = _seen(int(given))
    try:
        said, content = _done(task, data, [int(number) for number in numbers])
    except NotAllowed as refused:
        said, content = {"code": refused.code, "details": dict(refused.details)}, b""
    _put(int(answer), json.dumps(said).encode() + b"\n" + content)
    return 0


def _done(task: str, data: bytes, numbers: Sequence[int]) -> tuple[dict[str, Any], bytes]:
    if task == _CLEAN:
        pages, kept = documents.clean(data)
        return {"pages": pages}, kept
    image = documents.shown(data, *numbers)
    place = {"width": image.width(), "height": image.height(), "stride": image.bytesPerLine()}
    return place, bytes(image.constBits())


def _ask(task: str, data: bytes, *numbers: int) -> tuple[dict[str, Any], bytes]:
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "mobile_office"]
    with _memory(data) as given, _memory(b"") as answer:
        try:
            done = subprocess.run(
                [*program, WORD, task, str(given), str(answer), *map(str, numbers)],
                pass_fds=(given, answer),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_WAIT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise NotAllowed("attachment_unreadable") from None
        if done.returncode != 0:
            raise NotAllowed("attachment_unreadable")
        line, _, content = _seen(answer).partition(b"\n")
    said = json.loads(line)
    if "code" in said:
        raise NotAllowed(said["code"], **said["details"])
    return said, content


@contextmanager
def _memory(data: bytes) -> Iterator[int]:
    """A file in memory, without a name, that only we and whom we start can see."""
    number = os.memfd_create(WORD, os.MFD_CLOEXEC)
    try:
        _put(number, data)
        yield number
    finally:
        os.close(number)


def _put(number: int, data: bytes) -> None:
    os.ftruncate(number, len(data))
    if data:
        with mmap.mmap(number, len(data)) as view:
            view[:] = data


def _seen(number: int) -> bytes:
    if size := os.fstat(number).st_size:
        with mmap.mmap(number, size, prot=mmap.PROT_READ) as view:
            return view[:]
    return b""
