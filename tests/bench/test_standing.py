"""The watch on a window: a standstill is seen with what was running, others' processor time is taken off."""

import io
import json
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.bench.day_stall import figures
from tests.bench.standing import Standing, Standstill, read
from tests.bench.waiting import Waiting, unhindered


def linger(seconds: float) -> None:
    """Do not come back to the loop for a while."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_a_standstill_is_seen_with_what_was_running(qtbot: QtBot, tmp_path: Path) -> None:
    said = io.StringIO()
    watch = Standing(said, "morning")
    try:
        QTimer.singleShot(30, lambda: linger(0.2))
        qtbot.wait(400)
        with watch.aside():
            linger(0.2)  # a picture, say
        qtbot.wait(30)
    finally:
        watch.end()
    longest = max(watch.found, key=lambda one: one.own)
    assert longest.wall > 180
    assert sum(one.wall > 180 for one in watch.found) == 1
    assert any("linger" in stack for stack, _ in longest.where)
    assert longest.scene == "morning"
    file = tmp_path / "told"
    file.write_text(said.getvalue(), encoding="utf-8")
    assert longest in read(file)
    assert json.loads(said.getvalue().splitlines()[0])["scene"] == "morning"


def test_what_others_had_of_the_processor_is_taken_off() -> None:
    waiting = Waiting()
    before = waiting.seconds()
    took = unhindered(lambda: time.sleep(0.02), waiting)()
    assert 0.01 < took < 2
    assert waiting.seconds() >= before
    waiting.close()
    assert waiting.seconds() == 0.0
    assert Standstill(wall=90.0, used=30.0, queued=50.0).own == 40.0


def test_unlocking_is_told_apart_from_working() -> None:
    unlocking = Standstill(300.0, 200.0, 0.0, (("ui.window._build:1 < app._enter:2", 5),))
    working = Standstill(90.0, 80.0, 20.0, (("ui.form._build:1", 5),), scene="morning")
    stall, used, unlock = figures((unlocking, working))
    assert (stall.value, stall.met, used.value, unlock.value) == (70.0, False, 80.0, 300.0)
    assert "1 longer" in stall.note
