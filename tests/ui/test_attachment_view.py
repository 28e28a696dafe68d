"""A scan, large: its pages turn by key, and what cannot be opened is said."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.devices import scans
from mobile_office.domain.attachment import Attachment
from mobile_office.ui import style
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
    earlier, later = page.buttons["earlier"], page.buttons["later"]
    assert (earlier.isEnabled(), later.isEnabled()) == (False, True)
    qtbot.mouseClick(later, Qt.MouseButton.LeftButton)
    assert told(page, "scan.told").startswith("Seite 2 von 2")
    page.turn(1)
    assert page.page == 1
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert done == ["closed"]
    background.drain()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_is_made_larger_and_turned_by_keys_and_by_buttons(
    qtbot: QtBot, qapp: QApplication, desk: Desk, background: Background, scale: float
) -> None:
    style.apply(qapp, "light", scale)
    page = view(qtbot, desk, background, attached(desk, document()), [])
    qtbot.waitUntil(lambda: page.findChild(QLabel, "scan.sheet") is not None, timeout=10_000)
    qtbot.waitUntil(page.isActiveWindow)
    assert "%" not in told(page, "scan.told")
    for key, percent in ((Qt.Key.Key_Plus, 125), (Qt.Key.Key_Plus, 150), (Qt.Key.Key_Minus, 125)):
        qtbot.keyClick(page.sheets, key)
        assert f"{percent} %" in told(page, "scan.told")
    qtbot.keyClick(page.sheets, Qt.Key.Key_0)
    qtbot.keyClick(page.sheets, Qt.Key.Key_R)
    assert "um 90° gedreht" in told(page, "scan.told")
    qtbot.keyClick(page.sheets, Qt.Key.Key_L)
    assert "gedreht" not in told(page, "scan.told")
    for name, expected in (("larger", (125, 0)), ("turn_left", (125, 270)), ("smaller", (100, 270))):
        qtbot.mouseClick(page.buttons[name], Qt.MouseButton.LeftButton)
        assert (page.sheets.percent, page.sheets.degrees) == expected
    for _ in range(9):
        page.sheets.zoom(1)
    assert not page.buttons["larger"].isEnabled()
    assert all(page.rect().contains(button.geometry()) for button in page.buttons.values())
    assert page.buttons["fit"].text() == ("Ganze Breite (0)" if scale == 1.0 else "0")
    assert page.buttons["fit"].accessibleName() == "Ganze Breite (0)"
    style.apply(qapp, "light")


def test_what_is_damaged_is_said(qtbot: QtBot, desk: Desk, background: Background, laptop: Laptop) -> None:
    one = attached(desk, document())
    path = laptop.place.home / "attachments" / one.digest
    path.write_bytes(path.read_bytes()[:-1])
    page = view(qtbot, desk, background, one, [])
    qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=10_000)
    assert page.notice.label.text().startswith("Dieser Scan ist beschädigt")
    assert page.findChild(QWidget, "scan.sheet") is None
