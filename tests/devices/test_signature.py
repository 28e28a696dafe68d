"""Pens and the picture: a mouse, a finger, a stylus and a plot draw the same, and one PNG is picture and strokes."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from mobile_office.devices import pictures, signature
from mobile_office.devices.signature import NO_PRESSURE, SimulatedPen, Step, picture, strokes_of
from mobile_office.domain.attachment import Format
from mobile_office.domain.strokes import Point, Strokes
from mobile_office.ui.signature_pad import SignaturePad
from tests.handwriting import name, with_finger, with_mouse, with_pen

NAME = name(60)
ON_A_PIXEL = 0.004  # a mouse and a finger stand on whole pixels


def pad_of(qtbot: QtBot) -> SignaturePad:
    pad = SignaturePad("Unterschrift", "Hier schreiben.")
    qtbot.addWidget(pad)
    pad.resize(720, 240)
    pad.show()
    return pad


def places(strokes: Strokes) -> list[tuple[float, float]]:
    """Where each stroke begins and ends."""
    return [part for stroke in strokes for part in ((stroke[0].x, stroke[0].y), (stroke[-1].x, stroke[-1].y))]


@pytest.mark.parametrize("write", [with_mouse, with_pen, with_finger])
def test_whatever_draws_on_the_screen_draws_what_was_meant(
    qtbot: QtBot, write: Callable[[SignaturePad, Strokes], None]
) -> None:
    pad = pad_of(qtbot)
    write(pad, NAME)
    assert len(pad.strokes) == len(NAME)
    for found, meant in zip(places(pad.strokes), places(NAME), strict=True):
        assert found == pytest.approx(meant, abs=ON_A_PIXEL)
    times = [point.at for stroke in pad.strokes for point in stroke]
    assert times[0] <= 5
    assert times == sorted(times)


def test_only_what_measures_pressure_has_one(qtbot: QtBot) -> None:
    pad = pad_of(qtbot)
    with_mouse(pad, NAME)
    assert {point.pressure for stroke in pad.strokes for point in stroke} == {NO_PRESSURE}
    pad.clear()
    with_pen(pad, NAME)
    found, meant = ([point.pressure for point in strokes[0]] for strokes in (pad.strokes, NAME))
    assert found[0] == pytest.approx(meant[0], abs=0.001)
    assert len(set(found)) > 10


def test_a_plot_draws_the_same_on_the_same_pad(qtbot: QtBot) -> None:
    pen = SimulatedPen(NAME)
    pad = SignaturePad("Unterschrift", "Hier schreiben.", pen=pen)
    qtbot.addWidget(pad)
    pen.play()
    assert pad.strokes == NAME
    pen.put_away()
    pen.play()
    assert pad.strokes == NAME


def test_a_pen_put_away_tells_nothing(qtbot: QtBot) -> None:
    pad, told = pad_of(qtbot), list[Step]()
    pen = signature.ScreenPen(pad, pad.area)
    pen.take(lambda step, _: told.append(step))
    with_mouse(pad, NAME[:1])
    assert (told[0], told[-1]) == (Step.DOWN, Step.UP)
    pen.put_away()
    before = len(told)
    with_mouse(pad, NAME[:1])
    assert len(told) == before


def test_the_picture_holds_the_strokes_and_looks_like_them() -> None:
    png = picture(NAME)
    assert strokes_of(png) == NAME
    image = pictures.shown(png, Format.PNG)
    assert image.width() == 3 * image.height()
    x, y = NAME[1][30].x * image.width(), NAME[1][30].y * image.height()
    assert image.pixelColor(round(x), round(y)).lightness() < 100
    assert image.pixelColor(2, 2).lightness() == 255


def test_a_firmer_pen_leaves_more_ink() -> None:
    def ink(pressure: float) -> int:
        image = pictures.shown(
            picture(((Point(0.2, 0.5, pressure, 0), Point(0.8, 0.5, pressure, 9)),)), Format.PNG
        )
        middle = image.width() // 2
        return sum(image.pixelColor(middle, y).lightness() < 128 for y in range(image.height()))

    assert ink(0.0) > 1
    assert ink(1.0) >= 2 * ink(0.0)


def test_a_picture_cleaned_as_any_scan_has_no_strokes_left() -> None:
    _, cleaned = pictures.clean(picture(NAME), Format.PNG)
    with pytest.raises(ValueError, match="no strokes"):
        strokes_of(cleaned)


def test_a_dot_is_drawn_and_nothing_drawn_is_white() -> None:
    dot = pictures.shown(picture(((Point(0.5, 0.5, 0.5, 0),),)), Format.PNG)
    assert dot.pixelColor(dot.width() // 2, dot.height() // 2).lightness() < 100
    empty = pictures.shown(picture(()), Format.PNG)
    assert empty.pixelColor(empty.width() // 2, empty.height() // 2).lightness() == 255
