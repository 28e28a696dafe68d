"""The program is killed while it works; at the next start the whole store is looked at, and somebody works meanwhile."""

import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from mobile_office import soundness
from mobile_office.store.clean import FILE
from mobile_office.workplace import open_workplace
from tests.house import Laptop, passphrase
from tests.journeys.at_work import at_work

_KILLED = """
import os, sys
from pathlib import Path
from mobile_office.workplace import open_workplace
place = open_workplace(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
place.local.put("fact", "saved")
os.kill(os.getpid(), 9)
"""


def test_after_a_kill_the_whole_store_is_looked_at_once(qtbot: QtBot, laptop: Laptop, tmp_path: Path) -> None:
    home, dbk = laptop.place.home, laptop.people["Berger"].dbk
    laptop.place.close()
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(home), dbk.hex()], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (home / FILE).exists()
    with at_work(home, tmp_path / "out", "Berger, Test", passphrase("Berger")) as stage:
        shift = stage.app.shift
        assert shift is not None
        top, watch, seen = shift.window.top, shift._watch, list[bool]()
        watch.changed.connect(lambda: seen.append(top.store.isVisible()))
        assert watch.is_after_disorder
        qtbot.waitUntil(lambda: not watch.is_after_disorder, timeout=20_000)
        assert any(seen)  # the word stood in the frame while it ran
        assert top.store.isHidden()
        assert shift.place.local.get("fact") == "saved"
    assert not (home / FILE).exists()
    laptop.place = open_workplace(home, dbk)
    assert not laptop.place.mark.is_due
    look = soundness.last_look(laptop.place)
    assert look is not None
    assert look.problems == ()
