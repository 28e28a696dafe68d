"""The card for backups: by keyboard, with a real store and a folder as the medium."""

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.backup import Backup, Made
from mobile_office.desk import utc_now
from mobile_office.sync.stick import Step
from mobile_office.ui.background import Background
from mobile_office.ui.backup import BackupCard, made_words, megabytes, stepped, told
from mobile_office.ui.words import say
from tests.house import Town

NOW = utc_now()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "medium").mkdir()
    return tmp_path / "medium"


@pytest.fixture
def backup(town: Town) -> Backup:
    laptop = town.laptop(names=("Berger",))
    device = laptop.place.device
    laptop.slots.write_recovery_grant(device.office_recovery, laptop.people["Berger"].dbk, device.id)
    return Backup(laptop.place)


@pytest.fixture
def card(qtbot: QtBot, backup: Backup, background: Background, folder: Path) -> BackupCard:
    card = BackupCard(backup, background, utc_now, lambda *_: str(folder))
    qtbot.addWidget(card)
    card.resize(900, 400)
    card.show()
    card.refresh()
    return card


def test_making_one_by_keyboard_is_told_and_remembered(qtbot: QtBot, card: BackupCard, folder: Path) -> None:
    assert card.state.label.text() == say("backup.never")
    assert not card.stop.isVisible()
    qtbot.keyClick(card.make, Qt.Key.Key_Return)
    assert not card.make.isEnabled()
    assert card.progress.isVisible()
    qtbot.waitUntil(card.make.isEnabled)
    (made,) = folder.iterdir()
    assert made.name in card.notice.label.text()
    assert made.name in card.state.label.text()
    assert not card.progress.isVisible()
    assert card.make.hasFocus()


def test_it_can_be_stopped_and_a_trouble_is_a_sentence(
    qtbot: QtBot, card: BackupCard, backup: Backup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, go_on = backup.make, Event()

    def slow(*arguments: object) -> Made:
        assert go_on.wait(5)
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(backup, "make", slow)
    qtbot.keyClick(card.make, Qt.Key.Key_Return)
    qtbot.keyClick(card.stop, Qt.Key.Key_Return)
    go_on.set()
    qtbot.waitUntil(card.make.isEnabled)
    assert card.notice.label.text() == say("errors.backup_stopped")
    assert list(folder.iterdir()) == []
    folder.rmdir()
    qtbot.keyClick(card.make, Qt.Key.Key_Return)
    qtbot.waitUntil(card.make.isEnabled)
    assert card.notice.label.text() == say("errors.stick_gone")


def test_nobody_who_chooses_no_place_gets_one(qtbot: QtBot, card: BackupCard, folder: Path) -> None:
    card._choose = lambda *_: ""
    qtbot.keyClick(card.make, Qt.Key.Key_Return)
    assert card.make.isEnabled()
    assert list(folder.iterdir()) == []


def test_an_old_backup_asks_for_another() -> None:
    made = Made("mobile-office-B-20261122T094207Z", NOW - timedelta(days=9), 12_345_678, 2)
    assert told(None, NOW) == (say("backup.never"), "warn")
    sentence, tone = told(made, NOW)
    assert "9 Tagen" in sentence
    assert tone == "warn"
    assert told(made, made.at + timedelta(days=1))[1] == "calm"
    assert "2 ältere" in made_words(made)
    assert (megabytes(made.size), megabytes(3)) == ("12,3", "0,1")
    assert "1,0 von 2,0 MB" in stepped(Step("writing", 1_000_000, 2_000_000))
