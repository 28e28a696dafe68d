"""A person at the keyboard (Tastatur): nothing but key events into the real window, and reading what is on the screen.

Keys go where a real keyboard's would: to the open list, else to the part with the keyboard. Nothing is given the
keyboard, no page is called, no widget set. Every key is counted.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mobile_office.app import App, preload
from mobile_office.backoffice.embedded import in_thread
from mobile_office.demo.day.stage import Missing, Stage
from mobile_office.desk import Desk
from mobile_office.domain.overview import Delivery, Light
from mobile_office.shift import Shift
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from tests.house import Laptop, Town
from tests.journeys.at_work import forget
from tests.journeys.keystrokes import Count

ENTER, TAB, ESC = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape
_FAR = 90  # presses of Tab after which nobody goes on looking


class Keyboard(Count):
    """Somebody who presses keys and reads."""

    @property
    def desk(self) -> Desk:
        """To look at the outcome, never to act."""
        return self.stage.desk

    def has(self, name: str) -> bool:
        """Whether the keyboard is on a part, or inside it."""
        widget = QApplication.focusWidget()
        while widget is not None:
            if widget.objectName() == name:
                return True
            widget = widget.parentWidget()
        return False

    def expect(self, name: str) -> None:
        """The keyboard comes to a part by itself. Raises Missing."""
        self.stage.wait(f"the keyboard on {name}", lambda: self.has(name))

    def reach(self, name: str, key: Qt.Key = TAB) -> None:
        """Tab (or another key) until the keyboard is on a part. Raises Missing."""
        self.stage.find(name)
        for _ in range(_FAR):
            if self.has(name):
                return
            self.press(key)
        raise Missing(f"{name} by the keyboard")

    def form(self, answers: Mapping[str, str], *, until: str) -> None:
        """Answer step by step (Ctrl+Enter) until a field is on the screen."""
        for _ in range(14):
            self.section(answers)
            if self.stage.there(until) is not None:
                return
            self.next_step()
        raise Missing(until)

    def next_step(self) -> None:
        """Ctrl+Enter, and the step after this one is there."""
        before = self.step()
        self.control(ENTER)
        self.stage.wait("the next step", lambda: self.step() != before)
        self.stage.pause(40)

    def step(self) -> str:
        """Where the form says one is, without the time of saving."""
        return self.stage.text("form.head").rpartition(" · ")[0]

    def evidence(self, seen: Mapping[str, str]) -> None:
        """F6, what was seen, F6."""
        self.press(Qt.Key.Key_F6)
        self.stage.find(next(iter(seen)))
        self.section(seen)
        self.press(Qt.Key.Key_F6)

    def sign(self) -> None:
        """F9: the declaration comes; signed in ink, Enter notes it."""
        self.press(Qt.Key.Key_F9)
        self.expect("paper.signed")
        self.press(ENTER)
        self.stage.find("form.head")
        self.stage.wait("the signature noted", lambda: not self.stage.says("Unterschrift fehlt"))

    def submit(self) -> str:
        """Ctrl+S to the summary, Ctrl+S hands in; the number that is shown."""
        self.control(Qt.Key.Key_S)
        self.stage.find("summary")
        self.control(Qt.Key.Key_S)
        return self.stage.text("result.number")

    def deliver(self) -> None:
        """To the delivery, and everything goes to the office."""
        self.control(Qt.Key.Key_3)
        self.stage.find("delivery.now")
        self.reach("delivery.now")
        self.press(ENTER)
        self.stage.wait("everything delivered", lambda: self.desk.delivery().light is Light.DELIVERED)

    def is_receipted(self, number: str) -> bool:
        """Whether everything of a case is at the office."""
        return {line.delivery for line in self.desk.page(number).history} == {Delivery.RECEIPTED}

    def told(self, journey: str) -> None:
        """Say how many keys it took."""
        print(f"{journey}: {self.keys} keys, {self.moves} moves, {self.answers} characters of answers")


@contextmanager
def at_the_keyboard(application: QApplication, town: Town, laptop: Laptop, out: Path) -> Iterator[Keyboard]:
    """Berger's shift on the bus, with the office on a real socket; delivery only when asked for."""
    assert town.office is not None
    style.apply(application, "light")
    words.use("de")
    preload()
    laptop.place.local.put("deliver_automatically", False)
    background = Background()
    with in_thread(town.office) as url:
        shift = Shift(laptop.place.home, url, laptop.slots, laptop.people["Berger"], background, _stay)
        shift.window.show()
        shift.window.activateWindow()
        stage = Stage(cast(App, SimpleNamespace(shift=shift)), out)
        try:
            stage.wait("the window", shift.window.isActiveWindow)
            yield Keyboard(stage)
        finally:
            background.drain()
            shift.window.close()
            background.close()
            shift.close()
            forget(shift.window)


def _stay() -> None:
    """Nobody locks on these journeys."""
