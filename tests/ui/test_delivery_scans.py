"""The delivery page while scans are on their way: how far, which case, stopped and gone on."""

from threading import Event

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mobile_office.domain.attachment import CHUNK
from mobile_office.post import Post
from mobile_office.ui.background import Background
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.words import say
from tests.house import Laptop, Town
from tests.sync.road import Road, submit_with


def test_progress_is_shown_and_a_stop_loses_nothing(
    qtbot: QtBot, town: Town, laptop: Laptop, background: Background
) -> None:
    go, road = Event(), Road(town.office, laptop.place.device.id)
    road.before = lambda put: None if put < 2 else _wait(go)  # the third chunk is on a slow road
    desk = laptop.desk("Berger", town.office)
    desk.post = Post(laptop.place, town.office, blobs=road)
    number = submit_with(desk, 5 * CHUNK)
    page = DeliveryPage(desk, background)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.progress.value() > 0, timeout=20_000)
    told = page.notice.label.text()
    assert "0,5 von 1,3 MB übertragen, 1 Scan noch offen." in told
    assert told.endswith(f"Gerade: {number}.")
    qtbot.mouseClick(page.stop, Qt.MouseButton.LeftButton)
    assert page.notice.label.text() == say("run.stopping")
    go.set()
    qtbot.waitUntil(lambda: page.notice.label.text() == say("run.stopped"), timeout=20_000)
    assert page.stop.isHidden()
    qtbot.mouseClick(page.now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Alles übertragen." in page.notice.label.text(), timeout=20_000)
    assert set(road.puts.values()) == {1}


def _wait(go: Event) -> None:
    go.wait(20)
