"""Disks in files: an ext4 in an image, mounted by a loop device, frozen for a moment. For root only.

Whoever mounts is alone in a namespace of mounts first: nobody else sees them, and they go with the process at the
latest. What the system says in the way comes as OSError with its words.
"""

import ctypes
import errno
import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_TOOLS = "mkfs.ext4", "mount", "umount"
_FREEZE, _THAW = 0xC0045877, 0xC0045878  # FIFREEZE, FITHAW of linux/fs.h
_NEW_NAMESPACE = 0x00020000  # CLONE_NEWNS of linux/sched.h


def possible() -> None:
    """Raise OSError where there is no use in trying."""
    if os.geteuid():
        raise OSError(errno.EPERM, "only root may mount")
    if missing := [name for name in _TOOLS if shutil.which(name) is None]:
        raise OSError(errno.ENOENT, f"there is no {missing[0]}")


@cache
def be_alone() -> None:
    """From now on what this thread mounts nobody else sees but what it starts."""
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_NAMESPACE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    run("mount", "--make-rprivate", "/")


def make(image: Path, size: int, *options: str) -> None:
    """An image of `size` MB with an empty ext4; root has no blocks of its own."""
    with image.open("wb") as file:
        file.truncate(size << 20)
    run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "lazy_itable_init=0", *options, str(image))


@contextmanager
def mounted(image: Path, point: Path) -> Iterator[None]:
    """The file system of an image; one that was not left in order replays its journal."""
    run("mount", "-o", "loop,noatime", str(image), str(point))  # the loop device goes with the mount
    try:
        yield
    finally:
        _unmount(point)


@contextmanager
def frozen(point: Path) -> Iterator[None]:
    """Nothing reaches the files of a file system: whoever writes waits."""
    number = os.open(point, os.O_RDONLY)
    try:
        fcntl.ioctl(number, _FREEZE, 0)
        try:
            yield
        finally:
            fcntl.ioctl(number, _THAW, 0)
    finally:
        os.close(number)


def run(*command: str) -> None:
    """Run a command of the system. Raises OSError with what it said."""
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise OSError(errno.EIO, f"{command[0]}: {said}")


def _unmount(point: Path) -> None:
    for _ in range(50):
        with suppress(OSError):  # somebody who was just ended still holds it
            run("umount", str(point))
            return
        time.sleep(0.1)
    run("umount", "--lazy", str(point))
