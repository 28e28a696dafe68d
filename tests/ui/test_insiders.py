"""The card of who gets in: everybody reads it, an administrator acts on it, and is asked before."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mobile_office.domain.errors import NotAllowed
from mobile_office.insiders import Insider
from mobile_office.ui.background import Background
from mobile_office.ui.insiders import InsidersCard

DAY = datetime(2026, 11, 3, 12, tzinfo=UTC)
PEOPLE = (
    Insider("p-1", "Katrin Berger", DAY, DAY, True),
    Insider("p-2", "Ali Weber", None, None, False),
)


@dataclass
class Laptop:
    """Who is in, and what the card did."""

    manages: bool = True
    due: bool = False
    refuses: bool = False
    removed: list[str] = field(default_factory=list)

    def people(self) -> tuple[Insider, ...]:
        return tuple(each for each in PEOPLE if each.person not in self.removed)

    def may_manage(self) -> bool:
        return self.manages

    def is_due(self) -> bool:
        return self.due

    def seconds(self) -> int:
        return 4

    def want_rotation(self) -> None:
        self.due = True

    def remove(self, person: str) -> None:
        if self.refuses:
            raise NotAllowed("administrator_only")
        self.removed.append(person)
        self.due = True


@dataclass
class Shown:
    card: InsidersCard
    laptop: Laptop
    joined: list[bool]
    locked: list[bool]

    def there(self, name: str) -> bool:
        return any(not found.isHidden() for found in self.card.findChildren(QPushButton, name))

    def click(self, name: str) -> None:
        self.card.findChildren(QPushButton, name)[-1].click()

    def text(self) -> str:
        return "\n".join(label.text() for label in self.card.findChildren(QLabel) if not label.isHidden())


def show(qtbot: QtBot, background: Background, laptop: Laptop) -> Shown:
    joined: list[bool] = []
    locked: list[bool] = []
    card = InsidersCard(laptop, background, lambda: joined.append(True), lambda: locked.append(True))
    qtbot.addWidget(card)
    card.show()
    return Shown(card, laptop, joined, locked)


def test_everyone_reads_who_gets_in_and_only_an_administrator_can_act(
    qtbot: QtBot, background: Background
) -> None:
    shown = show(qtbot, background, Laptop(manages=False))
    for part in ("Katrin Berger", "jetzt hier", "hier seit 03.11.2026", "noch nicht bestätigt"):
        assert part in shown.text()
    assert not shown.there("insiders.change")
    assert not shown.there("insiders.remove.p-2")
    shown.click("insiders.join")
    assert shown.joined == [True]


def test_the_key_is_changed_after_a_question_by_locking(qtbot: QtBot, background: Background) -> None:
    shown = show(qtbot, background, Laptop())
    shown.click("insiders.change")
    assert "etwa 4 s" in shown.card.of_key.findChildren(QLabel)[-1].text()
    shown.click("insiders.leave")
    assert not shown.laptop.due
    shown.click("insiders.change")
    shown.click("insiders.do")
    qtbot.waitUntil(lambda: shown.locked == [True])
    assert shown.laptop.due


def test_whoever_sees_that_a_change_is_due_may_lock_at_once(qtbot: QtBot, background: Background) -> None:
    shown = show(qtbot, background, Laptop(manages=False, due=True))
    assert "steht an" in shown.card.key.accessibleName()
    shown.click("insiders.change")
    shown.click("insiders.do")
    assert shown.locked == [True]


@pytest.mark.parametrize("refuses", [False, True])
def test_somebody_is_removed_after_a_question(qtbot: QtBot, background: Background, refuses: bool) -> None:
    shown = show(qtbot, background, Laptop(refuses=refuses))
    assert not shown.there("insiders.remove.p-1")  # that is oneself
    shown.click("insiders.remove.p-2")
    assert "Ali Weber" in shown.card.of_people.findChildren(QLabel)[-1].text()
    shown.click("insiders.do")
    qtbot.waitUntil(lambda: bool(shown.card.notice.accessibleName()))
    assert shown.laptop.removed == ([] if refuses else ["p-2"])
    said = "nur eine Administratorin" if refuses else "kommt hier nicht mehr hinein"
    assert said in shown.card.notice.accessibleName()
