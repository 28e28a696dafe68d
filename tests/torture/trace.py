"""A run of the child under strace, as events on the files of its home: what the kernel was asked, in order.

Only system calls that succeeded count, each at its end. A name is a path below the home (`attachments/5f…`). The
log's index (`-shm`) is mapped memory and made anew after a crash.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture.child import CONTROL
from tests.torture.witness import PREFIX

_CALLS = (
    "openat,open,creat,close,dup,dup2,dup3,lseek,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,ftruncate,"
    "truncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,fallocate,sendfile,copy_file_range"
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")
_BEGUN = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")  # another thread's call came in between
_ENDED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_ROOT = Path(__file__).parents[2]
_OPENS = ("openat", "open", "creat")
_WRITES = ("write", "pwrite64")
_STRANGE = frozenset(
    "writev pwritev pwritev2 truncate link linkat rmdir fallocate sendfile copy_file_range".split()
)


@dataclass(frozen=True)
class Create:
    """A new file gets a name."""

    file: int
    name: str


@dataclass(frozen=True)
class Write:
    """Bytes at a place of a file."""

    file: int
    at: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Truncate:
    """A file gets this size."""

    file: int
    size: int


@dataclass(frozen=True)
class Sync:
    """A file's bytes and size are on the disk."""

    file: int


@dataclass(frozen=True)
class SyncFolder:
    """The names in a folder are on the disk; "" is the home itself."""

    name: str = ""


@dataclass(frozen=True)
class Folder:
    """A new folder in the home."""

    name: str


@dataclass(frozen=True)
class Rename:
    """A file takes another name, perhaps another file's."""

    file: int
    old: str
    new: str


@dataclass(frozen=True)
class Unlink:
    """A name goes."""

    name: str


@dataclass(frozen=True)
class Mark:
    """The child has said something."""

    said: dict[str, Any]


Event = Create | Write | Truncate | Sync | SyncFolder | Folder | Rename | Unlink | Mark


@dataclass(frozen=True)
class Trace:
    """The files as they were before, by number (0, 1, ...) and name, and everything that followed."""

    before: tuple[tuple[str, bytes], ...]
    events: tuple[Event, ...]


def folder_of(name: str) -> str:
    """The folder a name stands in; "" for the home itself."""
    return name.rpartition("/")[0]


def record(folder: Path, home: Path, seed: int, control: bool = False) -> Trace:
    """Run the child in `folder` under strace. Raises RuntimeError when it does not end well."""
    files = (path for path in sorted(home.rglob("*")) if path.is_file())
    before = tuple((path.relative_to(home).as_posix(), path.read_bytes()) for path in files)
    log = folder / "strace"
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)} | ({CONTROL: "OFF"} if control else {})
    strace = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-xx",
        "-s",
        str(1 << 26),
        "-e",
        f"trace={_CALLS}",
        "-o",
        str(log),
    ]
    child = [sys.executable, "-m", "tests.torture.child", str(folder), str(seed)]
    done = subprocess.run([*strace, *child], env=environment, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise RuntimeError(f"the child ended with {done.returncode} under strace")
    with log.open("r", encoding="ascii") as lines:
        events = tuple(read(lines, home, [name for name, _ in before]))
    log.unlink()
    return Trace(before, events)


def read(lines: Iterable[str], home: Path, names: list[str]) -> Iterator[Event]:
    """The events of strace's lines; `names` are the files there were. Raises RuntimeError for an unknown call."""
    return _Reader(home, names).read(lines)


def is_possible() -> bool:
    """Whether there is a strace and it may trace here."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    return tried.returncode == 0


@dataclass
class _Open:
    file: int  # -1: a folder
    at: int = 0
    folder: str = ""


class _Reader:
    """Follows which number stands for which file. One process, one writer: no two writes overlap in the home."""

    def __init__(self, home: Path, names: list[str]) -> None:
        self._home = home
        self._files = {name: number for number, name in enumerate(names)}
        self._next = len(names)
        self._folders = {folder_of(name) for name in names} | {""}
        self._open: dict[int, _Open] = {}
        self._begun: dict[str, str] = {}

    def read(self, lines: Iterable[str]) -> Iterator[Event]:
        """The events. Raises RuntimeError for a call on the home that nobody here understands."""
        for line in lines:
            if begun := _BEGUN.match(line):
                self._begun[begun[1]] = begun[2]
                continue
            if ended := _ENDED.match(line):
                line = f"{ended[1]} {self._begun.pop(ended[1])}{ended[2]}"
            if found := _LINE.match(line):
                call, arguments, result = found[1], found[2], int(found[3])
                if result >= 0:
                    yield from self._event(call, arguments, result)

    def _event(self, call: str, arguments: str, result: int) -> Iterator[Event]:
        strings = [bytes.fromhex(text.replace("\\x", "")) for text in _STRING.findall(arguments)]
        if call in _OPENS:
            yield from self._opened(strings[0].decode(), arguments, result)
        elif call in ("rename", "renameat", "renameat2"):
            yield from self._renamed(*(self._name(text) for text in strings))
        elif call in ("unlink", "unlinkat"):
            if name := self._name(strings[0]):
                self._files.pop(name, None)
                yield Unlink(name)
        elif call in ("mkdir", "mkdirat"):
            if name := self._name(strings[0]):
                self._folders.add(name)
                yield Folder(name)
        else:
            yield from self._on_open(call, arguments, strings, result)

    def _name(self, text: bytes) -> str:
        path = Path(text.decode())
        if path == self._home or not path.is_relative_to(self._home) or path.name.endswith("-shm"):
            return ""
        return path.relative_to(self._home).as_posix()

    def _opened(self, text: str, arguments: str, number: int) -> Iterator[Event]:
        self._open.pop(number, None)
        name = self._name(text.encode())
        if name in self._folders and (name or Path(text) == self._home):
            self._open[number] = _Open(-1, folder=name)
            return
        if not name:
            return
        if name not in self._files:
            self._files[name], self._next = self._next, self._next + 1
            yield Create(self._files[name], name)
        self._open[number] = _Open(self._files[name])
        if "O_TRUNC" in arguments:
            yield Truncate(self._files[name], 0)

    def _renamed(self, old: str, new: str) -> Iterator[Event]:
        if old and new:
            self._files[new] = self._files.pop(old)
            yield Rename(self._files[new], old, new)
        elif old or new:
            raise RuntimeError("a file moves into the home or out of it")

    def _on_open(self, call: str, arguments: str, strings: list[bytes], result: int) -> Iterator[Event]:
        number = int(re.match(r"-?\d+", arguments)[0]) if arguments[:1].isdigit() else -1  # type: ignore[index]
        here = self._open.get(number)
        if call in _WRITES and strings and strings[0].startswith(PREFIX):
            yield Mark(json.loads(strings[0].removeprefix(PREFIX)))
        elif here is None:
            return
        elif call == "close":
            del self._open[number]
        elif call == "lseek":
            here.at = result
        elif call in ("dup", "dup2", "dup3"):
            self._open[result] = here
        elif call in _WRITES:
            assert len(strings[0]) >= result, "strace has cut a write short"
            at = int(arguments.rpartition(",")[2]) if call == "pwrite64" else here.at
            here.at += result if call == "write" else 0
            yield Write(here.file, at, strings[0][:result])
        elif call in ("fsync", "fdatasync"):
            yield SyncFolder(here.folder) if here.file < 0 else Sync(here.file)
        elif call == "ftruncate":
            yield Truncate(here.file, int(arguments.rpartition(",")[2]))
        elif call in _STRANGE:
            raise RuntimeError(f"{call} on a file of the home: the model does not know it")
