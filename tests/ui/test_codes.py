"""The field of a code takes what is typed, what a hand scanner types, and what the camera reads."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices.camera import SimulatedCamera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.devices.codes import SimulatedReader
from mobile_office.domain.errors import Trouble
from mobile_office.ui.background import Background
from mobile_office.ui.codes import CodeEditor
from tests.devices.views import code_in_hand
from tests.samples import fill_sample
from tests.ui.opened import open_form, type_text

OLD, NEW = "PC-7F3K-22Q9-XM", "PC-9999-AAAA-ZZ"
_CONTROL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[CodeEditor]:
    """A field with a code in it."""
    page = QWidget()
    qtbot.addWidget(page)
    editor = CodeEditor("photo_code")
    QVBoxLayout(page).addWidget(editor.widget)
    editor.show_value(OLD)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    editor.line.setFocus()
    editor.line.end(False)
    yield editor
    editor.line.listener = None


def keys(editor: CodeEditor, text: str, gap: int = 5) -> None:
    """Keys as a hand scanner sends them, ending with Enter; control characters come with Ctrl."""
    for place, letter in enumerate(text + "\r"):
        key = Qt.Key.Key_Return if letter == "\r" else Qt.Key.Key_unknown
        held = _CONTROL if letter == "\x1d" else _NONE
        event = QKeyEvent(QEvent.Type.KeyPress, key, held, letter)
        event.setTimestamp(5000 + gap * place)
        QApplication.sendEvent(editor.line, event)


def look(editor: CodeEditor, *reads: tuple[str, ...]) -> SimulatedCamera:
    """Open the camera before codes that are read so."""
    camera = SimulatedCamera(code_in_hand("x"))
    editor.devices = CaptureDevices(lambda: camera, reader_maker=lambda: SimulatedReader(*reads))
    editor.camera.click()
    return camera


def told(editor: CodeEditor) -> str:
    return " ".join(label.text() for label in editor.widget.findChildren(QLabel) if label.isVisible())


def test_what_a_hand_scanner_types_takes_the_place_of_what_stood_there(
    qtbot: QtBot, editor: CodeEditor
) -> None:
    with qtbot.waitSignal(editor.entered):
        keys(editor, f"]Q1{NEW}\x1d")
    assert (editor.line.text(), editor.value()) == (NEW, NEW)
    editor.line.undo()
    assert editor.line.text().startswith(OLD)


def test_what_a_person_types_slowly_is_added_as_ever(editor: CodeEditor) -> None:
    keys(editor, "-A", gap=200)
    assert editor.value() == f"{OLD}-A"


def test_a_pasted_code_is_cleaned_when_the_field_is_left(editor: CodeEditor) -> None:
    editor.line.clear()
    type_text(editor.line, f"]d2{NEW} ")
    editor.leave()
    assert (editor.line.text(), editor.value()) == (NEW, NEW)


def test_a_code_before_the_camera_stands_in_the_field(qtbot: QtBot, editor: CodeEditor) -> None:
    edited: list[object] = []
    editor.edited.connect(edited.append)
    camera = look(editor, (), (NEW,))
    qtbot.waitUntil(lambda: editor.value() == NEW, timeout=5000)
    assert edited[-1] == NEW
    assert not camera.is_on
    assert editor.line.hasFocus()
    assert editor.panel is None


def test_of_several_codes_none_is_guessed(qtbot: QtBot, editor: CodeEditor) -> None:
    camera = look(editor, (NEW, "B"))
    qtbot.waitUntil(lambda: "nur einen" in told(editor), timeout=5000)
    assert editor.value() == OLD
    assert editor.panel is not None
    qtbot.keyClick(editor.panel.end, Qt.Key.Key_Escape)
    assert not camera.is_on
    assert editor.line.hasFocus()


@pytest.mark.parametrize("missing", ["camera", "reader"])
def test_where_something_is_missing_it_is_said_what_to_do_instead(editor: CodeEditor, missing: str) -> None:
    def camera() -> SimulatedCamera:
        raise Trouble("camera_not_installed")

    def reader() -> SimulatedReader:
        raise Trouble("codes_not_installed")

    if missing == "camera":
        editor.devices = CaptureDevices(camera, reader_maker=SimulatedReader)
    else:
        editor.devices = CaptureDevices(SimulatedCamera, reader_maker=reader)
    editor.camera.click()
    assert "Tippen Sie den Code ein" in told(editor)
    assert editor.panel is not None
    assert editor.panel.end.hasFocus()


def test_the_camera_is_off_as_soon_as_the_form_is_covered(editor: CodeEditor) -> None:
    camera = look(editor, ())
    assert camera.is_on
    editor.widget.hide()
    assert not camera.is_on


def test_on_the_form_it_knows_the_devices_of_the_desk_and_its_button_comes_next(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    opened = open_form(qtbot, desk, background, fill_sample(desk, "id_card"))
    opened.page.devices = CaptureDevices(SimulatedCamera)
    opened.page.jump("photo_code")
    opened.settle()
    assert opened.focused() == "photo_code"
    opened.key(Qt.Key.Key_Tab)
    assert opened.focused() == "photo_code.camera"
    opened.key(Qt.Key.Key_Return)
    (panel,) = [one.panel for one in opened.page.findChildren(CodeEditor) if one.panel is not None]
    assert panel._devices is opened.page.devices
    assert isinstance(opened.find("code.close"), QPushButton)
