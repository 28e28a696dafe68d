"""The flatbed scanner (Scanner): a page as a PNG in memory; real through SANE's `scanimage`, or simulated.

The command is started without a shell and its picture read from its output: no file, and no name but the device's.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from shutil import which
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QProcess, QProcessEnvironment, QTimer

from mobile_office.domain.attachment import LARGEST
from mobile_office.domain.errors import Trouble

DOTS = 200  # an inch: what is written by hand stays readable, and a page stays small
LOOKING, SCANNING = 30_000, 90_000  # milliseconds a search and a page may take; then it is ended
_A4 = ("-x", "210", "-y", "297")  # millimetres; a smaller scanner takes its own
_WANTED = ("--mode", "Color", "--resolution", str(DOTS), *_A4)
_NO_SCANNER = ("v4l:",)  # a camera that SANE knows too
_PATIENCE = 3000  # milliseconds from asking a command to end until it is ended
_PERCENT = re.compile(rb"([0-9]{1,3})(?:\.[0-9]+)?%")
_SAID = 4096  # bytes of what it says that are looked at
# What SANE says (in English, because it is asked to), and what it means for who stands before it.
_MEANS = (
    ("busy", "scanner_busy"),
    ("access to resource has been denied", "scanner_denied"),
    ("jammed", "scanner_look"),
    ("cover is open", "scanner_look"),
    ("out of documents", "scanner_look"),
    ("invalid argument", "scanner_missing"),
)
_UNKNOWN_SETTING = ("setting of option", "unrecognized option", "ambiguous option")

Scanned = Callable[[bytes], object]
Failed = Callable[[Trouble], object]
Progress = Callable[[int], object]


class Scanner(Protocol):
    """Something that scans a page. On the window's thread, which it never keeps waiting."""

    def scan(self, scanned: Scanned, failed: Failed, progress: Progress) -> None:
        """One page: `scanned(png)`, or `failed(trouble)`; `progress(percent)` between where it is known.

        Codes: scanner_missing, scanner_busy, scanner_denied, scanner_look, scanner_slow, scanner_failed.
        """

    def stop(self) -> None:
        """No more of it. May be called at any time, also twice."""


class SaneScanner:
    """The first scanner that SANE finds. Raises Trouble("scanner_not_installed")."""

    def __init__(self, program: str = "scanimage") -> None:
        found = which(program)
        if found is None:
            raise Trouble("scanner_not_installed")
        self._program, self._device = found, ""
        self._process: QProcess | None = None
        self._out, self._said = bytearray(), bytearray()

    def scan(self, scanned: Scanned, failed: Failed, progress: Progress) -> None:
        """Look for the scanner where it is not known yet, then scan."""
        self.stop()
        self._scanned, self._failed, self._progress = scanned, failed, progress
        if self._device:
            self._page(_WANTED)
        else:
            self._run(LOOKING, self._looked, "--formatted-device-list", "%d%n")

    def stop(self) -> None:
        """The scanner goes back to its place by itself, which may take it some seconds."""
        process, self._process = self._process, None
        self._out, self._said = bytearray(), bytearray()
        if process is None:
            return
        if process.state() == QProcess.ProcessState.NotRunning:
            process.deleteLater()
            return
        process.setParent(QCoreApplication.instance())
        process.finished.connect(process.deleteLater)
        process.terminate()
        _after(_PATIENCE, process, process.kill)

    # -- inside

    def _looked(self, out: bytes, _said: str) -> None:
        names = out.decode("utf-8", "replace").split("\n")
        self._device = next((name for name in names if name and not name.startswith(_NO_SCANNER)), "")
        if self._device:
            self._page(_WANTED)
        else:
            self._fail("scanner_missing")

    def _page(self, settings: tuple[str, ...]) -> None:
        def done(out: bytes, said: str) -> None:
            if out:
                self._scanned(out)
            elif settings and any(word in said for word in _UNKNOWN_SETTING):
                self._page(())  # a scanner that has other names for it: as it does by itself
            else:
                self._device = ""  # perhaps another one next time
                self._fail(next((code for word, code in _MEANS if word in said), "scanner_failed"))

        wanted = (f"--device-name={self._device}", "--format=png", "--progress", *settings)
        self._run(SCANNING, done, *wanted)

    def _run(self, limit: int, done: Callable[[bytes, str], None], *arguments: str) -> None:
        """Start the command; `done(output, what it said)`, the output empty unless all went well."""
        self.stop()
        process = self._process = QProcess()
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_ALL", "C")
        process.setProcessEnvironment(environment)
        process.setStandardInputFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(partial(self._read, process))
        process.readyReadStandardError.connect(partial(self._hear, process))
        process.errorOccurred.connect(partial(self._not_started, process))
        process.finished.connect(partial(self._ended, process, done))
        _after(limit, process, partial(self._too_slow, process))
        process.start(self._program, list(arguments))

    # A command that was stopped may still tell something: only the one at work is listened to.

    def _read(self, process: QProcess) -> None:
        if process is self._process:
            self._out += process.readAllStandardOutput().data()
            if len(self._out) > LARGEST:
                self._fail("scanner_failed")

    def _hear(self, process: QProcess) -> None:
        if process is self._process:
            heard = process.readAllStandardError().data()
            if found := _PERCENT.findall(heard):
                self._progress(min(100, int(found[-1])))
            self._said = (self._said + _PERCENT.sub(b"", heard))[-_SAID:]

    def _ended(
        self,
        process: QProcess,
        done: Callable[[bytes, str], None],
        status: int,
        how: QProcess.ExitStatus = QProcess.ExitStatus.NormalExit,
    ) -> None:
        self._read(process)
        self._hear(process)
        if process is self._process:
            good = status == 0 and how == QProcess.ExitStatus.NormalExit
            out, said = bytes(self._out), self._said.decode("utf-8", "replace").lower()
            self.stop()
            done(out if good else b"", said)

    def _not_started(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if process is self._process and error == QProcess.ProcessError.FailedToStart:
            self._fail("scanner_failed")

    def _too_slow(self, process: QProcess) -> None:
        if process is self._process:
            self._device = ""
            self._fail("scanner_slow")

    def _fail(self, code: str) -> None:
        self.stop()
        self._failed(Trouble(code))


def _after(milliseconds: int, process: QProcess, act: Callable[[], object]) -> None:
    """Do it then, unless the process is gone."""
    timer = QTimer(process, singleShot=True)
    timer.timeout.connect(act)
    timer.start(milliseconds)


class SimulatedScanner:
    """A scanner with a plot: a page or a code of trouble for each scan, the last one for ever."""

    def __init__(self, *plot: bytes | str, wait: int = 0) -> None:
        """`wait` milliseconds at 40 percent."""
        self._plot: Iterator[bytes | str] = iter(plot)
        self._now: bytes | str = "scanner_missing"
        self._wait, self.is_scanning = wait, False
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self._answer)

    def scan(self, scanned: Scanned, failed: Failed, progress: Progress) -> None:
        """The next of the plot."""
        self._scanned, self._failed, self.is_scanning = scanned, failed, True
        self._now = next(self._plot, self._now)
        progress(40)
        self._timer.start(self._wait)

    def stop(self) -> None:
        """No more of it."""
        self.is_scanning = False
        self._timer.stop()

    def _answer(self) -> None:
        self.is_scanning = False
        if isinstance(self._now, str):
            self._failed(Trouble(self._now))
        else:
            self._scanned(self._now)
