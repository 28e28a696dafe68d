"""Fields of the model service: what depends on an answer appears, what is hidden is not an answer."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.residents import REPRESENTATIVE, fields_of
from mobile_office.ui.resident_fields import AskedCard


def test_a_representative_is_asked_for_when_there_is_one(qtbot: QtBot, desk: Desk) -> None:
    known = {"represented_by": "none", "representative_family_name": "Gabler"}
    card = AskedCard(desk, "Vertretung", fields_of(desk.residents.model(), REPRESENTATIVE), known)
    qtbot.addWidget(card)
    assert card.visible_paths == ("represented_by",)
    assert card.values() == {"represented_by": "none"}
    card.edited.emit("represented_by", "betreuer")
    assert "betreuer_scope" in card.visible_paths
    assert card.values()["representative_family_name"] == "Gabler"
    assert card.wrong() is None
