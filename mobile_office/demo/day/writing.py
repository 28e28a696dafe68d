"""Writing a form by hand: each field found by its path and filled as a clerk would, key by key."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QWidget

from mobile_office.demo.day import papers
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.ui.form import FormPage

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def form_of(stage: Stage) -> FormPage:
    """The form on the screen. Raises Missing."""
    stage.wait("a form", lambda: isinstance(_page(stage), FormPage))
    page = _page(stage)
    assert isinstance(page, FormPage)
    return page


def _page(stage: Stage) -> QWidget | None:
    return stage.app.shift.window.page if stage.app.shift else None


def wait_saved(stage: Stage) -> None:
    """Wait until everything typed is durable."""
    form = form_of(stage)
    stage.wait("everything saved", lambda: form.saved)


def fill(stage: Stage, prefix: str, values: Mapping[str, Any]) -> None:
    """Fill fields of the section on the screen; `prefix` is the item's path (`persons.0.`) or nothing."""
    for key, value in values.items():
        _fill(stage, f"{prefix}{key}", value)
    wait_saved(stage)


def _fill(stage: Stage, path: str, value: Any) -> None:
    if isinstance(value, list):
        for item in value:
            box = stage.there(f"{path}.{item}")
            _tick(stage, box) if isinstance(box, QCheckBox) else _fill(stage, path, str(item))
        return
    field = stage.find(path)
    if isinstance(field, QCheckBox):
        if field.isChecked() != bool(value):
            _tick(stage, field)
        field.clearFocus()
    elif isinstance(field, QComboBox) and not field.isEditable():
        stage.choose(path, value)
        stage.press(Qt.Key.Key_Tab)
    elif isinstance(field, QComboBox):
        _pick(stage, field, value)
    else:
        stage.enter(path, _as_typed(value))


def _tick(stage: Stage, box: QAbstractButton) -> None:
    stage.focus_on(box)
    stage.press(Qt.Key.Key_Space)


def _pick(stage: Stage, box: QComboBox, code: str) -> None:
    """Type a key of a long list and take what it means with Enter."""
    line = box.lineEdit()
    if not isinstance(line, QLineEdit):
        raise Missing(f"{box.objectName()}: {code}")
    stage.focus_on(line)
    stage.press(code)
    stage.press(Qt.Key.Key_Return)


def _as_typed(value: Any) -> str:
    """An answer as a person types it: dates as 12.08.1964."""
    text = str(value)
    if match := _ISO.fullmatch(text):
        return f"{match[3]}.{match[2]}.{match[1]}"
    return text


def go_on(stage: Stage) -> None:
    """The next section (Ctrl+Enter)."""
    before = _step(stage)
    stage.control(Qt.Key.Key_Return)
    stage.wait("the next step", lambda: _step(stage) != before)
    stage.pause(80)


def _step(stage: Stage) -> str:
    """Where the form says one is, without the time of saving."""
    return stage.text("form.head").rpartition(" · ")[0]


def see(stage: Stage, states: Mapping[str, str], last: Mapping[str, str] | None = None) -> None:
    """Note evidence as seen: F6, the state, the last characters of a number, F6."""
    stage.press(Qt.Key.Key_F6)
    for kind, state in states.items():
        stage.choose(f"evidence.{kind}", state)
        if stage.there(f"evidence.{kind}.last") is not None and last and kind in last:
            stage.enter(f"evidence.{kind}.last", last[kind])
    stage.picture("evidence")
    stage.press(Qt.Key.Key_F6)
    wait_saved(stage)


def submit(stage: Stage) -> str:
    """To the summary, submit (Ctrl+S), and the number from the result; back to the start page after it."""
    stage.control(Qt.Key.Key_S)
    stage.find("summary")
    stage.picture("summary")
    stage.control(Qt.Key.Key_S)
    number = stage.text("result.number")
    stage.picture("submitted")
    papers.receipt(stage)
    stage.click("result.done")
    return number
