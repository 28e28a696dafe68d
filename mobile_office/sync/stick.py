"""A stick (Datenträger): folders that are there whole or not at all, proved by reading them back.

Written under another name, synced, read back from the medium itself, then renamed. A stick that is full, gone or
read-only is a Trouble with a sentence; what came from somebody else's hand is read with limits and follows no link.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from mobile_office.domain.errors import Trouble

UNFINISHED = ".unfertig"  # how the name of a folder ends while it is being written
SPARE = 64 * 1024  # bytes: folders and names need room, too
BLOCK = 32 * 1024  # bytes: what the smallest file may take on a large stick
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP)  # some drivers of foreign file systems cannot sync a folder


@dataclass(frozen=True)
class Step:
    """What is being done ("sealing", "writing", "verifying"), and how many bytes of how many are; 0 where unknown.

    After the last step there is no way back any more.
    """

    name: str
    done: int = 0
    total: int = 0
    is_last: bool = False


Tell = Callable[[Step], object]


def free_space(folder: Path) -> int:
    """Bytes that can still be written. Raises OSError."""
    return shutil.disk_usage(folder).free


def quiet(_step: Step) -> None:
    """For callers who show no progress."""


@contextmanager
def making(parent: Path, name: str) -> Iterator[Path]:
    """A folder to be filled, which stands under `name` once the block has ended, in place of one of the same name.

    Whatever is raised, nothing half stands there. What is put in by other means than `put_files` is synced by whoever
    puts it in. Raises Trouble: stick_full, stick_gone, stick_unwritable.
    """
    unfinished = parent / (name + UNFINISHED)
    try:
        with touching():
            _remove(unfinished)
            yield unfinished
            for folder in sorted(path for path in unfinished.rglob("*") if path.is_dir()):
                _sync_folder(folder)
            _sync_folder(unfinished)
            _remove(parent / name)
            unfinished.rename(parent / name)
            _sync_folder(parent)
    except BaseException:
        with suppress(OSError):
            _remove(unfinished)
        raise


def put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files (`requests/0001.sealed`) into a folder that is being made; their bytes are durable. Raises OSError."""
    for path, data in files.items():
        _write(folder / path, data)


def check_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Read back what was written. Raises Trouble("stick_damaged") for something else, and OSError."""
    for path, data in files.items():
        with back(folder / path) as file:
            if file.read() != data:
                raise Trouble("stick_damaged")


def room_for(files: Mapping[str, bytes]) -> int:
    """The bytes these files may take, with what else a folder needs."""
    return sum(len(data) + BLOCK for data in files.values()) + SPARE


def put_folder(
    parent: Path, name: str, files: Mapping[str, bytes], free: Callable[[Path], int] = free_space
) -> None:
    """Write a folder of files, all or nothing, durable and read back when it returns. Raises Trouble as `making`.

    Or stick_damaged: what was read back is not what was written.
    """
    with making(parent, name) as unfinished:
        if free(parent) < room_for(files):
            raise Trouble("stick_full")
        put_files(unfinished, files)
        check_files(unfinished, files)


def put_file(path: Path, data: bytes) -> None:
    """Write one file in place of what was there; durable and read back when it returns. Raises Trouble."""
    unfinished = path.with_name(path.name + UNFINISHED)
    with touching():
        _remove(unfinished)
        _write(unfinished, data)
        check_files(unfinished.parent, {unfinished.name: data})
        unfinished.replace(path)
        _sync_folder(path.parent)


def read_file(path: Path, most: int) -> bytes | None:
    """The bytes of a file, or None when there is none, when it is a link, or has more than `most` bytes.

    Raises Trouble("stick_gone") when it cannot be read.
    """
    with opened(path) as file:
        data = None if file is None else file.read(most + 1)
    return None if data is None or len(data) > most else data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO | None]:
    """A file to read, or None when there is none or when it is a link. Raises Trouble("stick_gone")."""
    with reading():
        try:
            number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                raise
            number = -1
        if number >= 0 and not S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            number = -1
        if number < 0:
            yield None
            return
        with os.fdopen(number, "rb") as file:
            yield file


@contextmanager
def back(path: Path) -> Iterator[BinaryIO]:
    """A file just written, as it stands on the medium: the system's own copy in memory is dropped first."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        yield file


def remove(path: Path) -> None:
    """Remove a file or a folder if it is there; never what a link points to. Raises Trouble."""
    with touching():
        _remove(path)


def reading() -> AbstractContextManager[None]:
    """The same while a stick is only read: what may not be read is as good as gone."""
    return touching("stick_gone")


@contextmanager
def touching(forbidden: str = "stick_unwritable") -> Iterator[None]:
    """Turn what the system says about a stick into our words; it would name files and places.

    `forbidden` is the code for what may not be done.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Trouble("stick_full") from None
        if error.errno in _FORBIDDEN:
            raise Trouble(forbidden) from None
        raise Trouble("stick_gone", errno=error.errno or 0) from None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(number)
