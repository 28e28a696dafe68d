"""The pool is kept full after exchanges that went well, and its card says how many there are."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mobile_office.desk import Desk
from mobile_office.domain.errors import Offline
from mobile_office.ui.background import Background
from mobile_office.ui.pool import PoolCard, PoolKeeper
from mobile_office.ui.window import Window


class Page(QWidget):
    """An area with nothing to read."""

    def refresh(self) -> None:
        """Nothing."""


@dataclass
class Filled:
    """A pool that is full at the second try."""

    tries: list[bool] = field(default_factory=list)

    def count(self) -> int:
        return 3 if len(self.tries) > 1 else 0

    def is_due(self) -> bool:
        return not self.count()

    def fill(self, go_on: Callable[[], bool]) -> int:
        self.tries.append(go_on())
        if len(self.tries) == 1:
            raise Offline
        return self.count()


def test_it_is_filled_after_an_exchange_and_tried_again_when_that_failed(
    qtbot: QtBot, desk: Desk, background: Background
) -> None:
    window = Window(desk, background, {"today": Page()}, lambda: None, lambda *_: None)
    qtbot.addWidget(window)
    pool, reached = Filled(), [False]
    keeper = PoolKeeper(window, background, pool, lambda: reached[0], is_substitute=True)
    assert "als Vertretung" in window.trouble.notice.label.text()
    background.changed.emit(frozenset())
    background.changed.emit(frozenset({"B-2026-00042-7"}))
    assert pool.tries == []
    reached[0] = True
    for tries in (1, 2, 2):
        background.changed.emit(frozenset())
        qtbot.waitUntil(lambda tries=tries: len(pool.tries) == tries and not keeper._is_busy)  # type: ignore[misc]
    assert pool.tries == [True, True]


def test_the_card_counts(qtbot: QtBot) -> None:
    counts = [0, 1, 3]
    card = PoolCard(lambda: counts.pop(0), "B")
    qtbot.addWidget(card)
    said = [card.told.text()]
    for _ in range(2):
        card.refresh()
        said.append(card.told.text())
    assert [text.split(" ")[0] for text in said] == ["Kein", "1", "3"]
