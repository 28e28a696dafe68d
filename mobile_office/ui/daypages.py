"""What the day's cards lead to: each key opens its page above the area, and the page comes back to it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.ui.background import Background
from mobile_office.ui.blanks import BlanksPage
from mobile_office.ui.capture import CapturePage
from mobile_office.ui.closing import ClosingPage
from mobile_office.ui.departure import DeparturePage
from mobile_office.ui.equipment import has_printer
from mobile_office.ui.formpapers import Show
from mobile_office.ui.resident_flow import RoundPages
from mobile_office.ui.stop import StopPage
from mobile_office.ui.window import Window


class DayPages:
    """The pages of the day and of paper forms, opened in `window`.

    `show_paper(paper, sign)` shows a paper; `edit(draft)` opens the form of a draft.
    """

    def __init__(
        self,
        desk: Desk,
        background: Background,
        window: Window,
        show_paper: Show,
        edit: Callable[[Draft], object],
    ) -> None:
        self._desk, self._background, self._window = desk, background, window
        self._show_paper, self._edit = show_paper, edit

    def open(self, key: str) -> None:
        """Open the page of a key of the cards: `daycard.KEYS` or another that `TodayPage.wanted` carries. Raises KeyError."""
        desk, background, back = self._desk, self._background, partial(self._back, key)
        if key == "protocol":
            self._protocol()
            return
        if key == "ticket":
            self._ticket()
            return
        if key.startswith("bring."):
            self._bring(key.removeprefix("bring."))
            return
        if key == "round":
            RoundPages(desk, background, self._window, self._show_paper, back).open()
            return
        pages: dict[str, Callable[[], QWidget]] = {
            "departure": lambda: DeparturePage(desk, background, has_printer, back),
            "stop": lambda: StopPage(desk, background, back),
            "right": lambda: StopPage(desk, background, back, right=True),
            "closing": lambda: ClosingPage(desk, background, self._protocol, back),
            "capture": lambda: CapturePage(desk, background, self._captured, back),
            "blanks": lambda: BlanksPage(desk, background, self._show_paper, back),
        }
        self._window.open(pages[key]())

    def _back(self, key: str) -> None:
        """Back to the start page, with the keyboard on the button that was pressed there."""
        self._window.back()
        for card in ("day", "forms"):
            button = self._window.page.findChild(QWidget, f"{card}.{key}")
            if button is not None:
                button.setFocus()

    def _protocol(self) -> None:
        self._show_paper(self._desk.daybook.protocol(), None)

    def _ticket(self) -> None:
        """The number given out last."""
        line = self._desk.daybook.queue.line()
        if not line.waiting:
            return
        last, wait = line.waiting[-1], line.wait(len(line.waiting) - 1)
        printing, now = self._desk.printing, self._desk.clock()
        self._show_paper(printing.ticket(line.name(last), wait, last.issued_at, now), None)

    def _bring(self, id: str) -> None:
        offered = self._desk.services() + self._desk.advice()
        service = next((one for one in offered if one.id == id), None)
        paper = self._desk.printing.bring(service, self._desk.clock()) if service else None
        if paper is not None:
            self._show_paper(paper, None)

    def _captured(self, draft: Draft) -> None:
        """The form takes the place of the page that asked for the number."""
        self._window.back(afresh=False)
        self._edit(draft)
