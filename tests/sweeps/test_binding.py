"""What the binding to Qt does to Python itself.

PySide6 6.12.0 lost a reference to None at each call without a result on Python before 3.12; after some ten thousand
of them the interpreter ended in the middle of a day.
"""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

TIMES = 5_000


class _Sender(QObject):
    told = Signal(bool)


def _drift(call: Callable[[], object]) -> int:
    constants = (None, True, False)
    before = [sys.getrefcount(one) for one in constants]
    for _ in range(TIMES):
        call()
    return max(abs(sys.getrefcount(one) - then) for one, then in zip(constants, before, strict=True))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are no longer counted")
def test_none_and_the_booleans_are_counted_right(qtbot: QtBot) -> None:
    window, sender, picture = QWidget(), _Sender(), QPixmap(8, 8)
    qtbot.addWidget(window)
    sender.told.connect(lambda _: None)
    assert _drift(lambda: window.setWindowTitle("A")) < TIMES // 10
    assert _drift(window.parentWidget) < TIMES // 10
    assert _drift(lambda: sender.told.emit(True)) < TIMES // 10
    with QPainter(picture) as painter:
        assert _drift(lambda: painter.drawLine(0, 0, 1, 1)) < TIMES // 10
