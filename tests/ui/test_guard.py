"""What locks by itself, put together: the settings reach their places, and sleep locks."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.settings import Settings
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import Button
from mobile_office.ui.guard import Guard
from mobile_office.ui.parting import Parting
from mobile_office.ui.rail import AREAS
from mobile_office.ui.window import Window
from tests.ui.test_parting import Area


def test_sleep_locks_and_the_cover_has_its_minutes(
    qtbot: QtBot, desk_of: Callable[[str], Desk], background: Background
) -> None:
    locked: list[bool] = []
    desk = desk_of("Berger")
    pages: dict[str, QWidget] = {key: Area() for key in AREAS}
    window = Window(desk, background, pages, lambda: locked.append(True), lambda *_: None)
    qtbot.addWidget(window)
    parting = Parting(desk, background, lambda _: None, lambda: None)
    guard = Guard(window, background, Settings(lock_covered_after_minutes=7), parting)
    window.show()
    assert window.findChild(Button, "rail.part") is not None
    window.cover()
    assert window.cover_page._patience.interval() == 7 * 60_000
    assert window.cover_page.until.isVisible()
    guard.sleep.begins.emit()
    assert locked == [True]
    window.close()
