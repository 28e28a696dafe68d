"""The way through a round in the window: the home, the list, a form and back with the next one chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.residents import Resident
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from mobile_office.ui.formpapers import Show
from mobile_office.ui.resident_home import HomePage
from mobile_office.ui.resident_person import PersonPage
from mobile_office.ui.resident_preview import PreviewPage
from mobile_office.ui.residents import ResidentsPage
from mobile_office.ui.window import Window


class RoundPages:
    """The pages of a round, opened in `window`; `close()` goes back to the start page.

    The pages keep it alive: Qt holds a bound method weakly, a lambda with its `self` strongly.
    """

    def __init__(
        self,
        desk: Desk,
        background: Background,
        window: Window,
        show_paper: Show,
        close: Callable[[], object],
    ) -> None:
        self._desk, self._background, self._window = desk, background, window
        self._show_paper, self._close = show_paper, close
        self._list: ResidentsPage | None = None

    def open(self) -> None:
        """The list where there is one, else the home it begins with."""
        if self._desk.residents.round() is None:
            page = HomePage(self._desk, self._background)
            page.begun.connect(lambda: self._begun())
            page.left.connect(lambda: self._close())
            self._window.open(page)
        else:
            self._open_list()

    def _begun(self) -> None:
        """The list takes the place of the page that asked for the home."""
        self._window.back()
        self._open_list()

    def _open_list(self) -> None:
        page = self._list = ResidentsPage(self._desk, self._background)
        page.draft_wanted.connect(lambda what: self._edit(what))
        page.preview_wanted.connect(lambda what: self._preview(what))
        page.person_wanted.connect(lambda what: self._person(what))
        page.home_wanted.connect(lambda: self._home())
        page.left.connect(lambda: self._leave())
        self._window.open(page)

    def _leave(self) -> None:
        """Only from the list itself: what is open above it stays."""
        if self._window.page is self._list:
            self._list = None
            self._close()

    def _edit(self, draft: Draft) -> None:
        self._window.open(FormPage(self._desk, self._background, draft, self._done, self._show_paper))

    def _done(self, number: str | None) -> None:
        self._back()
        self._background.changed.emit(frozenset([number] if number else []))

    def _preview(self, text: str) -> None:
        page = PreviewPage(self._desk, self._background, text)
        page.left.connect(lambda: self._back())
        self._window.open(page)

    def _person(self, resident: Resident) -> None:
        page = PersonPage(self._desk, self._background, resident)
        page.left.connect(lambda: self._back())
        self._window.open(page)

    def _home(self) -> None:
        page = HomePage(self._desk, self._background)
        page.begun.connect(lambda: self._back())
        page.left.connect(lambda: self._back())
        self._window.open(page)

    def _back(self) -> None:
        """Back on the list, shown afresh, with the keyboard on it."""
        self._window.back()
        page: QWidget | None = self._list
        if isinstance(page, ResidentsPage):
            page.come_back()
