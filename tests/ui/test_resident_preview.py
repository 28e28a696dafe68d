"""A read list: wrong lines are named, good ones are taken only when it is said."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.background import Background
from mobile_office.ui.resident_preview import PreviewPage
from tests.screens.rounds import HOME, LIST


def test_a_file_is_read_shown_and_taken(
    qtbot: QtBot, desk: Desk, background: Background, tmp_path: Path
) -> None:
    desk.residents.begin("Heim", HOME)
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="cp1252", errors="replace")
    page = PreviewPage(desk, background)
    qtbot.addWidget(page)
    page.show()
    assert not page.take.isEnabled()
    page.file.setText(str(tmp_path))
    qtbot.keyClick(page.file, Qt.Key.Key_Return)
    assert page.error.isVisible()
    page.file.setText(str(file))
    qtbot.keyClick(page.file, Qt.Key.Key_Return)
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("Zeile 4, Geburtsdatum" in text for text in said)
    assert any("Zeile 8: Steht mit dieser Leistung" in text for text in said)
    current = desk.residents.round()
    assert current is not None
    assert current.residents == (), "nothing is kept by reading"
    with qtbot.waitSignal(page.left):
        page.take.click()
    current = desk.residents.round()
    assert current is not None
    assert "Mustermann, Erika" in [one.name for one in current.residents]


def test_pasted_lines_ask_for_no_file(qtbot: QtBot, desk: Desk, background: Background) -> None:
    page = PreviewPage(desk, background, "Mustermann\tErika\nGabler\tMax")
    qtbot.addWidget(page)
    page.show()
    assert not page.file.isVisible()
    assert page.take.accessibleName() == "2 übernehmen"
