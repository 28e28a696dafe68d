"""A lost laptop, with the real program in its own process: somebody unlocks it, and it wipes itself and starts anew.

The process that was unlocked ends, the fresh one destroys, says what happened and gives the office its word.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice import inviting, wiping
from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.people import Role
from mobile_office.joining import enrol
from tests.house import CHEAP, STREAM, Town

PASSPHRASE = "linde am Marktplatz"
PATIENCE = 90  # seconds
# What a person does: choose nothing, type the passphrase, Enter.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from mobile_office import app

def unlock(opened):
    opened.unlock.entry.line.setText(sys.argv[2])
    opened.unlock.entry.submit()

sys.exit(app.run(Path(sys.argv[1]), None, lambda opened: QTimer.singleShot(200, lambda: unlock(opened))))
"""


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def _wait(so: object) -> None:
    deadline = time.monotonic() + PATIENCE
    while not so():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.slow
def test_the_next_contact_wipes_the_laptop_and_the_office_hears_of_it(
    town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    code = town.office.invite_device(STREAM, "B", "bus").text
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    device = enrol(home, url, code, person.text, PASSPHRASE, CHEAP)
    wiping.order(town.office, device.id)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), PASSPHRASE], env=environment, stderr=subprocess.DEVNULL
    ) as program:
        try:
            _wait(lambda: inviting.standings(town.office)[0].wiped_at)
        finally:
            program.kill()
    assert {path.name for path in home.iterdir()} <= {"wiped.json", "instance.lock", "settings.toml"}
