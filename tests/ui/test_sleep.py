"""Sleep: noticed by the clocks, told by logind over a real bus, and nothing breaks where there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mobile_office.ui import sleep
from mobile_office.ui.sleep import Sleep

# In a process of its own: Qt connects to the system's bus once.
WATCHER = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from mobile_office.ui.sleep import Sleep
app, owner = QCoreApplication([]), QObject()
sleep = Sleep(owner)
def begins():
    print("delays" if sleep.delays else "no delay", flush=True)
    sleep.let_go()
    QTimer.singleShot(0, app.quit)
sleep.begins.connect(begins)
print(sleep.watch("it locks"), flush=True)
QTimer.singleShot(15000, app.quit)
app.exec()
"""


@pytest.fixture
def bus() -> Iterator[str]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    line = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


def test_the_clocks_tell_that_it_slept(qtbot: QtBot) -> None:
    owner, clock = QObject(), [100.0]
    watching = Sleep(owner, lambda: clock[0])
    with qtbot.assertNotEmitted(watching.begins):
        watching._look()
        clock[0] += 0.5
        watching._look()
    clock[0] += 3600
    with qtbot.waitSignal(watching.begins):
        watching._look()
    with qtbot.assertNotEmitted(watching.begins):
        watching._look()
    owner.deleteLater()


def test_a_clock_that_is_set_is_no_sleep() -> None:
    assert sleep.slept() == pytest.approx(sleep.slept(), abs=0.01)


@contextmanager
def started(line: list[str], **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process that is gone afterwards, whatever happened."""
    pipe, environment = subprocess.PIPE, {**os.environ, **more}
    with subprocess.Popen(line, stdin=pipe, stdout=pipe, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


def read(process: subprocess.Popen[str]) -> str:
    """The next line of a process."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_logind_waits_for_us_and_says_when(bus: str) -> None:
    with (
        started([sys.executable, "-m", "tests.ui.logind", bus]) as system,
        started([sys.executable, "-c", WATCHER], DBUS_SYSTEM_BUS_ADDRESS=bus) as ours,
    ):
        assert read(system) == "ready"
        assert read(ours) == "True"
        assert read(system) == "asked sleep mobile-office it locks delay"
        assert system.stdin is not None
        system.stdin.write("now\n")
        system.stdin.flush()
        assert [read(ours), read(system), read(system)] == ["delays", "held", "let go"]


def test_without_a_bus_nobody_is_asked(qtbot: QtBot) -> None:
    line = WATCHER.replace("app.exec()", "sys.exit(sleep.delays)")
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}
    done = subprocess.run([sys.executable, "-c", line], check=True, env=environment, capture_output=True)
    assert done.stdout == b"False\n"
    assert done.stderr == b""
