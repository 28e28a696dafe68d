"""A scan with the canary on it: chosen by the file dialog, sealed, seen large, taken out, and erased with its draft."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from mobile_office.demo.day import writing
from mobile_office.demo.day.stage import Stage
from tests.devices.files import document
from tests.leaks.canary import WORDS

SCAN = f"{WORDS['family name']}.pdf"  # a person's own choice, too


def paper() -> bytes:
    """A document with the canary's name in its text, in clear."""
    text = f"({WORDS['family name']}, {WORDS['given name']}) Tj".encode("latin-1")
    content = b"BT /F1 18 Tf 20 200 Td " + text + b" ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    return document([stream, font], page=b"/Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>")


def scan(stage: Stage) -> None:
    """At the counter, with nothing open."""
    home = stage.app.home / "attachments"
    before = _files(home)  # the day has scans of its own
    stage.click("new.registration")
    writing.fill(stage, "persons.0.", {"family_name": "Mustermann"})
    form = writing.form_of(stage)
    stage.press(Qt.Key.Key_F6)
    stage.find("scans.landlord.add")
    path = stage.out.parent / "given" / SCAN
    QTimer.singleShot(500, lambda: _choose(path))
    stage.click("scans.landlord.add")
    stage.wait("a scan", lambda: form.saved and form.draft.attachments)
    stage.top.activateWindow()  # offscreen nobody else does, once the dialog has closed
    stage.passed("a scan that bears the citizen's name is attached")
    stage.click("scan.view.1")
    stage.find("scan.sheet")
    stage.click("scan.back")
    stage.find("scans.landlord.add")
    stage.passed("a scan is looked at, large")
    stage.click("scan.remove.1")
    stage.click("scans.landlord.undo")
    stage.find("scan.view.1")
    draft = form.draft.id
    stage.press(Qt.Key.Key_F8)
    stage.find("new.registration")
    stage.wait("the scan's file", lambda: _files(home) > before)
    stage.app.background.write(lambda: stage.desk.discard(draft), changes=(draft,))
    stage.wait("its file gone", lambda: _files(home) <= before)
    stage.passed("a scan is taken out, put back, and erased with its draft")


def _files(home: Path) -> set[str]:
    return {path.name for path in home.iterdir()} if home.is_dir() else set()


def _choose(path: Path) -> None:
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog))
    dialog.setDirectory(str(path.parent))
    line = dialog.findChild(QLineEdit)
    assert line is not None
    line.setText(str(path))
    dialog.accept()
