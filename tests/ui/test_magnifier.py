"""A picture made larger and turned: by steps, kept in the middle, never wider than fits to begin with."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mobile_office.ui.magnifier import STEPS, Magnifier

WIDE, HIGH = 1600, 2000


@pytest.fixture
def shown(qtbot: QtBot) -> Magnifier:
    """A page in a place that is half as wide."""
    magnifier = Magnifier("Scan")
    qtbot.addWidget(magnifier)
    magnifier.resize(800, 600)
    magnifier.show()
    image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.setPixelColor(0, 0, Qt.GlobalColor.red)
    magnifier.show_image(image)
    QApplication.processEvents()
    return magnifier


def sheet(shown: Magnifier) -> QLabel:
    found = shown.findChild(QLabel, "scan.sheet")
    assert isinstance(found, QLabel)
    return found


def test_it_begins_as_wide_as_fits(shown: Magnifier) -> None:
    assert shown.percent == 100
    assert shown.viewport().width() - 20 <= sheet(shown).width() <= shown.viewport().width()
    assert shown.horizontalScrollBar().maximum() == 0
    assert sheet(shown).height() / sheet(shown).width() == pytest.approx(HIGH / WIDE, abs=0.01)


def test_larger_and_smaller_by_steps_and_back(shown: Magnifier) -> None:
    fits = sheet(shown).width()
    for _ in range(len(STEPS)):
        shown.zoom(1)
    assert (shown.percent, shown.can_zoom(1)) == (400, False)
    assert sheet(shown).width() == pytest.approx(fits * 4, abs=4)
    QApplication.processEvents()
    assert shown.horizontalScrollBar().maximum() > 0
    for _ in range(len(STEPS)):
        shown.zoom(-1)
    assert (shown.percent, shown.can_zoom(-1)) == (50, False)
    shown.fit()
    assert sheet(shown).width() == fits


def test_what_was_in_the_middle_stays_there(shown: Magnifier) -> None:
    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    middle = (bar.value() + bar.pageStep() / 2) / sheet(shown).height()
    shown.zoom(3)
    QApplication.processEvents()
    assert (bar.value() + bar.pageStep() / 2) / sheet(shown).height() == pytest.approx(middle, abs=0.02)


@pytest.mark.parametrize(
    ("by", "degrees", "corner"),
    [(1, 90, (HIGH - 1, 0)), (2, 180, (WIDE - 1, HIGH - 1)), (-1, 270, (0, WIDE - 1)), (4, 0, (0, 0))],
)
def test_it_turns_by_quarters(shown: Magnifier, by: int, degrees: int, corner: tuple[int, int]) -> None:
    shown.turn(by)
    assert shown.degrees == degrees
    picture = sheet(shown).pixmap().toImage()
    assert picture.pixelColor(*corner) == Qt.GlobalColor.red
    assert (picture.width() > picture.height()) is (degrees in (90, 270))


def test_the_next_page_is_as_large_and_turned_as_this_one(shown: Magnifier) -> None:
    shown.zoom(2)
    shown.turn(1)
    shown.show_image(QImage(WIDE, HIGH, QImage.Format.Format_RGB32))
    assert (shown.percent, shown.degrees) == (150, 90)
    assert sheet(shown).pixmap().width() == HIGH


def test_a_wider_window_keeps_the_step(shown: Magnifier) -> None:
    shown.zoom(1)
    before = sheet(shown).width()
    shown.resize(1000, 600)
    QApplication.processEvents()
    assert shown.percent == 125
    assert sheet(shown).width() > before


def test_the_wheel_enlarges_with_ctrl_only(shown: Magnifier) -> None:
    for modifier, percent in (
        (Qt.KeyboardModifier.NoModifier, 100),
        (Qt.KeyboardModifier.ControlModifier, 125),
    ):
        at = QPointF(10, 10)
        turned = QWheelEvent(
            at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False
        )  # fmt: skip
        QApplication.sendEvent(shown.viewport(), turned)
        assert shown.percent == percent


def test_without_a_picture_nothing_happens(qtbot: QtBot) -> None:
    empty = Magnifier("Scan")
    qtbot.addWidget(empty)
    empty.zoom(1)
    empty.turn(1)
    assert empty.findChild(QLabel, "scan.sheet") is None
