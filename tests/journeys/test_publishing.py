"""A service nobody had in the morning: published to a running office, offered on the bus, handed in, renewed.

Real HTTP, the office's own command, the program's own shift: nothing is restarted.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.app import preload
from mobile_office.backoffice.__main__ import main as office_command
from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.case import Action, Status
from mobile_office.domain.overview import Delivery, Light
from mobile_office.shift import Shift
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from tests.dog_tax import DOG_TAX, SECOND
from tests.house import STREAM, Laptop, Town
from tests.journeys.at_work import forget
from tests.samples import decide, fill_sample


@pytest.fixture
def shift(qapp: QApplication, town: Town, laptop: Laptop) -> Iterator[Shift]:
    """Berger's shift on the bus, delivering over HTTP."""
    style.apply(qapp, "light")
    words.use("de")
    preload()
    (laptop.place.home / "settings.toml").write_text("deliver_automatically = false\n", encoding="utf-8")
    background = Background()
    with in_thread(town.office) as url:
        made = Shift(laptop.place.home, url, laptop.slots, laptop.people["Berger"], background, lambda: None)
        made.window.show()
        yield made
        background.drain()
        made.window.close()
        background.close()
        made.close()
        forget(made.window)


def published(town: Town, file: Path, text: str) -> None:
    """An administrator writes a file and publishes it."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    database = f"sqlite:///{town.folder / 'office.db'}"
    assert office_command(["publish", str(file), "--stream", STREAM, "--database", database]) == 0
    words.use("de")  # the command speaks the language of whoever runs it; here both are one process


def delivered(qtbot: QtBot, shift: Shift) -> None:
    """Somebody presses "Jetzt übertragen"."""
    page = shift.window.show_page("delivery")
    now = part(page, "delivery.now")
    assert isinstance(now, QPushButton)
    now.click()
    qtbot.waitUntil(now.isEnabled)
    assert shift.desk.delivery().light is Light.DELIVERED


def part(page: QWidget, name: str) -> QWidget:
    """The visible widget of a name."""
    return next(widget for widget in page.findChildren(QWidget, name) if not widget.isHidden())


def offered(shift: Shift) -> set[str]:
    """The services a person can begin, as the start page shows them."""
    page = shift.window.show_page("today")
    return {widget.objectName() for widget in page.findChildren(QWidget) if widget.objectName()[:4] == "new."}


def form_of(shift: Shift) -> FormPage:
    """The form on top."""
    page = shift.window.page
    assert isinstance(page, FormPage)
    return page


def test_a_service_is_published_to_a_running_office_and_used_without_a_restart(
    qtbot: QtBot, shift: Shift, town: Town, laptop: Laptop, tmp_path: Path
) -> None:
    desk = shift.desk
    delivered(qtbot, shift)
    assert "new.dog_tax" not in offered(shift)

    published(town, tmp_path / "first" / "dog_tax.toml", DOG_TAX)
    delivered(qtbot, shift)
    assert "new.dog_tax" in offered(shift)
    news = part(shift.window.page, "news")
    assert news.accessibleName() == "Neu vom Amt: Hundesteuer-Anmeldung, Fassung 1"

    number = desk.submit(fill_sample(desk, "dog_tax").id)
    delivered(qtbot, shift)
    assert desk.page(number).history[0].delivery is Delivery.RECEIPTED
    supervisor = laptop.desk("Thiele", town.office)
    decide(supervisor, number, Action.APPROVE, "Thiele")
    delivered(qtbot, shift)
    intake = laptop.desk("Albrecht", town.office)
    decide(intake, number, Action.TAKE_OVER, "Albrecht", register_number="HS-2026-0001")
    delivered(qtbot, shift)
    assert desk.page(number).case.status is Status.TAKEN_OVER

    begun = fill_sample(desk, "dog_tax")
    published(town, tmp_path / "second" / "dog_tax.toml", SECOND)
    delivered(qtbot, shift)
    assert {service.version for service in desk.services() if service.id == "dog_tax"} == {2}
    assert desk.page(number).case.service.version == 1, "a case keeps its version for ever"
    shift._edit(desk.draft(begun.id))
    qtbot.waitUntil(lambda: isinstance(shift.window.page, FormPage))
    assert "Farbe des Hundes" in form_of(shift).renewal.told.text()
    form_of(shift).renewal.button.click()
    qtbot.waitUntil(lambda: form_of(shift).draft.version == 2)
    assert form_of(shift).draft.answers["dog_name"] == "Bello"
    assert form_of(shift).renewal.button.text().startswith("Zurück zu Fassung 1")
