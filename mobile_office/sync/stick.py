"""A stick (Datenträger): folders that are there whole or not at all, proved by reading them back.

Written under another name, synced, read back from the medium itself, then renamed. A stick that is full, gone or
read-only is a Trouble with a sentence; what came from somebody else's hand is read with limits and follows no link.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from mobile_office.domain.errors import Trouble

UNFINISHED = ".unfertig"  # how the name of a folder ends while it is being written
_SPARE = 64 * 1024  # bytes: folders and names need room, too
_BLOCK = 32 * 1024  # bytes: what the smallest file may take on a large stick
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EROFS, errno.EACCES, errno.EPERM)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP)  # some drivers of foreign file systems cannot sync a folder

Tell = Callable[[str], object]


def free_space(folder: Path) -> int:
    """Bytes that can still be written. Raises OSError."""
    return shutil.disk_usage(folder).free


def quiet(_step: str) -> None:
    """For callers who show no progress."""


def put_folder(
    parent: Path,
    name: str,
    files: Mapping[str, bytes],
    tell: Tell = quiet,
    free: Callable[[Path], int] = free_space,
) -> Path:
    """Write a folder of files (`requests/0001.sealed`), all or nothing, in place of one of the same name.

    `tell` hears "writing", then "verifying". Durable and read back when it returns; whatever is raised, nothing
    half stands under `name`. Raises Trouble: stick_full, stick_gone, stick_unwritable, stick_damaged (what was
    read back is not what was written).
    """
    unfinished = parent / (name + UNFINISHED)
    try:
        with touching():
            tell("writing")
            _remove(unfinished)
            if free(parent) < sum(len(data) + _BLOCK for data in files.values()) + _SPARE:
                raise Trouble("stick_full")
            for path, data in files.items():
                _write(unfinished / path, data)
            for folder in sorted({(unfinished / path).parent for path in files} | {unfinished}):
                _sync_folder(folder)
            tell("verifying")
            for path, data in files.items():
                if _read_back(unfinished / path) != data:
                    raise Trouble("stick_damaged")
            _remove(parent / name)
            unfinished.rename(parent / name)
            _sync_folder(parent)
    except Trouble:
        with suppress(OSError):
            _remove(unfinished)
        raise
    return parent / name


def put_file(path: Path, data: bytes) -> None:
    """Write one file in place of what was there; durable and read back when it returns. Raises Trouble."""
    unfinished = path.with_name(path.name + UNFINISHED)
    with touching():
        _remove(unfinished)
        _write(unfinished, data)
        if _read_back(unfinished) != data:
            raise Trouble("stick_damaged")
        unfinished.replace(path)
        _sync_folder(path.parent)


def read_file(path: Path, most: int) -> bytes | None:
    """The bytes of a file, or None when there is none, when it is a link, or has more than `most` bytes.

    Raises Trouble("stick_gone") when it cannot be read.
    """
    with reading():
        try:
            number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise
        if not S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            return None
        with os.fdopen(number, "rb") as file:
            data = file.read(most + 1)
    return data if len(data) <= most else None


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


def _read_back(path: Path) -> bytes:
    """What stands on the medium: the system's own copy in memory is dropped first."""
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(number)
