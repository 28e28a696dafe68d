"""A declaration is read, confirmed and signed on the screen with a mouse, delivered, and seen at the review station.

The program's own shifts and windows at both places, the real stores, the office over HTTP between them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from mobile_office.app import App, preload
from mobile_office.backoffice.embedded import in_thread
from mobile_office.demo.day.stage import Stage
from mobile_office.devices.signature import strokes_of
from mobile_office.domain.confirmation import SIGNED_SCREEN
from mobile_office.domain.overview import Light
from mobile_office.domain.strokes import Strokes
from mobile_office.shift import Shift
from mobile_office.ui import style, words
from mobile_office.ui.attachment_view import AttachmentView
from mobile_office.ui.background import Background
from mobile_office.ui.case_side import unbroken
from mobile_office.ui.signature_pad import SignaturePad
from tests.handwriting import name, with_mouse
from tests.house import Laptop, Town, passphrase
from tests.journeys.at_work import forget
from tests.journeys.test_visit import Playing
from tests.samples import fill_sample

SETTINGS = "deliver_automatically = false\nsign_on_screen = true\nsign_registration_on_screen = true\n"


@contextmanager
def at_work(laptop: Laptop, person: str, url: str, out: Path) -> Iterator[Stage]:
    """A person's shift at a laptop."""
    (laptop.place.home / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    background = Background()
    shift = Shift(laptop.place.home, url, laptop.slots, laptop.people[person], background, lambda: None)
    shift.window.show()
    try:
        yield Stage(cast(App, Playing(shift)), out)
    finally:
        background.drain()
        shift.window.close()
        background.close()
        shift.close()
        forget(shift.window)


@pytest.fixture
def url(qapp: QApplication, town: Town) -> Iterator[str]:
    """The office."""
    style.apply(qapp, "light")
    words.use("de")
    preload()
    with in_thread(town.office) as url:
        yield url


def is_next(stage: Stage) -> bool:
    """Whether there is something to press, or the pad."""
    return stage.find("citizen.go").isEnabled() or stage.there("signature.pad") is not None


def read_and_confirm(stage: Stage) -> None:
    """What the person across the desk does, page by page, with the mouse."""
    for _ in range(60):
        stage.wait("the next page", partial(is_next, stage))
        if stage.there("signature.pad") is not None:
            return
        stage.click("citizen.go")
        stage.pause(80)
    stage.find("signature.pad")


def sign(stage: Stage) -> Strokes:
    """First a slip, taken back; then the name, handed over. The strokes as they stood on the pad."""
    pad = stage.find_as("signature.pad", SignaturePad)
    with_mouse(pad, (name(40)[2],))
    stage.click("citizen.sign_undo")
    assert pad.is_empty
    assert not stage.find("citizen.go").isEnabled()
    with_mouse(pad, name(120))
    strokes = pad.strokes
    stage.click("citizen.go")
    stage.wait("kept", lambda: stage.there("signature.pad") is None)
    return strokes


def deliver(stage: Stage) -> None:
    """Now, and wait until everything is there."""
    stage.app.shift.window.show_page("delivery")  # type: ignore[union-attr]
    stage.click("delivery.now")
    stage.wait(
        "delivered",
        lambda: stage.desk.delivery().light is Light.DELIVERED and not stage.desk.delivery().trouble,
    )
    stage.pause(300)


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform has none
def test_signed_with_a_mouse_on_the_bus_it_is_seen_as_it_was_drawn_at_the_office(
    town: Town, laptop: Laptop, url: str, tmp_path: Path
) -> None:
    station = town.laptop("S", "station", names=("Thiele",))
    with at_work(laptop, "Berger", url, tmp_path) as bus:
        draft = fill_sample(bus.desk, "registration")
        bus.app.shift.window.show_page("today")  # type: ignore[union-attr]
        bus.click(f"draft.{draft.id}")
        bus.control(Qt.Key.Key_S)
        bus.find("summary")
        bus.press(Qt.Key.Key_F7)
        read_and_confirm(bus)
        assert [*(laptop.place.home / "attachments").glob("*")] == []
        strokes = sign(bus)
        bus.press(Qt.Key.Key_F7)
        bus.press(passphrase("Berger"))
        bus.press(Qt.Key.Key_Return)
        bus.wait("the form", lambda: bus.there("citizen.signed") is not None)
        assert bus.text("citizen.signed").startswith("✓ auf dem Bildschirm unterschrieben, ")
        bus.control(Qt.Key.Key_S)
        number = bus.text("result.number")
        deliver(bus)

    with at_work(station, "Thiele", url, tmp_path) as office:
        deliver(office)
        office.wait("its scan", lambda: office.desk.page(number).are_complete)
        office.app.shift.window.show_page("review")  # type: ignore[union-attr]
        office.open_row("review.table", number)
        (one,) = office.desk.page(number).attachments
        assert one.evidence == SIGNED_SCREEN
        assert strokes_of(office.desk.attaching.opened(one)) == strokes
        noted = next(item for item in office.desk.page(number).evidence if item.kind == SIGNED_SCREEN)
        office.wait_for(f"Unterschrift auf dem Bildschirm, {unbroken(noted.note)}")
        office.wait("the scan is here", lambda: office.there("case.scan.1") is not None)
        office.click("case.scan.1")
        view = office.app.shift.window.page  # type: ignore[union-attr]
        assert isinstance(view, AttachmentView)
        office.wait(
            "the picture", lambda: any(not label.pixmap().isNull() for label in view.findChildren(QLabel))
        )
