"""The list of scans says what each is, by key and by name."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.domain.attachment import Attachment, Format
from mobile_office.ui.scans import ScanList, facts

AT = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)
PAPER = Attachment("ab" * 32, 350_000, "cd" * 32, Format.PDF, "landlord", 2, AT)
PHOTO = Attachment("ef" * 32, 900, "cd" * 32, Format.JPEG, "landlord", 1, AT)


def test_what_a_scan_is_stands_in_few_words() -> None:
    assert facts(PAPER) == "PDF, 2 Seiten, 342 kB"
    assert facts(PHOTO) == "JPEG, 1 kB"


def test_each_line_has_its_buttons_with_names_that_tell_them_apart(qtbot: QtBot) -> None:
    column = ScanList("landlord", "Wohnungsgeberbestätigung")
    qtbot.addWidget(column)
    viewed: list[Attachment] = []
    column.viewed.connect(viewed.append)
    column.show_scans([PAPER, PHOTO], {})
    names = [button.accessibleName() for button in column.findChildren(QPushButton)]
    assert "Scan 1: Ansehen" in names
    assert "Scan 2: Entfernen" in names
    view = column.lines[PHOTO.digest].findChild(QPushButton, "scan.view.2")
    assert view is not None
    view.click()
    assert viewed == [PHOTO]


def test_what_is_being_sealed_what_went_wrong_and_what_was_removed_is_said(qtbot: QtBot) -> None:
    column = ScanList("landlord", "Wohnungsgeberbestätigung")
    qtbot.addWidget(column)
    column.show()

    def said() -> str:
        return "\n".join(label.text() for label in column.findChildren(QLabel) if label.isVisible())

    column.show_busy(2)
    assert "2 Scans werden geprüft" in said()
    column.show_busy(0)
    assert "geprüft" not in said()
    column.show_trouble("Das ging nicht.")
    assert "Das ging nicht." in said()
    column.show_removed(PAPER)
    assert "Scan entfernt." in said()
    undone: list[Attachment] = []
    column.undone.connect(undone.append)
    column.undo.click()
    assert undone == [PAPER]
