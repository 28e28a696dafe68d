"""A new case by everyday words, from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui import words
from mobile_office.ui.choice import Choice
from mobile_office.ui.offer import Offer
from mobile_office.ui.words import say


@pytest.fixture
def offer(qtbot: QtBot, desk: Desk) -> Offer:
    offer = Offer()
    qtbot.addWidget(offer)
    offer.resize(760, 900)
    offer.show_services(desk.services())
    offer.show()
    offer.search.setFocus()
    qtbot.waitUntil(offer.search.hasFocus)
    return offer


def shown(offer: Offer) -> list[str]:
    return [choice.objectName() for choice in offer.findChildren(Choice) if choice.isVisible()]


def texts(offer: Offer) -> list[str]:
    return [label.text() for label in offer.findChildren(QLabel) if label.isVisible()]


def test_all_services_are_offered_by_name(offer: Offer, desk: Desk) -> None:
    names = {service.id: words.text(service.name) for service in desk.services()}
    offered = [names[name.removeprefix("new.")] for name in shown(offer)]
    assert len(offered) == len(names)
    assert offered == sorted(offered, key=words.collator().sortKey)


def test_words_leave_what_they_mean_and_enter_begins_the_first(qtbot: QtBot, offer: Offer) -> None:
    qtbot.keyClicks(offer.search, "pass weg")
    qtbot.waitUntil(lambda: shown(offer) == ["new.loss_report"])
    with qtbot.waitSignal(offer.chosen) as signal:
        qtbot.keyClick(offer.search, Qt.Key.Key_Return)
    assert signal.args == ["loss_report"]
    assert offer.search.text() == ""


def test_few_that_are_left_say_what_to_bring_and_what_must_be_there(
    qtbot: QtBot, offer: Offer, desk: Desk
) -> None:
    service = next(one for one in desk.services() if one.id == "loss_report")
    bring = say("today.bring", things=" · ".join(service.bring["de"]))
    assert bring not in texts(offer)
    qtbot.keyClicks(offer.search, "pass weg")
    qtbot.waitUntil(lambda: bring in texts(offer))
    assert any(say("needs.phone") in text for text in texts(offer))


def test_the_arrow_down_leads_to_the_choices(qtbot: QtBot, offer: Offer) -> None:
    qtbot.keyClicks(offer.search, "umzug")
    qtbot.waitUntil(lambda: "new.registration" in shown(offer))
    qtbot.keyClick(offer.search, Qt.Key.Key_Down)
    first = next(choice for choice in offer.findChildren(Choice) if choice.objectName() == shown(offer)[0])
    qtbot.waitUntil(first.hasFocus)


def test_enter_without_words_begins_nothing(qtbot: QtBot, offer: Offer) -> None:
    begun: list[str] = []
    offer.chosen.connect(begun.append)
    qtbot.keyClick(offer.search, Qt.Key.Key_Return)
    assert begun == []
    assert not offer.search.hasFocus()


def test_a_word_nobody_knows_is_said_so(qtbot: QtBot, offer: Offer) -> None:
    qtbot.keyClicks(offer.search, "Hundesteuer")
    assert shown(offer) == []
    assert say("today.no_match", typed="Hundesteuer") in texts(offer)


def test_without_services_it_says_what_comes(qtbot: QtBot) -> None:
    offer = Offer()
    qtbot.addWidget(offer)
    offer.show_services(())
    offer.show()
    assert say("today.no_services") in texts(offer)
    assert not offer.search.isVisible()
