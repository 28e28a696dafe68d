"""Collecting on the window's thread: what lies in a cycle never dies on another thread."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from mobile_office.ui.background import Background
from mobile_office.ui.collector import Collector


class Page:
    """Something in a cycle that tells on which thread it died."""

    def __init__(self, told: list[str]) -> None:
        self.itself, self._told = self, told

    def __del__(self) -> None:
        self._told.append(threading.current_thread().name)


def test_rubbish_is_not_collected_on_the_writer_s_thread(qtbot: QtBot, background: Background) -> None:
    told: list[str] = []
    Page(told)
    background.write(lambda: [[n] for n in range(100_000)])  # far beyond what makes Python collect
    background.drain()
    assert told == []
    qtbot.waitUntil(lambda: told == [threading.main_thread().name], timeout=10_000)


def test_what_there_was_when_a_shift_began_is_not_looked_through_again(qtbot: QtBot) -> None:
    parent = QObject()
    collector = Collector(parent)
    before = gc.get_freeze_count()
    try:
        kept = [[n] for n in range(10_000)]
        collector.settle()
        assert gc.get_freeze_count() > before + 10_000
    finally:
        collector.stop()
    assert len(kept) == 10_000
    assert gc.get_freeze_count() == 0 or Collector._running


def test_what_has_become_old_is_collected_within_a_minute(qtbot: QtBot) -> None:
    parent, told = QObject(), list[str]()
    collector = Collector(parent)
    try:
        page = Page(told)
        gc.collect()  # it survives, and is old
        del page
        for _ in range(60):
            collector.collect()
        assert told == [threading.main_thread().name]
    finally:
        collector.stop()


def test_python_collects_again_once_nobody_is_left_if_it_did_before(qtbot: QtBot) -> None:
    parent = QObject()
    for was_on in (True, False):
        gc.enable() if was_on else gc.disable()
        try:
            one, two = Collector(parent), Collector(parent)
            assert not gc.isenabled()
            one.stop()
            one.stop()
            assert not gc.isenabled()
            two.stop()
            assert gc.isenabled() is was_on
        finally:
            gc.disable()  # as tests/conftest.py has it
