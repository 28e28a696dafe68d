"""The pad: what is written stands on it until it is taken back; it says what it is, and dark on white in each theme."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mobile_office.devices.signature import SimulatedPen
from mobile_office.ui import style
from mobile_office.ui.signature_pad import HIGH, LEAST, SignaturePad
from tests.handwriting import name, with_mouse

NAME = name(60)


def shown(qtbot: QtBot, pen: SimulatedPen | None = None) -> SignaturePad:
    pad = SignaturePad("Bitte unterschreiben Sie", "Mit dem Finger.", "Hier schreiben", pen)
    qtbot.addWidget(pad)
    pad.resize(900, 232)
    pad.show()
    return pad


def test_what_is_written_is_seen_and_enough_and_taken_back_stroke_by_stroke(qtbot: QtBot) -> None:
    pad, told = shown(qtbot), list[bool]()
    pad.changed.connect(lambda: told.append(pad.is_enough))
    assert (pad.is_empty, pad.is_enough) == (True, False)
    with_mouse(pad, NAME)
    assert (pad.is_empty, pad.is_enough, told[-1]) == (False, True, True)
    place = NAME[2][15]
    area = pad.area()
    at = round(area.x() + place.x * area.width()), round(area.y() + place.y * area.height())
    assert pad.grab().toImage().pixelColor(*at).lightness() < 120
    pad.undo()
    assert len(pad.strokes) == len(NAME) - 1
    assert pad.grab().toImage().pixelColor(*at).lightness() > 200
    pad.clear()
    assert pad.is_empty
    assert told[-1] is False


def test_it_is_white_with_dark_words_in_every_theme(qtbot: QtBot, dressed: QApplication) -> None:
    for theme in style.THEMES:
        style.apply(dressed, theme.name)
        pad = shown(qtbot)
        area = pad.area()
        assert pad.grab().toImage().pixelColor(round(area.x()) + 20, round(area.y()) + 20) == QColor(
            "#ffffff"
        )
    for ink in ("#51606b", "#10233f"):
        assert style.contrast(ink, "#ffffff") >= 4.5


def test_the_surface_is_three_times_as_wide_and_begins_where_one_reads(qtbot: QtBot) -> None:
    pad = shown(qtbot)
    area = pad.area()
    assert area.width() == 3 * area.height()
    assert area.left() < 10
    pad.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert pad.area().right() > 890
    pad.resize(300, 232)
    assert pad.area().width() <= 300


def test_it_is_no_higher_than_can_be_seen_and_never_too_low(qtbot: QtBot) -> None:
    pad = shown(qtbot)
    pad.fit(180)
    assert pad.sizeHint().height() == 180
    pad.fit(5)
    assert pad.sizeHint().height() == LEAST
    pad.fit(5000)
    assert pad.sizeHint().height() == HIGH


def test_it_says_what_it_is_and_the_keyboard_reaches_it(qtbot: QtBot) -> None:
    pad = shown(qtbot)
    assert pad.accessibleName() == "Bitte unterschreiben Sie"
    assert pad.accessibleDescription() == "Mit dem Finger."
    assert pad.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_while_it_is_taken_over_nothing_is_added(qtbot: QtBot) -> None:
    pen = SimulatedPen(NAME)
    pad = shown(qtbot, pen)
    pad.setEnabled(False)
    pen.play()
    assert pad.is_empty


def test_a_long_signature_takes_few_references_to_none(qtbot: QtBot) -> None:
    """PySide 6.12 loses one at each call without a result on Python 3.11; a program that has lost all of them ends."""
    pad = shown(qtbot)
    before = sys.getrefcount(None)
    with_mouse(pad, name(400))
    QApplication.processEvents()
    assert before - sys.getrefcount(None) < 30_000
