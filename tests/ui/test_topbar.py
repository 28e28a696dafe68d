"""The top bar: where, when, the light in words, and the lock; whole at every width."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mobile_office.domain.overview import DeliveryState, Light, Where
from mobile_office.ui import style
from mobile_office.ui.topbar import TopBar, light_words

STATE = DeliveryState(Light.OFFLINE, 7, 0, 1, None, None, "offline")
HERE = Where("Seniorenzentrum Misburg-Nord", date(2026, 11, 22), "Platz 1")


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    bar = TopBar("K. Berger")
    qtbot.addWidget(bar)
    bar.show_place(HERE)
    bar.show_light(STATE)
    bar.show_power("Akku: noch 1 h 32 min")
    return bar


@pytest.mark.parametrize(
    "light, waiting, refused, text, tone",
    [
        (Light.OFFLINE, 7, 0, "Offline · 7 Vorgänge warten", "warn"),
        (Light.OFFLINE, 1, 0, "Offline · 1 Vorgang wartet", "warn"),
        (Light.OFFLINE, 0, 0, "Offline", "warn"),
        (Light.WAITING, 2, 0, "2 Vorgänge warten", "warn"),
        (Light.SENDING, 2, 0, "Überträgt 2 Vorgänge …", "calm"),
        (Light.DELIVERED, 0, 0, "Alles übertragen", "good"),
        (Light.NEEDS_YOU, 0, 1, "Braucht Sie · 1 Vorgang abgelehnt", "bad"),
        (Light.NEEDS_YOU, 3, 0, "Braucht Sie · 3 Vorgänge warten", "bad"),
    ],
)
def test_the_light_always_carries_words(
    light: Light, waiting: int, refused: int, text: str, tone: str
) -> None:
    state = replace(STATE, light=light, waiting=waiting, needs_person=refused)
    assert light_words(state) == (text, tone)


def test_it_says_where_and_when(bar: TopBar) -> None:
    bar.resize(1800, 60)
    bar.show()
    assert bar.stop.text() == "Seniorenzentrum Misburg-Nord"
    assert bar.rest.text() == " · So 22.11.2026 · Platz 1"


def test_a_screen_reader_hears_what_the_light_is_about(bar: TopBar) -> None:
    assert bar.light.accessibleName() == "Zustellung: Offline · 7 Vorgänge warten"
    assert bar.power.accessibleName() == "Strom: Akku: noch 1 h 32 min"


def test_power_is_hidden_where_nobody_can_tell(bar: TopBar) -> None:
    bar.show_power(None)
    assert bar.power.isHidden()


def test_the_lock_is_one_click_away(qtbot: QtBot, bar: TopBar) -> None:
    bar.show()
    with qtbot.waitSignal(bar.lock_wanted):
        qtbot.mouseClick(bar.lock, Qt.MouseButton.LeftButton)
    assert "Strg+L" in bar.lock.text()


@pytest.mark.parametrize("name, power", [("K. Berger", "Akku: noch 1 h 32 min"), ("Albrecht, Test", None)])
@pytest.mark.parametrize("width, scale", [(1134, 1.0), (1800, 1.0), (1008, 2.0), (760, 1.0)])
def test_nothing_is_cut_at_any_width(
    qtbot: QtBot, qapp: QApplication, width: int, scale: float, name: str, power: str | None
) -> None:
    style.apply(qapp, "light", scale)
    bar = TopBar(name)
    qtbot.addWidget(bar)
    bar.show_place(HERE)
    bar.show_light(STATE)
    bar.show_power(power)
    bar.resize(width, 60)
    bar.show()
    parts: list[QWidget] = [bar.stop, bar.rest, bar.light, bar.person, bar.lock]
    if power:
        parts.append(bar.power)
    qtbot.waitUntil(lambda: all(part.width() >= part.sizeHint().width() for part in parts))
    assert bar.width() == width
