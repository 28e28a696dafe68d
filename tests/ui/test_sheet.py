"""The style sheet: chosen by property, with a ring for everything that takes the focus."""

import re

import pytest

from mobile_office.ui.sheet import SHEET

FOCUSABLE = [
    "QPushButton",
    "QLineEdit",
    "QPlainTextEdit",
    "QComboBox",
    "QCheckBox",
    "QRadioButton",
    "QDateEdit",
]


@pytest.mark.parametrize("kind", FOCUSABLE)
def test_whatever_takes_the_focus_shows_a_ring(kind: str) -> None:
    rule = re.search(rf"{kind}:focus[^{{]*{{([^}}]*)}}", SHEET)
    assert rule is not None
    assert "border: 2px solid $focus" in rule.group(1)


def test_no_rule_chooses_by_object_name() -> None:
    selectors = re.findall(r"^([^{}]*){", SHEET, re.MULTILINE)
    assert selectors
    assert not [selector for selector in selectors if "#" in selector]
