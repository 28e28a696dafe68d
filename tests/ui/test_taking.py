"""A paper is taken with the camera or scanner: looked at, cut, used or taken again, and off as soon as nobody looks."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.devices.camera import SimulatedCamera
from mobile_office.devices.capturing import CaptureDevices
from mobile_office.devices.cropping import as_png
from mobile_office.devices.scanner import SimulatedScanner
from mobile_office.domain.errors import Trouble
from mobile_office.ui.background import Background
from mobile_office.ui.taking import CameraPage, ScannerPage, TakePage
from tests.devices.views import dark, paper_on_table

PAGE = as_png(paper_on_table().copy(480, 120, 640, 905))
Open = Callable[[type[CameraPage] | type[ScannerPage], CaptureDevices], "Opened"]


class Opened:
    """A page, and what it said."""

    def __init__(self, qtbot: QtBot, page: TakePage) -> None:
        self.qtbot, self.page = qtbot, page
        self.used: list[QImage] = []
        self.closed = 0
        page.used.connect(self.used.append)
        page.closed.connect(self._closed)
        qtbot.addWidget(page)
        page.resize(1100, 700)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)

    def _closed(self) -> None:
        self.closed += 1

    def told(self) -> str:
        return " ".join(label.text() for label in self.page.findChildren(QLabel) if label.isVisible())

    def enter(self, name: str) -> None:
        """Enter, once the keyboard is on this button."""
        self.qtbot.waitUntil(lambda: self.focused() == name, timeout=5000)
        button = self.page.focusWidget()
        assert isinstance(button, QPushButton)
        self.qtbot.waitUntil(button.isEnabled)
        self.qtbot.keyClick(button, Qt.Key.Key_Return)

    def focused(self) -> str:
        widget: QWidget | None = self.page.focusWidget()
        return "" if widget is None else widget.objectName()


@pytest.fixture
def open_page(qtbot: QtBot, background: Background) -> Iterator[Open]:
    pages: list[TakePage] = []

    def opened(kind: type[CameraPage] | type[ScannerPage], devices: CaptureDevices) -> Opened:
        pages.append(kind("Bestätigung", devices, background))
        return Opened(qtbot, pages[-1])

    yield opened
    for page in pages:
        page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_enter_takes_and_enter_uses_what_is_in_the_frame(open_page: Open) -> None:
    camera = SimulatedCamera(paper_on_table())
    opened = open_page(CameraPage, CaptureDevices(lambda: camera))
    opened.enter("taking.take")
    assert not camera.is_on
    assert "im Rahmen" in opened.told()
    opened.enter("taking.use")
    assert 640 <= opened.used[0].width() < 700
    assert opened.closed == 1


def test_not_to_be_cut_it_is_kept_whole(open_page: Open) -> None:
    opened = open_page(CameraPage, CaptureDevices(lambda: SimulatedCamera(paper_on_table())))
    opened.enter("taking.take")
    opened.qtbot.keyClick(opened.page.whole, Qt.Key.Key_Space)
    assert opened.page.view.box.isEmpty()
    opened.enter("taking.use")
    assert opened.used[0].width() == 1600


def test_where_no_edge_is_seen_the_whole_picture_is_kept_and_that_is_said(open_page: Open) -> None:
    opened = open_page(CameraPage, CaptureDevices(lambda: SimulatedCamera(dark())))
    opened.enter("taking.take")
    assert "Das ganze Bild" in opened.told()
    assert opened.page.whole.isHidden()


def test_it_can_be_taken_again(open_page: Open) -> None:
    camera = SimulatedCamera(dark(), paper_on_table())
    opened = open_page(CameraPage, CaptureDevices(lambda: camera))
    opened.enter("taking.take")
    opened.page.again.setFocus()
    opened.enter("taking.again")
    assert camera.is_on
    opened.enter("taking.take")
    assert not camera.is_on


def test_it_is_off_while_it_is_covered_and_on_again_after(open_page: Open) -> None:
    camera = SimulatedCamera(paper_on_table())
    opened = open_page(CameraPage, CaptureDevices(lambda: camera))
    opened.page.hide()
    assert not camera.is_on
    opened.page.show()
    assert camera.is_on
    opened.enter("taking.take")
    opened.page.hide()
    opened.page.show()
    assert not camera.is_on
    opened.enter("taking.use")
    assert len(opened.used) == 1


def test_escape_leaves_with_nothing_used(open_page: Open) -> None:
    opened = open_page(CameraPage, CaptureDevices(lambda: SimulatedCamera(paper_on_table())))
    opened.qtbot.keyClick(opened.page, Qt.Key.Key_Escape)
    assert (opened.closed, opened.used) == (1, [])


def _no_camera() -> SimulatedCamera:
    raise Trouble("camera_not_installed")


@pytest.mark.parametrize(
    "kind, devices, instead",
    [
        (CameraPage, CaptureDevices(_no_camera), "Datei wählen"),
        (CameraPage, CaptureDevices(SimulatedCamera), "Datei wählen"),
        (CameraPage, CaptureDevices(_no_camera, is_saving=lambda: True), "das Sparen beenden"),
        (ScannerPage, CaptureDevices(scanner_maker=SimulatedScanner), "Kamera nehmen"),
    ],
)
def test_where_a_device_is_missing_it_is_said_what_to_do_instead(
    open_page: Open, kind: type[CameraPage] | type[ScannerPage], devices: CaptureDevices, instead: str
) -> None:
    opened = open_page(kind, devices)
    if kind is ScannerPage:
        opened.enter("taking.take")
    opened.qtbot.waitUntil(lambda: instead in opened.told())
    assert opened.focused() == "taking.again"
    assert opened.page.view.isHidden()


def test_the_camera_goes_off_when_power_is_to_be_saved(open_page: Open) -> None:
    saving, camera = False, SimulatedCamera(paper_on_table())
    opened = open_page(CameraPage, CaptureDevices(lambda: camera, is_saving=lambda: saving))
    opened.qtbot.waitUntil(opened.page.take.isEnabled)
    saving = True
    opened.qtbot.waitUntil(lambda: not camera.is_on)
    assert "Strom sparen" in opened.told()


def test_a_page_is_scanned_looked_at_and_used_whole(open_page: Open) -> None:
    opened = open_page(ScannerPage, CaptureDevices(scanner_maker=lambda: SimulatedScanner(PAGE, wait=30)))
    opened.enter("taking.take")
    assert "40 %" in opened.told()
    assert opened.focused() == "taking.close"
    opened.enter("taking.use")
    assert opened.used[0].size().toTuple() == (640, 905)


def test_a_scan_that_cannot_be_read_is_said_and_can_be_tried_again(open_page: Open) -> None:
    opened = open_page(ScannerPage, CaptureDevices(scanner_maker=lambda: SimulatedScanner(PAGE[:200], PAGE)))
    opened.enter("taking.take")
    opened.qtbot.waitUntil(lambda: "nicht gelesen" in opened.told())
    opened.enter("taking.again")
    opened.enter("taking.take")
    opened.enter("taking.use")
    assert len(opened.used) == 1


def test_leaving_while_it_scans_stops_the_scanner(open_page: Open) -> None:
    scanner = SimulatedScanner(PAGE, wait=60_000)
    opened = open_page(ScannerPage, CaptureDevices(scanner_maker=lambda: scanner))
    opened.enter("taking.take")
    assert scanner.is_scanning
    opened.enter("taking.close")
    assert not scanner.is_scanning
