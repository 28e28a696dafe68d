"""A registration begun from an appointment, typed in the window, with a scan of the landlord's paper."""

import random
from datetime import datetime, timedelta

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from mobile_office.demo.day import papers, writing
from mobile_office.demo.day.stage import Stage
from mobile_office.ui.scans import ScanList
from tests.journeys.road import Road, deliver, to

PERSON = {
    "family_name": "Mustermann",
    "birth_name": "Gabler",
    "given_names": "Erika",
    "birth_date": "1964-08-12",
    "birth_place": "Berlin",
    "sex": "w",
    "nationalities": ["000"],
    "religion": "lt",
    "marital_status": "LD",
}
HOME = {"home_status": "sole", "street": "Kirchröder Straße", "house_number": "44", "postcode": "30625"}
BEFORE = {"where": "germany", "street": "Heidestraße", "house_number": "17", "postcode": "51147"}
LANDLORD = {"landlord_name": "Wohnbau Leine eG", "landlord_address": "Marktstraße 5, 30159 Hannover"}
WIDE, HIGH = 1300, 1700  # of the scan, pixels


def appoint(road: Road) -> None:
    """The booking's list of today."""
    file = road.folder / "termine.csv"
    rows = (
        "Tag;Uhrzeit;Name;Leistung;Bus",
        f"{datetime.now().astimezone():%d.%m.%Y};10:30;Gabler;registration;B",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    assert "1 appointments published" in road.hall.order("appointments", file)[0]


def capture(stage: Stage, road: Road) -> str:
    """A registration typed in the window, with a scan of the landlord's paper, signed and handed in."""
    deliver(stage)
    stage.click("rail.today")
    stage.wait_for("10:30")
    stage.picture("today")
    stage.click("appointment.0")
    stage.find("persons.0.family_name")
    moved = stage.desk.daybook.legal_date() - timedelta(days=3)
    writing.fill(stage, "persons.0.", PERSON)
    to(stage, "move_in_date")
    writing.fill(stage, "", {"move_in_date": moved.isoformat(), **HOME})
    to(stage, "former_homes.0.where")
    left = {"town": "Köln", "kept": False, "move_out_date": moved.isoformat()}
    writing.fill(stage, "former_homes.0.", {**BEFORE, **left})
    to(stage, "landlord_name")
    writing.fill(stage, "", LANDLORD)
    to(stage, "represented_by")
    writing.fill(stage, "", {"represented_by": "none"})
    to(stage, "privacy_notice")
    attach(stage, road)
    papers.sign(stage)
    return writing.submit(stage)


def attach(stage: Stage, road: Road) -> None:
    """The landlord's confirmation is seen, and its scan dropped on it."""
    file = road.folder / "bestaetigung.jpg"
    file.write_bytes(noise())
    writing.see(stage, {"identity": "valid", "landlord": "present"}, {"identity": "T478"})
    stage.press(Qt.Key.Key_F6)
    column, mime = stage.find_as("scans.landlord", ScanList), QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    column.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, left, none))
    stage.wait("the scan in the draft", lambda: writing.form_of(stage).draft.attachments)
    stage.picture("scan-attached")
    stage.press(Qt.Key.Key_F6)
    writing.wait_saved(stage)


def noise() -> bytes:
    """A picture that nothing makes smaller: a scan of 1.5 MB."""
    width, height = WIDE, HIGH
    image = QImage(
        random.Random(17).randbytes(width * height * 3), width, height, QImage.Format.Format_RGB888
    )
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 90)  # type: ignore[call-overload]
    return bytes(into.data())
