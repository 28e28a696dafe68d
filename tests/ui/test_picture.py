"""A picture is shown whole, never stretched, and what will be cut off is darker."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from mobile_office.ui.picture import PictureView


def shown(qtbot: QtBot, box: QRect | None = None) -> QImage:
    view = PictureView("Bild")
    qtbot.addWidget(view)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    view.show_picture(image, box)
    view.resize(200, 200)
    return view.grab().toImage()


def test_the_whole_picture_is_there_in_its_own_shape(qtbot: QtBot) -> None:
    picture = shown(qtbot)
    assert picture.pixelColor(100, 52).name() == picture.pixelColor(100, 147).name() == "#ffffff"
    assert picture.pixelColor(100, 40).name() == picture.pixelColor(100, 160).name() == "#1b2430"


def test_what_will_be_cut_off_is_darker(qtbot: QtBot) -> None:
    picture = shown(qtbot, QRect(100, 50, 200, 100))
    assert picture.pixelColor(100, 100).name() == "#ffffff"
    for x, y in ((20, 100), (180, 100), (100, 55), (100, 145)):
        assert picture.pixelColor(x, y).lightness() < 160


def test_without_a_picture_there_is_an_empty_ground(qtbot: QtBot) -> None:
    view = PictureView("Bild")
    qtbot.addWidget(view)
    view.resize(50, 130)
    assert view.grab().toImage().pixelColor(25, 60).name() == "#1b2430"
    assert view.accessibleName() == "Bild"
