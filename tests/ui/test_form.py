"""The form at a real desk: typed by key, saved, checked, parked, submitted, corrected."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import DiskFull
from mobile_office.ui.background import Background
from tests.samples import decide, fill_sample, submit_sample
from tests.ui.opened import Opened, open_form

CTRL = Qt.KeyboardModifier.ControlModifier
FAMILY, GIVEN = "persons.0.family_name", "persons.0.given_names"


@pytest.fixture
def empty(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    """A registration nobody has typed in."""
    return open_form(qtbot, desk, background, desk.start("registration"))


@pytest.fixture
def filled(qtbot: QtBot, desk: Desk, background: Background) -> Opened:
    """The registration's own sample."""
    return open_form(qtbot, desk, background, fill_sample(desk, "registration"))


def draft_of(desk: Desk, number: int = 0) -> str:
    return desk.today().drafts[number].id


def answers(desk: Desk) -> dict[str, Any]:
    return desk.today().drafts[0].answers


def test_what_is_typed_is_durable_without_leaving_the_field(qtbot: QtBot, desk: Desk, empty: Opened) -> None:
    empty.type(FAMILY, "Mustermann")
    qtbot.waitUntil(lambda: empty.page.saved, timeout=1000)
    assert answers(desk)["persons"][0]["family_name"] == "Mustermann"


def test_the_saved_time_is_shown_only_after_the_write_returned(
    desk: Desk, empty: Opened, background: Background
) -> None:
    before = empty.text("form.head")
    empty.type(FAMILY, "M")
    assert not empty.page.saved
    assert empty.text("form.head") == before
    empty.settle()
    saved_at = desk.today().drafts[0].saved_at.astimezone()
    assert f"auf diesem Laptop gespeichert, {saved_at:%H:%M:%S}" in empty.text("form.head")


def test_a_problem_appears_when_the_field_is_left_and_never_while_typing(empty: Opened) -> None:
    empty.type(FAMILY, "Иванова")
    empty.settle()
    assert empty.text(f"{FAMILY}.error") == ""
    empty.key(Qt.Key.Key_Tab)
    said = empty.text(f"{FAMILY}.error")
    assert said.startswith("⚠ ")
    assert said.removeprefix("⚠ ") in empty.find(FAMILY).accessibleDescription()


def test_a_corrected_field_loses_its_sentence(empty: Opened) -> None:
    empty.type(FAMILY, "Иванова")
    empty.key(Qt.Key.Key_Tab)
    line = empty.find(FAMILY)
    line.selectAll()  # type: ignore[attr-defined]
    empty.type(FAMILY, "Iwanowa")
    empty.key(Qt.Key.Key_Tab)
    assert empty.text(f"{FAMILY}.error") == ""


def test_enter_goes_to_the_next_field(empty: Opened) -> None:
    empty.type(FAMILY, "Mustermann")
    empty.key(Qt.Key.Key_Return)
    assert empty.focused() == "persons.0.birth_name"


def test_control_enter_goes_to_the_next_section_and_its_button_names_it(filled: Opened) -> None:
    assert filled.text("form.next").startswith("Weiter: Personen, Person 2")
    filled.key(Qt.Key.Key_Return, CTRL)
    filled.key(Qt.Key.Key_Return, CTRL)
    assert filled.text("form.head").startswith("Schritt 2 von")
    assert filled.focused() == "move_in_date"


def test_a_field_appears_when_its_condition_holds(empty: Opened) -> None:
    shown = {w.objectName() for w in empty.page.findChildren(QWidget) if w.isVisible()}
    assert "persons.0.birth_state" not in shown
    empty.qtbot.keyClick(empty.find("persons.0.born_abroad"), Qt.Key.Key_Space)
    empty.settle()
    assert empty.find("persons.0.birth_state").isVisible()


def test_defaults_are_answers_too(desk: Desk, empty: Opened) -> None:
    empty.click("step.new_home")
    assert answers(desk)["town"] == "Hannover"
    assert empty.focused() == "move_in_date"


@pytest.mark.parametrize("how", ["chosen", "came back"])
def test_a_field_that_appears_later_begins_with_its_default_at_once(
    qtbot: QtBot, desk: Desk, background: Background, how: str
) -> None:
    opened = open_form(qtbot, desk, background, fill_sample(desk, "passport"))
    opened.click("step.person")
    assert not [w for w in opened.page.findChildren(QWidget, "sex_entry") if w.isVisible()]
    _choose(opened, "sex", "d")
    if how == "came back":
        _choose(opened, "sex_entry", "m")
        _choose(opened, "sex", "m")
        _choose(opened, "sex", "x")
    assert answers(desk).get("sex_entry") == ("register" if how == "chosen" else "m")
    shown = next(box for path, box in opened.page._card.boxes.items() if path == "sex_entry")  # type: ignore[union-attr]
    assert shown.editor.value() == answers(desk)["sex_entry"]


def test_what_was_emptied_does_not_begin_again(empty: Opened, desk: Desk) -> None:
    empty.click("step.new_home")
    town = empty.find("town")
    town.setFocus()
    town.selectAll()  # type: ignore[attr-defined]
    empty.key(Qt.Key.Key_Delete)
    empty.key(Qt.Key.Key_Tab)
    empty.settle()
    assert not answers(desk).get("town")


def _choose(opened: Opened, path: str, code: str) -> None:
    """Choose by the editor, as a key in its list does."""
    card = opened.page._card
    assert card is not None
    editor = card.boxes[path].editor
    editor.show_value(code)
    editor.edited.emit(code)
    opened.settle()


def test_a_further_person_begins_with_the_family_name(desk: Desk, filled: Opened) -> None:
    filled.click("person.add")
    assert filled.text("form.head").startswith("Person 3 von 3")
    assert filled.find("persons.2.family_name").text() == "Mustermann"  # type: ignore[attr-defined]
    assert answers(desk)["persons"][2]["family_name"] == "Mustermann"


def test_a_further_person_is_one_key_away_from_any_field(qtbot: QtBot, desk: Desk, filled: Opened) -> None:
    filled.page.activateWindow()
    qtbot.waitUntil(filled.page.isActiveWindow)
    qtbot.keyClick(filled.find("persons.0.birth_place"), Qt.Key.Key_F2)
    filled.settle()
    assert filled.text("form.head").startswith("Person 3 von 3")
    assert filled.focused().startswith("persons.2.")


def test_a_person_is_removed_only_after_a_second_word_elsewhere(desk: Desk, filled: Opened) -> None:
    filled.click("person.1")
    first = filled.find("person.remove").mapToGlobal(filled.find("person.remove").rect().center())
    filled.click("person.remove")
    assert "Person 2 mit allen Angaben entfernen?" in filled.text("remove.question")
    assert len(answers(desk)["persons"]) == 2
    second = filled.find("remove.yes").mapToGlobal(filled.find("remove.yes").rect().center())
    assert abs(first.y() - second.y()) > 100
    filled.click("remove.yes")
    assert [person["family_name"] for person in answers(desk)["persons"]] == ["Mustermann"]
    assert filled.text("form.head").startswith("Person 1 von 1")


def test_parking_keeps_everything_and_says_so(desk: Desk, empty: Opened) -> None:
    empty.type(FAMILY, "Mustermann")
    empty.key(Qt.Key.Key_F8)
    empty.settle()
    draft = desk.today().drafts[0]
    assert empty.ended == [None]
    assert draft.parked
    assert draft.answers["persons"][0]["family_name"] == "Mustermann"


def test_a_resumed_draft_puts_the_keyboard_where_it_was(
    qtbot: QtBot, desk: Desk, background: Background, empty: Opened
) -> None:
    empty.type(GIVEN, "Erika")
    empty.settle()
    again = open_form(qtbot, desk, background, desk.draft(draft_of(desk)))
    assert again.focused() == GIVEN


def test_going_back_from_the_first_step_leaves_the_draft_as_it_is(desk: Desk, empty: Opened) -> None:
    empty.type(FAMILY, "Mustermann")
    empty.click("form.back")
    assert empty.ended == [None]
    assert not desk.today().drafts[0].parked


def test_submitting_shows_the_number_and_that_it_is_not_at_the_office(desk: Desk, filled: Opened) -> None:
    filled.key(Qt.Key.Key_S, CTRL)
    filled.key(Qt.Key.Key_S, CTRL)
    filled.settle()
    number = desk.cases()[0].number
    assert filled.text("result.number") == number
    assert filled.text("result.saved").startswith("Auf diesem Laptop gespeichert, ")
    assert filled.text("result.saved").endswith("Noch nicht im Amt.")
    assert filled.ended == []
    filled.key(Qt.Key.Key_Return)
    assert filled.ended == [number]
    assert desk.today().drafts == ()


def test_a_prepared_service_says_that_nothing_is_applied_for(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    opened = open_form(qtbot, desk, background, fill_sample(desk, "id_card"))
    opened.click("step.summary")
    opened.click("form.submit")
    said = opened.text("result.prepared")
    assert said.startswith("Ihr Ausweisantrag ist vorbereitet, noch nicht gestellt. Es fehlen: ")


def test_a_blocked_submit_says_so_and_keeps_the_draft(desk: Desk, empty: Opened) -> None:
    empty.click("step.summary")
    empty.click("form.submit")
    assert "noch nicht abgegeben" in empty.text("summary.blocked")
    assert desk.cases() == ()
    assert len(desk.today().drafts) == 1


def test_a_full_disk_is_told_and_loses_nothing(
    qtbot: QtBot, desk: Desk, empty: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, full = desk.save, [True]

    def flaky(*arguments: object) -> object:
        if full[0]:
            raise DiskFull
        return save(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "save", flaky)
    empty.type(FAMILY, "Mustermann")
    empty.settle()
    assert empty.text("form.trouble").startswith("Nicht gespeichert: ")
    assert not empty.page.saved
    full[0] = False
    empty.settle()
    qtbot.waitUntil(lambda: empty.page.saved)
    assert empty.text("form.trouble") == ""
    assert answers(desk)["persons"][0]["family_name"] == "Mustermann"


def test_a_correction_lands_on_the_first_comment_and_asks_for_its_basis(
    qtbot: QtBot, desk: Desk, desk_of: Callable[[str], Desk], background: Background
) -> None:
    number = submit_sample(desk)
    comments = {"street": "Am Markte oder Am Markt?", "": "Bitte Hausnummer prüfen."}
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", comments=comments)
    opened = open_form(qtbot, desk, background, desk.correct(number))
    assert opened.focused() == "street"
    assert opened.text("street.comment") == "Rückfrage: Am Markte oder Am Markt?"
    assert "Bitte Hausnummer prüfen." in opened.text("form.comments")
    assert opened.text("form.head").startswith(f"Korrektur zu {number}")
    opened.find("street").selectAll()  # type: ignore[attr-defined]
    opened.type("street", "Am Markt")
    opened.click("step.summary")
    opened.click("form.submit")
    assert "worauf sich die Korrektur stützt" in opened.text("summary.blocked")
    opened.qtbot.keyClick(opened.find("basis.typing_error"), Qt.Key.Key_Space)
    opened.click("form.submit")
    assert opened.text("result.number") == number
    page = desk.page(number)
    assert page.case.status is Status.SUBMITTED
    assert page.answers["street"] == "Am Markt"


def test_what_only_a_reason_allows_asks_for_it(qtbot: QtBot, desk: Desk, background: Background) -> None:
    draft = fill_sample(desk, "registration")
    draft = desk.save(draft.id, "persons.1.relation", "other")
    opened = open_form(qtbot, desk, background, draft)
    opened.click("step.summary")
    opened.click("form.submit")
    assert "begründen" in opened.text("summary.blocked")
    opened.type("override.persons.1.relation", "Pflegekind, Bescheid lag vor")
    opened.click("form.submit")
    page = desk.page(opened.text("result.number"))
    assert page.overrides == {"persons.1.relation": "Pflegekind, Bescheid lag vor"}


def test_the_buttons_stay_visible_however_long_the_section_is(empty: Opened) -> None:
    for width, height in ((1134, 707), (720, 420)):
        empty.page.resize(width, height)
        QApplication.processEvents()
        for name in ("form.back", "form.park", "form.next"):
            button = empty.find(name)
            corner = button.mapTo(empty.page, button.rect().bottomRight())
            assert empty.page.rect().contains(corner), f"{name} at {width}"
