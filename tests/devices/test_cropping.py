"""The paper in a picture is found where it is plain to see, and nothing is cut off where it is not."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from mobile_office.devices.cropping import as_png, cut, paper_in
from tests.devices.views import PAPER, WHITE, code_in_hand, dark, paper_on_table


@pytest.mark.parametrize("tilt", [0.0, 1.5, 5.0])
def test_a_sheet_on_a_darker_table_is_found_whole(tilt: float) -> None:
    box = paper_in(paper_on_table(tilt=tilt))
    assert box is not None
    assert box.contains(PAPER)
    assert box.width() * box.height() < PAPER.width() * PAPER.height() * (1.15 + tilt / 15)


def test_a_light_table_is_a_table_too_while_the_sheet_is_brighter() -> None:
    assert paper_in(paper_on_table(table="#c9c4ba")) is not None


@pytest.mark.parametrize(
    "view",
    [
        dark(),
        paper_on_table(table=WHITE),  # nobody sees where it ends
        paper_on_table().copy(PAPER),  # nothing but the sheet: its writing is no sheet
        paper_on_table(QRect(0, 0, 900, 1200)),  # the sheet goes on beyond the picture
        paper_on_table(QRect(700, 500, 200, 150)),  # too small to be one
        code_in_hand("A"),
        QImage(),
        QImage(3, 3, QImage.Format.Format_RGB32),
    ],
)
def test_where_nothing_is_sure_nothing_is_cut(view: QImage) -> None:
    assert paper_in(view) is None
    assert cut(view, None) == view


def test_what_is_cut_is_the_box_and_never_more_than_there_is() -> None:
    view = paper_on_table()
    assert cut(view, QRect(-10, -10, 110, 60)).size().toTuple() == (100, 50)


def test_on_the_way_to_be_cleaned_nothing_of_a_picture_is_lost() -> None:
    view = paper_on_table().copy(0, 0, 300, 200)
    assert QImage.fromData(as_png(view)).convertToFormat(view.format()) == view
