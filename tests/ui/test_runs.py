"""The box of the last run: hidden while there is nothing to say, and what will be refused stands in it."""

from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.run import Forecast
from mobile_office.ui.runs import RunBox


def test_it_shows_what_will_be_refused_and_nothing_else(qtbot: QtBot, desk: Desk) -> None:
    box = RunBox(desk, None)
    qtbot.addWidget(box)
    box.refresh(Forecast(0, 0, 0, 0, None))
    assert box.isHidden()
    box.refresh(Forecast(1, 0, 0, 3000, None, (("B-2026-00042-7", "certificate_expired"),)))
    assert not box.isHidden()
    assert box.protocol.isHidden()
