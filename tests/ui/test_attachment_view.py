"""A scan, large: its pages turn by key, and what cannot be opened is said."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.ui.attachment_view import AttachmentView, Viewed
from mobile_office.ui.background import Background
from tests.devices.files import document
from tests.house import Laptop
from tests.samples import fill_sample


def attached(desk: Desk, data: bytes) -> Attachment:
    scan = scans.clean(data)
    fresh = desk.attaching.seal(scan.data, scan.format, scan.pages, "landlord")
    return desk.attaching.keep(fill_sample(desk, "registration").id, fresh).attachments[0]


def view(
    qtbot: QtBot, desk: Desk, background: Background, one: Attachment, done: list[str]
) -> AttachmentView:
    page = AttachmentView(desk, background, Viewed(one, "Bestätigung"), lambda: done.append("closed"))
    qtbot.addWidget(page)
    page.resize(1134, 707)
    page.show()
    return page


def told(page: AttachmentView, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def test_the_pages_turn_and_escape_goes_back(qtbot: QtBot, desk: Desk, background: Background) -> None:
    done: list[str] = []
    page = view(qtbot, desk, background, attached(desk, document(pages=2)), done)
    qtbot.waitUntil(lambda: page.findChild(QLabel, "scan.sheet") is not None, timeout=10_000)
    assert told(page, "scan.told").startswith("Seite 1 von 2 · PDF, 2 Seiten")
    earlier, later = page.earlier, page.later
    assert (earlier.isEnabled(), later.isEnabled()) == (False, True)
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    assert told(page, "scan.told").startswith("Seite 2 von 2")
    page.turn(1)
    assert page.page == 1
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert done == ["closed"]
    background.drain()


def test_what_is_damaged_is_said(qtbot: QtBot, desk: Desk, background: Background, laptop: Laptop) -> None:
    one = attached(desk, document())
    path = laptop.place.home / "attachments" / one.digest
    path.write_bytes(path.read_bytes()[:-1])
    page = view(qtbot, desk, background, one, [])
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=10_000)
    assert page.notice.label.text().startswith("Dieser Scan ist beschädigt")
    assert page.findChild(QWidget, "scan.sheet") is None
