"""Boxes: made when looked at, once, in the order of reading; asking what there is makes none."""

from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from mobile_office.domain.service import Field
from mobile_office.ui.boxes import Boxes
from mobile_office.ui.fieldbox import FieldBox
from tests.domain.shelf import lists


def test_a_field_is_made_when_it_is_looked_at_and_only_once(qtbot: QtBot) -> None:
    made: list[str] = []

    def make(key: str) -> FieldBox:
        made.append(key)
        box = FieldBox(Field(key, "text", {"de": key}), key, lists())
        qtbot.addWidget(box)
        return box

    boxes = Boxes({key: partial(make, key) for key in ("first", "second", "third")})
    assert (list(boxes), len(boxes), "second" in boxes, "fourth" in boxes) == (
        ["first", "second", "third"],
        3,
        True,
        False,
    )
    assert made == []
    assert boxes["second"] is boxes["second"]
    assert (made, list(boxes.built)) == (["second"], ["second"])
    with pytest.raises(KeyError):
        boxes["fourth"]
