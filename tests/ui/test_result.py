"""The result says the number, where the case is, and never more than is true."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.ui.result import Result


@pytest.mark.parametrize(("service_id", "prepared"), [("registration", False), ("id_card", True)])
def test_prepared_is_never_called_applied_for(
    qtbot: QtBot, desk: Desk, service_id: str, prepared: bool
) -> None:
    service = next(item for item in desk.services() if item.id == service_id)
    result = Result(service, "B-2026-00042-7", "10:42:07")
    qtbot.addWidget(result)
    result.show()
    said = [label.text() for label in result.findChildren(QLabel) if label.isVisible()]
    assert "B-2026-00042-7" in said
    assert "Auf diesem Laptop gespeichert, 10:42:07. Noch nicht im Amt." in said
    assert service.next_steps["de"] in said
    assert any("noch nicht gestellt" in text for text in said) is prepared


def test_enter_closes_it(qtbot: QtBot, desk: Desk) -> None:
    result = Result(desk.services()[0], "B-2026-00042-7", "10:42:07")
    qtbot.addWidget(result)
    result.show()
    with qtbot.waitSignal(result.closed):
        qtbot.keyClick(result.done, Qt.Key.Key_Return)
