"""This process: keeps its memory to itself, is the only one in its home, and ends by becoming a fresh one.

Locking replaces the process because Python cannot wipe strings (docs/decisions/004). Linux only.
"""

import ctypes
import errno
import fcntl
import os
import resource
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from mobile_office.domain.errors import AlreadyOpen

LOCK_FILE = "instance.lock"

_PR_GET_DUMPABLE = 3
_PR_SET_DUMPABLE = 4


def harden() -> None:
    """No core dumps, and no other process of this user may read our memory (ptrace, /proc/PID/mem).

    To be called first thing in every process that will hold keys: exec makes a process dumpable again.
    Raises OSError when the system refuses.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _prctl(_PR_SET_DUMPABLE, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE) failed")


def is_hardened() -> bool:
    """True after `harden`; shown on the status page."""
    return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0 and _prctl(_PR_GET_DUMPABLE, 0) == 0


class Instance:
    """The right to be the only process in a home. The system takes it back when the process ends."""

    def __init__(self, home: Path) -> None:
        """Take the lock; creates the home where needed. Raises AlreadyOpen."""
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.open(home / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise AlreadyOpen from None
            raise
        self._is_held = True

    def release(self) -> None:
        """Give the home free. The lock file stays: deleting it would let two processes lock two files."""
        if self._is_held:
            self._is_held = False
            os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def replace(command: Sequence[str] | None = None) -> NoReturn:
    """Become a fresh process with the same command line; everything in memory is gone.

    The caller has drained its writer before. No file, socket or lock survives but the three
    standard streams. If the system cannot start the new process, this one still ends (status 70):
    a locked screen over a living key would be a lie.

    In a bundle `sys.executable` is the program itself; `packaging/first.py` has given its environment
    back, so that the fresh process starts as the first one did.
    """
    line = [sys.executable, *sys.orig_argv[1:]] if command is None else list(command)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        _close_on_exec()
        # a signal mask is inherited: the fresh process must hear Ctrl+C and SIGTERM
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        os.execv(line[0], line)
    finally:
        os._exit(os.EX_SOFTWARE)


def _close_on_exec() -> None:
    for file in Path("/proc/self/fd").iterdir():
        number = int(file.name)
        if number > 2:
            try:
                os.set_inheritable(number, False)
            except OSError as error:
                if error.errno != errno.EBADF:  # the folder's own descriptor is closed by now
                    raise


def _prctl(option: int, value: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    return int(libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0))
