"""A small file that is either the old or the new one, whatever happens to the power.

Written beside itself, synced, renamed, and the folder synced; readable by its owner only.
"""

import errno
import os
import shutil
from pathlib import Path

from mobile_office.domain.errors import Damaged, DiskFull

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_LEAST = 64 * 1024  # bytes: what the smallest store and its log need beside them


def write(path: Path, data: bytes) -> None:
    """Replace a file's content; durable when it returns. Creates the folder where needed.

    Raises DiskFull, or Damaged(what="home") when the folder cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        make_folder(path.parent)
        number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise trouble_of(error) from None


def remove(path: Path) -> None:
    """Remove a file if it is there; durable when it returns. Raises Damaged(what="home")."""
    try:
        path.unlink()
        sync_folder(path.parent)
    except FileNotFoundError:
        return
    except OSError as error:
        raise trouble_of(error) from None


def make_folder(folder: Path) -> None:
    """Make a folder its owner only may read, if it is not there; its name is durable when it returns. Raises OSError.

    Without that a power cut may take a new folder along with everything that was made durable inside.
    """
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed or removed in a folder durable. Raises OSError."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def trouble_of(error: OSError) -> Damaged | DiskFull:
    """What is in the way, in our words: no space, or a folder that cannot be used."""
    if error.errno in _NO_SPACE:
        return DiskFull()
    return Damaged(what="home", errno=error.errno or 0)


def is_full(folder: Path) -> bool:
    """Whether hardly anything more finds room where a folder lies; False where nobody can tell."""
    try:
        return shutil.disk_usage(folder).free < _LEAST
    except OSError:
        return False
