"""What else happens at a desk: a queue, a citizen who reads and confirms, a backup, a passphrase that changes."""

from pathlib import Path

from PySide6.QtCore import Qt

from mobile_office.demo.day import writing
from mobile_office.demo.day.stage import Stage
from mobile_office.demo.people import CLERK
from mobile_office.ui.backup import BackupCard
from mobile_office.ui.citizen_view import CitizenView
from tests.leaks.canary import WORDS

ENTER = Qt.Key.Key_Return
_CITIZEN = {"family_name": "Mustermann", "given_names": "Erika", "birth_date": "1964-08-12"}
_MOST_PAGES = 80


def queue(stage: Stage) -> None:
    """On Heute: a number is given and called, its person sent away."""
    stage.click("rail.today")
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F2, Qt.Key.Key_F3):
        stage.press(key)
        stage.pause(300)
    stage.find("away")
    stage.press(Qt.Key.Key_2)
    stage.wait("one sent away", lambda: stage.desk.daybook.queue.line().figures().sent_away)
    stage.passed("a number is called, and somebody sent away is counted")


def citizen(stage: Stage) -> None:
    """The form lies before the citizen, is read in German to its end and confirmed, and the clerk comes back."""
    stage.click("new.id_exemption")
    writing.fill(stage, "", _CITIZEN)
    stage.press(Qt.Key.Key_F7)
    view = stage.find_as("citizen", CitizenView)
    if view.step == "language":
        stage.click("citizen.language.de")
    for _ in range(_MOST_PAGES):
        if view.step == "thanks" or not view.go.isEnabled():
            break
        stage.click("citizen.go")
        stage.pause(120)
    stage.wait("read and confirmed", lambda: view.step in ("thanks", "sign"))
    stage.press(Qt.Key.Key_Escape)
    stage.focus("passphrase")
    stage.press(CLERK.passphrase)
    stage.press(ENTER)
    stage.find("form.head")
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    stage.passed("a citizen reads what is declared on a screen of their own and confirms it")


def backup(stage: Stage) -> None:
    """While somebody works, onto a medium."""
    stage.click("rail.safety")
    stage.find("backup.make")
    card, medium = stage.top.findChild(BackupCard), stage.out.parent / "stick" / "backup"
    assert isinstance(card, BackupCard)
    medium.mkdir()
    card.make_at(medium)
    stage.wait("a backup", lambda: card.make.isEnabled() and _files(medium))
    stage.passed("a backup is made on a medium and checked")


def passphrase(stage: Stage) -> None:
    """Changed to another and back; once the old one is wrong."""
    _change(stage, WORDS["passphrase"], f"{WORDS['passphrase']} neu")
    stage.wait("what was wrong", lambda: stage.text("old_passphrase.error"))
    stage.pause(2500)  # the delay after a wrong one
    stage.click("change.stop")
    for old, new in ((CLERK.passphrase, WORDS["passphrase"]), (WORDS["passphrase"], CLERK.passphrase)):
        _change(stage, old, new)
        stage.wait("changed", lambda: stage.there("change.open"))
    stage.click("safety.back")
    stage.find("new.registration")
    stage.passed("a passphrase is changed, once with a wrong old one, and changed back")


def _change(stage: Stage, old: str, new: str) -> None:
    stage.click("change.open")
    for name, text in (("old_passphrase", old), ("new_passphrase", new), ("new_passphrase.again", new)):
        stage.enter(name, text)
    stage.click("change.do")


def _files(folder: Path) -> bool:
    return any(path.is_file() for path in folder.rglob("*"))
