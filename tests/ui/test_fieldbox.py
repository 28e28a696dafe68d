"""A field's label, editor, hint and problem belong together, for the eye and for a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.kinds import KINDS
from mobile_office.domain.service import Field
from mobile_office.ui.background import Background
from mobile_office.ui.fieldbox import FieldBox, editor_for
from mobile_office.ui.inputs import Line, Lines
from tests.ui.opened import open_form


def field(kind: str = "name") -> Field:
    codelist = "sex" if kind.startswith("choice") else ""
    return Field(
        "family_name", kind, {"de": "Familienname"}, hint={"de": "Wie im Ausweis."}, codelist=codelist
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_has_an_editor_with_a_name(qtbot: QtBot, desk: Desk, kind: str) -> None:
    box = FieldBox(field(kind), "persons.0.family_name", desk.codelists)
    qtbot.addWidget(box)
    assert box.editor.focus.accessibleName()
    assert box.editor.focus.objectName().startswith("persons.0.family_name")
    assert box.editor.value() in (None, False)


def test_the_label_is_the_buddy_of_its_editor(qtbot: QtBot, desk: Desk) -> None:
    box = FieldBox(field(), "a", desk.codelists)
    qtbot.addWidget(box)
    buddies = [label for label in box.findChildren(QLabel) if label.buddy() is box.editor.focus]
    assert [label.text() for label in buddies] == ["Familienname"]


def test_problem_comment_and_hint_are_the_accessible_description(qtbot: QtBot, desk: Desk) -> None:
    box = FieldBox(field(), "a", desk.codelists, comment="Mit ł?")
    qtbot.addWidget(box)
    box.show_problem("Bitte ausfüllen.")
    said = box.editor.focus.accessibleDescription()
    assert said.startswith("Bitte ausfüllen. Rückfrage: Mit ł? Wie im Ausweis. ")
    assert "Alt+." in said
    assert box.editor.focus.property("look") == "wrong"
    box.show_problem("")
    assert box.editor.focus.property("look") == ""
    assert box.error.isHidden()


def test_a_hint_has_no_red_border(qtbot: QtBot, desk: Desk) -> None:
    box = FieldBox(field(), "a", desk.codelists)
    qtbot.addWidget(box)
    box.show_problem("Das ist lang.", hint=True)
    assert box.editor.focus.property("look") != "wrong"
    assert "Das ist lang." in box.error.text()


def test_nationalities_are_sorted_as_the_language_does(qtbot: QtBot, desk: Desk) -> None:
    editor = editor_for(field("countries"), "a", desk.codelists)
    qtbot.addWidget(editor.widget)
    editor.widget.show()
    qtbot.waitUntil(editor.widget.isActiveWindow)
    editor.focus.setFocus()  # it is filled when the keyboard comes
    names = [editor.focus.itemText(place) for place in range(editor.focus.count())]  # type: ignore[attr-defined]
    umlaut = next((name for name in names if name.startswith(("Ä", "ä"))), None)
    assert names
    assert umlaut is None or names.index(umlaut) < len(names) / 4


@pytest.mark.parametrize("kind", KINDS)
def test_only_where_names_are_written_letters_are_offered(qtbot: QtBot, desk: Desk, kind: str) -> None:
    box = FieldBox(field(kind), "a", desk.codelists)
    qtbot.addWidget(box)
    focus = box.editor.focus
    offered = kind in ("name", "text", "longtext")
    assert ("Alt+." in focus.accessibleDescription()) == ("Alt+." in focus.toolTip()) == offered
    if isinstance(focus, Line | Lines):
        assert focus.takes_letters == offered


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Оlga", "Olga"), ("Sq̂a", "Sqa"), ("Иванова", ""), ("Olga", ""), ("Olga 2", "")],
)
def test_a_near_spelling_is_offered_where_there_is_one(
    qtbot: QtBot, desk: Desk, typed: str, offered: str
) -> None:
    box = FieldBox(field(), "a", desk.codelists)
    qtbot.addWidget(box)
    box.editor.show_value(typed)
    box.show_problem("Das geht nicht.")
    assert (box.take is not None) == bool(offered)
    if box.take is not None:
        assert not box.take.isHidden()
        assert box.take.accessibleDescription() == offered
        box.show_problem("")
        assert box.take.isHidden()


def test_the_near_spelling_is_taken_by_key_saved_and_can_be_undone(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    form = open_form(qtbot, desk, background, desk.start("registration"))
    path = "persons.0.family_name"
    form.type(path, "Мuster")  # a Cyrillic M
    form.key(Qt.Key.Key_Tab)
    form.settle()
    assert "kyrillischer Buchstabe" in form.text(f"{path}.error")
    assert "„Muster“" in form.text(f"{path}.error")
    form.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert form.focused() == f"{path}.take"
    form.key(Qt.Key.Key_Return)
    form.settle()
    assert form.focused() == path
    assert form.text(f"{path}.error") == ""
    assert form.text(f"{path}.take") == ""
    assert desk.today().drafts[0].answers["persons"][0]["family_name"] == "Muster"
    form.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    form.settle()
    assert desk.today().drafts[0].answers["persons"][0]["family_name"] == "Мuster"


def test_a_letter_changed_by_key_is_written_once(qtbot: QtBot, desk: Desk, background: Background) -> None:
    form = open_form(qtbot, desk, background, desk.start("registration"))
    path = "persons.0.family_name"
    form.type(path, "L")
    form.settle()
    saved: list[object] = []
    form.page._save.saved.connect(saved.append)
    form.key(Qt.Key.Key_Period, Qt.KeyboardModifier.AltModifier)
    form.settle()
    assert len(saved) == 1
    assert desk.today().drafts[0].answers["persons"][0]["family_name"] == "Ł"
