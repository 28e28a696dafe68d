"""A field's label, editor, hint and problem belong together, for the eye and for a screen reader."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.kinds import KINDS
from mobile_office.domain.service import Field
from mobile_office.ui.fieldbox import FieldBox, editor_for


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
    assert box.editor.focus.accessibleDescription() == "Bitte ausfüllen. Rückfrage: Mit ł? Wie im Ausweis."
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
    names = [editor.focus.itemText(place) for place in range(editor.focus.count())]  # type: ignore[attr-defined]
    umlaut = next((name for name in names if name.startswith(("Ä", "ä"))), None)
    assert names
    assert umlaut is None or names.index(umlaut) < len(names) / 4
