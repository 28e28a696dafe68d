"""The card for days without a link: by keyboard, with a real store, a real office and a folder as the stick."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.backoffice import admin
from mobile_office.courier import Brought, Bundle
from mobile_office.desk import Desk, utc_now
from mobile_office.ui.background import Background
from mobile_office.ui.bundle import BundleCard, missing, others, outcome
from mobile_office.ui.words import say
from tests.house import Town
from tests.samples import submit_sample

NOW = utc_now()
BUNDLE = Bundle("B-0017", NOW - timedelta(days=2, hours=3), 9, 7, 9)


class Chooser:
    """Somebody who answers the question for a folder; "" is Esc."""

    def __init__(self, folder: Path) -> None:
        self.answer, self.asked = str(folder), list[str]()

    def __call__(self, _parent: QWidget, title: str) -> str:
        self.asked.append(title)
        return self.answer


@pytest.fixture
def chooser(tmp_path: Path) -> Chooser:
    (tmp_path / "stick").mkdir()
    return Chooser(tmp_path / "stick")


@pytest.fixture
def card(qtbot: QtBot, desk: Desk, background: Background, chooser: Chooser) -> BundleCard:
    card = BundleCard(desk, background, chooser)
    qtbot.addWidget(card)
    card.resize(900, 400)
    card.show()
    card.refresh()
    return card


def text(card: BundleCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())


def test_there_and_back_by_keyboard(
    qtbot: QtBot, card: BundleCard, desk: Desk, town: Town, chooser: Chooser
) -> None:
    submit_sample(desk)
    qtbot.keyClick(card.write, Qt.Key.Key_Return)
    assert not card.write.isEnabled()
    assert card.progress.isVisible()
    qtbot.waitUntil(card.write.isEnabled)
    written = say("bundle.written", name="B-0001", what="1 Vorgang")
    assert written in text(card)
    assert "ohne Quittung" not in text(card), "what was just said is not said twice"
    card.notice.show_text("")
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    qtbot.waitUntil(card.read.isEnabled)
    assert say("bundle.unanswered", names="B-0001") in text(card)
    assert "Bündel B-0001 ohne Quittung" in text(card)
    assert admin.take_bundles(town.office, [Path(chooser.answer)])[1]
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    qtbot.waitUntil(card.read.isEnabled)
    assert say("bundle.taken", names="B-0001") in text(card)
    assert "ohne Quittung" not in text(card)
    assert chooser.asked == [say("bundle.choose_write"), *[say("bundle.choose_read")] * 2]
    assert desk.delivery().waiting == 0


def test_with_nothing_waiting_no_stick_is_asked_for(qtbot: QtBot, card: BundleCard, chooser: Chooser) -> None:
    qtbot.keyClick(card.write, Qt.Key.Key_Return)
    assert say("errors.bundle_empty") in text(card)
    chooser.answer = ""
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    assert chooser.asked == [say("bundle.choose_read")]
    assert card.read.isEnabled(), "Esc changes nothing"


def test_trouble_with_the_stick_is_a_sentence(
    qtbot: QtBot, card: BundleCard, desk: Desk, chooser: Chooser
) -> None:
    submit_sample(desk)
    Path(chooser.answer).rmdir()
    qtbot.keyClick(card.write, Qt.Key.Key_Return)
    qtbot.waitUntil(card.write.isEnabled)
    assert say("errors.stick_gone") in text(card)
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    qtbot.waitUntil(card.read.isEnabled)
    assert say("errors.bundle_none") in text(card)


def test_a_bundle_without_a_receipt_says_since_when_and_what_to_do(background: Background) -> None:
    told, tone = missing(BUNDLE, NOW)
    assert told.startswith("Bündel B-0017 ohne Quittung seit 2 Tagen, mit 7 Vorgängen.")
    assert tone == "warn"
    fresh = Bundle("B-0018", NOW, 1, 0, 1)
    told, tone = missing(fresh, NOW)
    assert told.startswith("Bündel B-0018 ohne Quittung, geschrieben ")
    assert "den Notizen zum Einsatztag" in told
    assert tone == "calm"
    assert "B-0017" in others((BUNDLE, fresh), NOW)
    assert "…, B-0017" in others((*[BUNDLE] * 6, fresh), NOW)


def test_what_came_back_is_told_with_its_tone(background: Background) -> None:
    assert outcome(Brought(read=("B-0001", "B-0002"))) == (
        say("bundle.taken", names="B-0001, B-0002"),
        "good",
    )
    assert outcome(Brought(read=("B-0001",), unanswered=("B-0002",)))[1] == "warn"
    told, tone = outcome(Brought(read=("B-0001",), damaged=("B-0002",), refused=("e1",)))
    assert tone == "bad"
    assert say("bundle.damaged", names="B-0002") in told
    assert "1 Eintrag wurde vom Amt abgelehnt." in told
