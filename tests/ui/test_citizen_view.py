"""The pages of the display: read to the end, in the language chosen, with German beside it, and read anew after a change."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.citizen import LANGUAGES, texts
from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_telling import Cost, Line, Part, Telling
from mobile_office.ui.citizen_view import CitizenView
from tests.pause import pause

LINES = tuple(Line("street", {"de": "Straße", "en": "Street"}, {"de": f"Weg {n}"}) for n in range(40))
TOLD = Telling(
    draft="draft-1",
    number="E-7K3Q-9F2M",
    name={"de": "Anmeldung einer Wohnung", "en": "Registration of a home"},
    ends="submitted",
    parts=(Part({"de": "Neue Wohnung", "en": "New home"}, LINES),),
    next_steps={"de": "Das Melderegister ändert das Bürgeramt."},
    costs=(Cost({"de": "Anmeldung"}, 0, "§ 24 BMG"), Cost({"de": "Ausweis"}, 4600, "PAuswGebV")),
    total=4600,
    has_objections=True,
    confirmation=None,
)
SHORT = replace(TOLD, parts=(replace(TOLD.parts[0], lines=LINES[:1]),))


@pytest.fixture
def view(qtbot: QtBot, background: Background) -> Iterator[CitizenView]:
    made = CitizenView(background, lambda _: None, "Hannover", unreviewed=True)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    pause(60)


def settle(view: CitizenView) -> None:
    """Until the page is laid out, however busy the machine is."""
    pause(10)
    for _ in range(60):
        if view._is_settled:
            break
        pause(20)


def said(view: CitizenView) -> list[str]:
    settle(view)
    return [label.text() for label in view.page.findChildren(QLabel) if label.isVisible()]


def press(view: CitizenView) -> None:
    settle(view)
    view.go.click()
    settle(view)


def test_a_person_begins_with_their_language_each_named_in_itself(view: CitizenView) -> None:
    view.show_telling(TOLD)
    buttons = [button.text().split("\n")[0] for button in view.page.findChildren(QPushButton)]
    assert buttons == [texts(language).name for language in LANGUAGES]


def test_where_only_german_is_checked_nothing_is_chosen(qtbot: QtBot, background: Background) -> None:
    view = CitizenView(background, lambda _: None, "Hannover", unreviewed=False)
    qtbot.addWidget(view)
    view.show_telling(TOLD)
    assert view.step == "data"
    pause(60)


@pytest.mark.parametrize("language", ["tr", "ar", "en"])
def test_german_stands_beside_every_translation_and_nobody_is_told_it_is_checked(
    view: CitizenView, language: str
) -> None:
    view.show_telling(TOLD)
    view.choose(language)
    shown, german = said(view), texts("de")
    for key in ("data_title", "data_lead", "german_only"):
        assert {texts(language).say(key), german.say(key)} <= set(shown)
    assert {texts(language).labels["street"], "Straße"} <= set(shown)
    assert any("Übersetzung nicht geprüft" in text for text in shown)
    assert "Weiterlesen" in view.go.text()


def test_german_carries_no_mark(view: CitizenView) -> None:
    view.show_telling(TOLD)
    view.choose("de")
    assert not any("nicht geprüft" in text for text in said(view))


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_it_is_laid_out_from_right_to_left_for_those_who_read_so(view: CitizenView, language: str) -> None:
    view.show_telling(TOLD)
    view.choose(language)
    pause(70)
    assert view.page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert view.go.x() < view.back.x() + view.back.width()
    view.choose("uk")
    assert view.page.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_only_what_was_read_to_its_end_leads_on(view: CitizenView) -> None:
    view.show_telling(TOLD)
    view.choose("de")
    press(view)
    assert view.step == "data"
    assert not view.page.is_at_start
    for _ in range(60):
        press(view)
        if view.step != "data":
            break
    assert view.step == "next"


def test_the_way_ends_with_a_confirmation_of_what_was_read(qtbot: QtBot, view: CitizenView) -> None:
    view.show_telling(SHORT)
    view.choose("pl")
    with qtbot.waitSignal(view.confirmed) as told:
        steps = [view.step]
        for _ in range(20):
            press(view)
            if view.step != steps[-1]:
                steps.append(view.step)
            if not view.go.isEnabled():
                break
    assert steps == ["data", "next", "objections", "confirm"]
    assert told.args == [SHORT.number, "pl"]
    view.thank()
    assert view.step == "thanks"


def test_what_is_changed_meanwhile_is_read_anew(view: CitizenView) -> None:
    view.show_telling(SHORT)
    view.choose("en")
    for _ in range(8):
        press(view)
        if view.step == "confirm":
            break
    view.show_telling(replace(SHORT, number="E-0000-0000"))
    assert view.step == "data"
    assert any(texts("en").say("changed") in label.text() for label in view.findChildren(QLabel))


def test_another_person_begins_anew_in_german(view: CitizenView) -> None:
    view.show_telling(TOLD)
    view.choose("ar")
    view.show_telling(replace(TOLD, draft="draft-2"))
    assert (view.step, view.language.language) == ("language", "de")
    view.show_telling(None)
    assert view.step == "welcome"


def test_something_that_is_not_correct_is_said_to_the_clerk_not_typed(view: CitizenView) -> None:
    view.show_telling(SHORT)
    view.choose("de")
    for _ in range(8):
        press(view)
        if view.step == "confirm":
            break
    pause(70)
    view.wrong.click()
    assert view.step == "wrong"
    assert texts("de").say("not_right_told") in said(view)
    press(view)
    assert view.step == "data"


def test_what_is_touched_is_large_and_no_type_is_small(view: CitizenView) -> None:
    view.show_telling(TOLD)
    for language in ("de", "tr"):
        view.choose(language)
        pause(70)
        buttons = [one for one in view.findChildren(QPushButton) if one.isVisible()]
        assert min(min(one.height(), one.width()) for one in buttons) >= 48
        labels = [one for one in view.findChildren(QLabel) if one.isVisible() and one.text()]
        assert min(one.font().pointSizeF() for one in labels) >= 18


def test_it_is_read_by_keys_alone(qtbot: QtBot, view: CitizenView) -> None:
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.show_telling(TOLD)
    pause(70)
    focused = view.focusWidget()
    assert focused is not None
    assert focused.objectName() == "citizen.language.de"
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    pause(70)
    assert view.step == "data"
    assert view.focusWidget() is view.go
    qtbot.keyClick(view.go, Qt.Key.Key_PageDown)
    assert not view.page.is_at_start
    qtbot.keyClick(view.go, Qt.Key.Key_Home)
    assert view.page.is_at_start


def test_the_mark_stands_out_in_every_theme() -> None:
    for theme in style.THEMES:
        assert style.contrast(theme.warn, theme.warn_soft) >= 4.5


def test_there_is_no_way_out_on_a_screen_of_its_own(view: CitizenView) -> None:
    view.lend(over_the_clerk_s=False)
    view.ask_clerk()
    assert not view.clerk.isVisible()
    assert not view.entry.isVisible()


def test_a_long_page_after_a_short_one_is_not_read_before_it_is_laid_out(
    qtbot: QtBot, view: CitizenView
) -> None:
    view.show_telling(SHORT)
    view.choose("ro")
    qtbot.waitUntil(lambda: view._is_settled)
    assert "Weiter" in view.go.text().split("\n")
    view.show_telling(replace(TOLD, number="E-0000-0000"))
    qtbot.waitUntil(lambda: "Weiterlesen" in view.go.text())


def test_a_page_longer_than_its_place_is_not_read_because_the_one_before_was(
    qtbot: QtBot, view: CitizenView
) -> None:
    view.show_telling(SHORT)
    view.choose("pl")
    view.resize(900, 420)
    qtbot.wait(200)
    seen: set[str] = set()
    for _ in range(200):
        if view.step not in seen and view.step in view.way:
            seen.add(view.step)
            qtbot.wait(200)
            bar = view.page.area.verticalScrollBar()
            if bar.maximum():
                assert bar.value() == 0
                assert view.go.text().startswith(texts("pl").say("read_on")), view.step
        if view.step == "confirm":
            break
        press(view)
    assert seen == {"data", "next", "objections", "confirm"}
