"""A small file that is either the old or the new one, whatever happens to the power.

Written beside itself, synced, renamed, and the folder synced; readable by its owner only.
"""

import errno
import os
from pathlib import Path

from mobile_office.domain.errors import Damaged, DiskFull

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def write(path: Path, data: bytes) -> None:
    """Replace a file's content; durable when it returns. Creates the folder where needed.

    Raises DiskFull, or Damaged(what="home") when the folder cannot be written.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
