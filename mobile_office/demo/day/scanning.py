"""The landlord's paper is scanned: dropped on the form as a file, seen, and delivered after its case."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QFont, QImage, QPainter

from mobile_office.demo.day import papers, writing
from mobile_office.demo.day.stage import Stage
from mobile_office.ui.scans import ScanList

_KIND = "landlord"
_SHEET = 1240, 1754  # A4 at 150 dots per inch
_WRITTEN = (
    "Wohnungsgeberbestätigung (§ 19 BMG)",
    "",
    "Wohnung: Am Märkischen Ring 12 a, 30159 Hannover",
    "Eingezogen: drei Personen, siehe Anmeldung",
    "Wohnungsgeber: Wohnbau Leine eG, Marktstraße 5, 30159 Hannover",
    "",
    "Muster. Nicht unterschrieben.",
)


def attach(stage: Stage) -> None:
    """From an open registration: a scan of the landlord's paper; back on the form."""
    file = _scanned(stage.out / "scan.jpg")
    stage.press(Qt.Key.Key_F6)
    column, mime = stage.find_as(f"scans.{_KIND}", ScanList), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    column.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    form = writing.form_of(stage)
    stage.wait("the scan in the draft", lambda: form.draft.attachments)
    stage.wait("the small picture", lambda: _has_picture(column))
    file.unlink()
    stage.picture("scan-attached")
    stage.click("scan.view.1")
    stage.find("scan.sheet")
    stage.picture("scan-seen-large")
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_F6)
    writing.wait_saved(stage)
    stage.passed("the landlord's paper is scanned, sealed at once, and seen again")


def delivered(stage: Stage) -> None:
    """From the delivery page: the scan is at the office too, and the run's protocol is printed."""
    desk = stage.desk
    (number,) = (line.number for line in desk.cases() if desk.page(line.number).attached)
    stage.wait("the scan at the office", lambda: desk.page(number).are_complete)
    stage.passed(
        "the scan has followed its case; the office says with a second receipt that it has all of it"
    )
    stage.wait(
        "the run over", lambda: (run := desk.post.runs.last()) and all(one.is_done for one in run.items)
    )
    stage.click("delivery.protocol")
    papers.look(stage, "run-protocol")
    stage.press(Qt.Key.Key_Escape)
    stage.find("delivery.now")
    stage.passed("the protocol of the delivery is printed, with the office's receipt numbers")


def _has_picture(column: ScanList) -> bool:
    return any(not line.picture.pixmap().isNull() for line in column.lines.values())


def _scanned(file: Path) -> Path:
    image = QImage(*_SHEET, QImage.Format.Format_RGB32)
    image.fill(QColor("#fcfbf6"))
    painter, font = QPainter(image), QFont()
    font.setPixelSize(30)
    painter.setFont(font)
    for number, line in enumerate(_WRITTEN):
        painter.drawText(QRect(120, 160 + 64 * number, 1000, 60), Qt.AlignmentFlag.AlignLeft, line)
    painter.end()
    image.save(str(file))
    return file
