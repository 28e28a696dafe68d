"""Somebody steps in with the real program in its own process: prepared while a colleague works, opened without a network.

The first process fills the pool after its first exchange. The second takes the code at the unlock window, becomes a
fresh process, and is unlocked with the passphrase the substitute has chosen; the office hears of it when it can.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mobile_office.backoffice import pool
from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.people import Role
from mobile_office.joining import enrol
from mobile_office.store.pool import SIZE, Pool
from tests.house import CHEAP, STREAM, Town

FIRST, OWN = "linde hinter der alten Mühle", "Kastanien blühen am Rathaus"
PATIENCE = 120  # seconds
# What a person does: type the passphrase and press Enter; before that, when a code is given, the way in with it.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from mobile_office import app
from mobile_office.store.pool import Pool

home, url, passphrase, code = sys.argv[1:]

def unlock(opened):
    opened.unlock.entry.line.setText(passphrase)
    opened.unlock.entry.submit()

def step_in(opened):
    opened.unlock.findChild(QPushButton, "unlock.substitute").click()
    screen = opened.comeback
    screen.code.line.setText(code)
    screen.name.line.setText("Anna Probst")
    for line in (screen.passphrase.first.line, screen.passphrase.again.line):
        line.setText(passphrase)
    screen.do.click()

does = step_in if code and not Pool(Path(home)).opened() else unlock
sys.exit(app.run(Path(home), url, lambda opened: QTimer.singleShot(200, lambda: does(opened))))
"""


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


@contextmanager
def program(home: Path, url: str, passphrase: str, code: str = "") -> Iterator[None]:
    """The real program, ended at once when the block ends."""
    line = [sys.executable, "-c", PROGRAM, str(home), url, passphrase, code]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL) as running:
        try:
            yield
        finally:
            running.kill()


def _wait(so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _slots(town: Town) -> tuple[pool.Slot, ...]:
    ((_, held),) = pool.slots(town.office, STREAM)
    return held


@pytest.mark.slow
def test_a_substitute_opens_the_laptop_by_telephone(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    code = town.office.invite_device(STREAM, "B", "bus").text
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    device = enrol(home, url, code, person.text, FIRST, CHEAP)
    with program(home, url, FIRST):
        _wait(lambda: sum(each.is_ready for each in _slots(town)) == SIZE)
    handed = pool.hand_out(town.office, device.id, "Anna Probst", "Sabine Thiele")
    with program(home, "http://127.0.0.1:9", OWN, handed.code):  # no network
        _wait(lambda: Pool(home).opened() == (handed.person,))
    with program(home, url, OWN):
        _wait(lambda: any(each.opened_at for each in _slots(town)))
    assert len(Pool(home).ready()) == SIZE - 1  # a substitute prepares none
