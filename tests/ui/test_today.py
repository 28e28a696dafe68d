"""The start page on a real desk: what came back first, a new case with one key, the day in figures."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button
from mobile_office.ui.choice import Choice, Choices
from mobile_office.ui.today import TodayPage
from tests.house import passphrase

MakePage = Callable[[], TodayPage]


@pytest.fixture
def led() -> list[str]:
    """Where the page led."""
    return []


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, background: Background, led: list[str]) -> MakePage:
    def make() -> TodayPage:
        page = TodayPage(desk, background, lambda draft: led.append(draft.id), led.append, led.append)
        qtbot.addWidget(page)
        page.resize(1134, 708)
        page.refresh()
        page.show()
        return page

    return make


def submit_sample(desk: Desk) -> str:
    """An exemption handed in with the service file's own sample."""
    service = next(one for one in desk.services() if one.id == "id_exemption")
    draft = desk.start(service.id, service.sample)
    for kind, state in service.sample_evidence.items():
        desk.see(draft.id, kind, state, "1234")
    return desk.submit(draft.id)


def texts(page: TodayPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_the_day_begins_with_every_service_and_no_figures(make: MakePage, desk: Desk) -> None:
    page = make()
    offered = {choice.objectName() for choice in page.findChildren(Choice)}
    assert offered == {f"new.{service.id}" for service in (*desk.services(), *desk.advice())}
    assert {figure.text() for figure in page.figures.values()} == {"0"}
    assert "Nichts liegen geblieben" in texts(page)


def test_a_new_case_begins_with_a_word_and_enter(qtbot: QtBot, make: MakePage, led: list[str]) -> None:
    page = make()
    page.setFocus()
    qtbot.waitUntil(page.new.search.hasFocus)
    qtbot.keyClicks(page.new.search, "umzug")
    qtbot.keyClick(page.new.search, Qt.Key.Key_Return)
    assert led == ["registration"]


def test_what_is_unfinished_stands_above_the_services(make: MakePage, desk: Desk) -> None:
    desk.start("registration")
    page = make()
    assert page.unfinished.y() < page.new.y()


def test_the_figures_count_the_day(make: MakePage, desk: Desk) -> None:
    page = make()
    submit_sample(desk)
    page.refresh()
    assert {name: figure.text() for name, figure in page.figures.items()} == {
        "submitted": "1",
        "in_review": "1",
        "delivered": "0",
    }


def test_what_came_back_stands_first_with_its_comments(
    make: MakePage, desk: Desk, desk_of: Callable[[str], Desk], led: list[str]
) -> None:
    number = submit_sample(desk)
    comments = {"birth_date": "Steht anders im Ausweis.", "reason": "Welcher Grund?"}
    desk_of("Thiele").do(number, Action.RETURN, passphrase=passphrase("Thiele"), comments=comments)
    page = make()
    assert "Zurück an Sie" in texts(page)
    assert "2 Anmerkungen" in texts(page)
    button = page.findChild(Button, f"returned.{number}")
    assert button is not None
    button.click()
    assert led == [number]


def test_a_draft_is_offered(make: MakePage, desk: Desk) -> None:
    desk.save(desk.start("registration").id, "persons.0.family_name", "Łukasiewicz")
    page = make()
    assert any(text.startswith("Nicht fertig: Anmeldung Łukasiewicz") for text in texts(page))
    assert "Nichts liegen geblieben" not in texts(page)


def test_the_day_stands_beside_the_rest_and_below_it_where_it_is_narrow(make: MakePage) -> None:
    page = make()
    assert page.day is not None
    new = page.findChild(Choices, "new")
    assert new is not None
    assert left(page.day, page) > left(new, page) + new.width()
    page.resize(700, 700)
    QApplication.processEvents()
    assert left(page.day, page) < left(new, page) + new.width()
    assert page.day.isVisible()


def left(part: QWidget, page: TodayPage) -> int:
    return part.mapTo(page, QPoint(0, 0)).x()


def test_what_is_clicked_beside_is_wanted(qtbot: QtBot, make: MakePage) -> None:
    page = make()
    for name, key in (("day.stop", "stop"), ("forms.capture", "capture")):
        button = page.findChild(Button, name)
        assert button is not None
        with qtbot.waitSignal(page.wanted) as signal:
            button.click()
        assert signal.args == [key]


@pytest.mark.parametrize("scale, width", [(1.0, 1134), (2.0, 1008)])
def test_no_text_is_cut_at_normal_and_at_double_size(
    qtbot: QtBot, qapp: QApplication, make: MakePage, desk: Desk, scale: float, width: int
) -> None:
    desk.save(desk.start("registration").id, "persons.0.family_name", "Łukasiewicz")
    style.apply(qapp, "light", scale)
    page = make()
    page.resize(width, 560)
    labels = [label for label in page.findChildren(QLabel) if label.isVisible() and label.wordWrap()]
    assert labels
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert all(label.width() >= label.minimumSizeHint().width() for label in labels)
