"""The stage the screens are drawn on: a real office, a real laptop, the real window, and a clock that stands.

A stage is one folder with its stores. Windows are made anew for every picture, because sizes are
taken when a widget is made; `close` ends everything a picture began.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import Offline
from mobile_office.domain.overview import Draft
from mobile_office.protocol import BackOffice, Reply, Request
from mobile_office.ui.background import Background
from mobile_office.ui.case_page import CasePageView
from mobile_office.ui.cases import CasesPage
from mobile_office.ui.delivery import DeliveryPage
from mobile_office.ui.form import FormPage
from mobile_office.ui.intake import IntakePage
from mobile_office.ui.review import ReviewPage
from mobile_office.ui.today import TodayPage
from mobile_office.ui.window import Window
from tests.house import Town
from tests.pause import pause
from tests.whole import is_whole

WIDTH, HEIGHT = 1366, 768
MORNING = datetime(2026, 11, 22, 9, 42, 7, tzinfo=UTC)  # 10:42:07 in Hannover, a day in the samples' month
STOP = "Seniorenzentrum Misburg-Nord"
PATIENCE = 5000  # milliseconds a screen may take to become what it should be

Check = Callable[[str, str], object]


class Clock:
    """A clock that stands until it is put forward, so that pictures can be compared."""

    def __init__(self) -> None:
        self.at = MORNING

    def __call__(self) -> datetime:
        return self.at

    def go(self, minutes: float) -> None:
        """Put it forward."""
        self.at += timedelta(minutes=minutes)


class Away:
    """A back office nobody can reach."""

    def exchange(self, request: Request) -> Reply:
        """Nobody answers."""
        raise Offline


class Stage:
    """One town with the laptop of the bus, and the windows people open on it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.clock = Clock()
        self.town = Town(folder, self.clock)
        self.laptop = self.town.laptop()
        place = self.laptop.place
        self.laptop.place = replace(place, settings=replace(place.settings, stop=STOP))
        self._opened: list[tuple[QWidget, Background]] = []

    def desk(self, name: str, office: BackOffice | None = None) -> Desk:
        """A person's desk at the bus's laptop; delivering to the town's office unless another is given."""
        return self.laptop.desk(name, office or self.town.office)

    def window(
        self,
        name: str,
        key: str = "today",
        office: BackOffice | None = None,
        check: Check | None = None,
    ) -> "Opened":
        """The program's window as this person has it, with one area shown."""
        return Opened(self, self.desk(name, office), key, check or _nobody)

    def show(self, window: QWidget, background: Background) -> None:
        """Show a window at the size of the bus's laptops."""
        self._opened.append((window, background))
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.activateWindow()
        wait(window.isActiveWindow)
        settle(background)

    @property
    def top(self) -> QWidget:
        """The window opened last."""
        return self._opened[-1][0]

    @property
    def windows(self) -> tuple[QWidget, ...]:
        """The windows that are open."""
        return tuple(window for window, _ in self._opened)

    def close_windows(self) -> None:
        """End what pictures have opened."""
        for window, background in self._opened:
            background.drain()
            window.close()
            background.close()
            window.deleteLater()
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._opened.clear()

    def close(self) -> None:
        """End the windows and the stores."""
        self.close_windows()
        self.town.close()


class Opened:
    """A window on the stage, made as `shift.py` makes it."""

    def __init__(self, stage: Stage, desk: Desk, key: str, check: Check) -> None:
        self.desk, self.background = desk, Background()
        self.window = Window(desk, self.background, self._pages(), _nothing, check)
        stage.show(self.window, self.background)
        if key != self.window.key:  # a window begins with its first area
            self.window.show_page(key)
            self.settle()

    def _pages(self) -> dict[str, QWidget]:
        desk, background = self.desk, self.background
        return {
            "today": TodayPage(desk, background, _nothing, _nothing, _nothing),
            "cases": CasesPage(desk, background, _nothing, _nothing),
            "review": ReviewPage(desk, background, _nothing),
            "intake": IntakePage(desk, background, _nothing),
            "delivery": DeliveryPage(desk, background, _nothing, show_paper=_nothing),
        }

    def form(self, draft: Draft) -> FormPage:
        """Open a draft."""
        page = FormPage(self.desk, self.background, draft, _nothing, _nothing)
        self.window.open(page)
        self.settle()
        return page

    def case(self, number: str) -> CasePageView:
        """Open a case."""
        view = CasePageView(self.desk, self.background, number, _nothing, _nothing)
        self.window.open(view)
        self.settle()
        return view

    def settle(self) -> None:
        """Wait until everything is durable and drawn."""
        settle(self.background)


def settle(background: Background) -> None:
    """Let writes, layouts, single shots, and what is built turn by turn finish."""
    for _ in range(3):
        background.drain()
        pause(10)
    wait(lambda: all(map(is_whole, QApplication.topLevelWidgets())))
    pause(10)


def wait(so: Callable[[], bool]) -> None:
    """Wait until something is so. Raises TimeoutError."""
    for _ in range(PATIENCE // 10):
        if so():
            return
        pause(10)
    raise TimeoutError


def find(page: QWidget, name: str) -> QWidget:
    """The visible widget of a name. Raises LookupError."""
    for widget in page.findChildren(QWidget, name):
        if not widget.isHidden():
            return widget
    raise LookupError(name)


def _nothing(*_: object) -> None:
    """Where a picture leads to nowhere."""


def _nobody(_person: str, _passphrase: str) -> None:
    """Nobody asks for the cover to be lifted in a picture."""
