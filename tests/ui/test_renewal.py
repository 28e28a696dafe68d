"""The banner of a newer version on the real form: offered, taken over, and back again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.renewing import Taken
from mobile_office.ui.background import Background
from tests.dog_tax import DOG_TAX, SECOND, publish, reader
from tests.house import Laptop, Town
from tests.samples import fill_sample
from tests.ui.opened import Opened, open_form

Renewed = list[tuple[Draft, Taken | None]]


@pytest.fixture
def desk(town: Town, laptop: Laptop) -> Desk:
    publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    desk = reader(laptop, town)
    desk.deliver(force=True)
    return desk


def second(town: Town, desk: Desk) -> None:
    publish(town.office, "service", "dog_tax", 2, SECOND)
    desk.deliver(force=True)


def opened(qtbot: QtBot, desk: Desk, background: Background, draft: Draft) -> tuple[Opened, Renewed]:
    form, renewed = open_form(qtbot, desk, background, draft), Renewed()
    form.page.renewal.renewed.connect(lambda *said: renewed.append(said))
    return form, renewed


def test_a_version_that_arrives_is_offered_at_the_next_step_with_its_consequence(
    qtbot: QtBot, desk: Desk, background: Background, town: Town
) -> None:
    form, _ = opened(qtbot, desk, background, desk.sign(fill_sample(desk, "dog_tax").id))
    assert form.page.renewal.isHidden()
    second(town, desk)
    assert form.page.renewal.isHidden(), "nobody is interrupted while typing"
    form.page.go_on()
    assert form.page.renewal.isVisible()
    told = form.find("renewal.told")
    assert isinstance(told, QLabel)
    for said in ("Fassung 1", "Fassung 2", "Farbe des Hundes", "Rasse", "neu unterschrieben"):
        assert said in told.text()
    assert "Alt+N" in form.text("renewal.button")


def test_alt_n_takes_it_over_and_the_new_form_offers_the_way_back(
    qtbot: QtBot, desk: Desk, background: Background, town: Town
) -> None:
    draft = fill_sample(desk, "dog_tax")
    second(town, desk)
    form, renewed = opened(qtbot, desk, background, draft)
    form.type("given_names", " Anna")
    form.key(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(renewed))
    now, taken = renewed[0]
    assert taken is not None
    assert (now.version, "Anna" in str(now.answers["given_names"])) == (2, True)
    assert not form.page.isEnabled(), "nothing may be typed into the form of before"

    again, back = opened(qtbot, desk, background, now)
    again.page.renewal.show_taken(taken)
    assert "Farbe des Hundes" in again.text("renewal.told")
    again.page.go_on()
    assert again.find("breed")
    again.click("renewal.button")
    qtbot.waitUntil(lambda: bool(back))
    assert (back[0][0].version, back[0][0].answers["colour"], back[0][1]) == (1, "schwarz", None)
    third, _ = opened(qtbot, desk, background, back[0][0])
    assert third.page.renewal.isVisible(), "it is offered again"


def test_what_could_not_be_written_is_told_and_the_form_goes_on(
    qtbot: QtBot, desk: Desk, background: Background, town: Town
) -> None:
    draft = fill_sample(desk, "dog_tax")
    second(town, desk)
    form, renewed = opened(qtbot, desk, background, draft)
    desk.renewing.take_over(draft.id)  # somebody else was first
    form.click("renewal.button")
    qtbot.waitUntil(form.page.isEnabled)
    assert not renewed
    trouble = form.find("form.trouble")
    assert "nicht gewechselt" in trouble.accessibleName()


def test_the_service_of_the_program_offers_nothing(qtbot: QtBot, desk: Desk, background: Background) -> None:
    form, _ = opened(qtbot, desk, background, fill_sample(desk, "id_exemption"))
    form.page.go_on()
    assert form.page.renewal.isHidden()
