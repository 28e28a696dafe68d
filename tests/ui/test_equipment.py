"""What the window finds to be here, and that a service says what it lacks without being withheld."""

import pytest
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.equipment import Equipment
from mobile_office.domain.overview import Light
from mobile_office.ui import equipment
from mobile_office.ui.choice import Choice
from mobile_office.ui.offer import Offer
from mobile_office.ui.pieces import Words


def test_printer_link_and_settings_make_up_what_is_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(equipment._looked, "at", float("-inf"))
    here = equipment.equipment(desk)
    assert here.printer == equipment.has_printer()
    assert here.link == (desk.delivery().light is not Light.OFFLINE)
    assert (here.certified_station, here.phone) == (False, True)


def test_a_service_says_what_is_missing_and_what_to_do_instead_and_can_be_begun(
    qtbot: QtBot, desk: Desk
) -> None:
    offer = Offer()
    qtbot.addWidget(offer)
    offer.show_services(desk.services(), Equipment(printer=False))
    offer.search.setText("befreiung")
    choice = offered(offer)
    told = "\n".join(label.text() for label in choice.findChildren(Words))
    assert "ohne Drucker" in told
    assert "Kein Drucker: aufnehmen und parken" in told
    assert choice.isEnabled()
    offer.show_services(desk.services(), Equipment())
    assert not any("ohne Drucker" in label.text() for label in offered(offer).findChildren(Words))


def offered(offer: Offer) -> Choice:
    """The card of the exemption; those before it are still to be deleted."""
    return [one for one in offer.findChildren(Choice, "new.id_exemption") if not one.isHidden()][-1]
