"""The card for days without a link: by keyboard, with a real store, a real office and a folder as the stick."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.backoffice import admin
from mobile_office.courier import Brought, Bundle
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import Format
from mobile_office.sync.stick import Step
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.bundle import BundleCard, carried, missing, others, outcome, stepped, written
from mobile_office.ui.words import say
from tests.house import Town
from tests.samples import fill_sample, submit_sample

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
    assert say("bundle.written", name="B-0001", what="1 Vorgang") in text(card)
    assert "ohne Quittung" not in text(card), "what was just said is not said twice"
    card.notice.show_text("")
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    qtbot.waitUntil(card.read.isEnabled)
    assert say("bundle.unanswered", names="B-0001") in text(card)
    qtbot.waitUntil(
        lambda: "Bündel B-0001 ohne Quittung" in text(card)
    )  # Qt shows what is added a moment later
    assert admin.take_bundles(town.office, [Path(chooser.answer)])[1]
    qtbot.keyClick(card.read, Qt.Key.Key_Return)
    qtbot.waitUntil(card.read.isEnabled)
    assert say("bundle.taken", names="B-0001") in text(card)
    assert "ohne Quittung" not in text(card)
    assert chooser.asked == [say("bundle.choose_write"), *[say("bundle.choose_read")] * 2]
    assert desk.delivery().waiting == 0


def test_scans_alone_go_on_a_stick_too_and_it_can_be_stopped_meanwhile(
    qtbot: QtBot, card: BundleCard, desk: Desk, background: Background
) -> None:
    draft = fill_sample(desk, "registration")
    desk.attaching.keep(draft.id, desk.attaching.seal(b"pages" * 50_000, Format.JPEG, 1, "landlord"))
    desk.submit(draft.id)
    desk.deliver(force=True)
    assert not card.stop.isVisible()
    held = Event()
    background.network(lambda: held.wait(5), lambda _: None)
    qtbot.keyClick(card.write, Qt.Key.Key_Return)
    assert card.stop.isVisible()
    qtbot.keyClick(card.stop, Qt.Key.Key_Return)
    held.set()
    qtbot.waitUntil(card.write.isEnabled)
    assert say("errors.bundle_stopped") in text(card)
    assert not card.stop.isVisible()
    qtbot.keyClick(card.write, Qt.Key.Key_Return)
    qtbot.waitUntil(card.write.isEnabled)
    assert say("bundle.written", name="B-0001", what="1 Scan") in text(card)


def test_how_far_it_has_come_is_said_in_megabytes_and_drawn(card: BundleCard) -> None:
    assert stepped(Step("writing", 12_300_000, 45_000_000)).endswith("12,3 von 45,0 MB.")
    assert stepped(Step("writing", 100, 3000)) == say("bundle.step_writing")
    card._show_step(Step("writing", 12_300_000, 49_200_000))
    assert card.progress.value() * 4 == card.progress.maximum()
    card._show_step(Step("verifying", is_last=True))
    assert card.progress.maximum() == 0
    assert not card.stop.isEnabled()


def test_what_went_along_and_what_stayed_behind_is_said_with_why(background: Background) -> None:
    seven = replace(BUNDLE, scans=5)
    assert carried(seven) == "7 Vorgängen und 5 Scans"
    assert written(seven)[1] == "good"
    told, tone = written(replace(seven, left_behind=3, damaged=1))
    assert "3 Scans bleiben auf diesem Laptop, denn der Stick ist voll." in told
    assert "1 Scan ließ sich nicht unversehrt kopieren" in told
    assert tone == "warn"


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
    told, tone = outcome(Brought(read=("B-0001",), lacking=frozenset({"12" * 32, "34" * 32})))
    assert (words.count("bundle.lacking", 2) in told, tone) == (True, "warn")
    told, tone = outcome(Brought(read=("B-0001",), damaged=("B-0002",), refused=("e1",)))
    assert tone == "bad"
    assert say("bundle.damaged", names="B-0002") in told
    assert "1 Eintrag wurde vom Amt abgelehnt." in told
