"""The window: rail, top bar, one page at a time, and the cover over all of it.

It knows when a page is shown and when something changed; what a page does is the page's own matter.
"""

from collections.abc import Callable, Mapping
from typing import cast

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.ui import rail, reading, style
from mobile_office.ui.background import Background
from mobile_office.ui.cover import Cover, clear_screen
from mobile_office.ui.dialogs import TroubleBar
from mobile_office.ui.idle import Countdown
from mobile_office.ui.insist import InsistBar
from mobile_office.ui.parting import Parting
from mobile_office.ui.rail import Rail
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.topbar import TopBar
from mobile_office.ui.turning import Page, Pages, call_by_title, leave, release
from mobile_office.ui.words import say

LOOK_AGAIN = 2000  # milliseconds between two looks at delivery and power


Power = Callable[[], tuple[str, str] | None]


def no_power() -> None:
    """Nobody can tell how much power is left."""


class Window(QMainWindow):
    """The program's one window.

    `pages` are the areas by key (`rail.AREAS`); those the person's role lacks are not shown. `lock` ends
    the process. `cover_check(person, passphrase)` raises WrongKey or Delayed. `power` says how long the
    battery lasts, in words with their tone, or None.
    """

    def __init__(
        self,
        desk: Desk,
        background: Background,
        pages: Mapping[str, QWidget],
        lock: Callable[[], object],
        cover_check: Callable[[str, str], object],
        power: Power = no_power,
    ) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))  # never a citizen's name: titles are seen in the task bar
        self._desk, self._lock, self._power = desk, lock, power
        keys = tuple(key for key in rail.areas(desk.actor.roles) if key in pages)
        self._pages = {key: pages[key] for key in keys}
        self._opened: list[QWidget] = []
        self._focus_before: QWidget | None = None
        self.rail, self.top, self.trouble = Rail(keys), TopBar(desk.actor.name), TroubleBar()
        self.cover_page = Cover(
            background, lambda text: cover_check(desk.actor.person, text), desk.actor.name
        )
        self.countdown = Countdown()
        self.parting: Parting | None = None
        self.insist = InsistBar(lambda: self._focus_in("delivery", "delivery.now"))
        self.stack = Pages()
        self.layers = QStackedWidget()
        self._soon = QTimer(self, singleShot=True)  # what changes in one turn is drawn once, in the next
        self._soon.timeout.connect(self.refresh)
        self._frame = QTimer(self, singleShot=True)  # a page that is turned to comes first
        self._frame.timeout.connect(self._show_frame)
        self._build(pages)
        self._connect(background)
        self.show_page(keys[0])
        self._timer = QTimer(self, interval=LOOK_AGAIN)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    # -- pages

    def show_page(self, key: str) -> QWidget:
        """Show an area, fresh; what was opened above the areas goes away. Raises KeyError."""
        page, gone = self._pages[key], self._opened[::-1]
        self._opened.clear()
        self.key = key
        self._turn_to(page, *gone)
        self.rail.show_current(key)
        self._show_area()
        self.stack.begin()
        return page

    def open(self, page: QWidget) -> None:
        """Show a page above the area (a form, a case) until `back`. The window owns it from now on."""
        self._opened.append(page)
        self.stack.addWidget(page)
        self.stack.turn_to(page)
        self.stack.begin()

    def back(self, *, afresh: bool = True) -> None:
        """Leave the page opened last, and show `afresh` what was below it; not where another page follows at once."""
        gone = [self._opened.pop()] if self._opened else []
        self._turn_to(self._opened[-1] if self._opened else self._pages[self.key], *gone)
        if afresh:
            self._show_area()
        self.stack.begin()

    @property
    def opened(self) -> tuple[QWidget, ...]:
        """The pages opened above the area, the last on top."""
        return tuple(self._opened)

    @property
    def page(self) -> QWidget:
        """The page being shown."""
        return cast(QWidget, self.stack.currentWidget())

    def refresh(self) -> None:
        """Read again what the frame and the area show. Pages opened above it look after themselves."""
        self._show_area()
        self._frame.stop()
        self._show_frame()

    def _refresh_soon(self, _ids: object) -> None:
        self._soon.start()

    # -- cover and lock

    @property
    def is_covered(self) -> bool:
        """True while everything is hidden, also while it delivers and then locks."""
        return self.layers.currentIndex() != 0

    def cover(self) -> None:
        """Hide everything now, before this returns; dialogs and open lists are given up."""
        if self.layers.currentWidget() in (self.cover_page, self.parting):
            return
        self.hide_behind(self.cover_page)
        self.cover_page.begin(self._desk.clock())
        self.cover_page.entry.setFocus()
        self.repaint()

    def part(self) -> None:
        """Deliver, showing progress only, and then lock. Not from under the cover: that would keep the key longer."""
        if self.is_covered or self.parting is None:
            return
        self.hide_behind(self.parting)
        self.parting.begin()
        self.repaint()
        self.keep()

    def let_part(self, parting: Parting) -> None:
        """Offer that: by its link and Ctrl+Shift+L."""
        self.parting = parting
        self.layers.addWidget(parting)
        parting.back.connect(self.uncover)
        parting.ended.connect(self.lock)
        self.rail.add_link("part", say("parting.open"), self.part)
        QShortcut(QKeySequence("Ctrl+Shift+L"), self, self.part)

    def take_key(self, event: QKeyEvent) -> bool:
        """F12 and Ctrl+L while a dialog or an open list has the keyboard, where no shortcut of a window is heard."""
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            return False
        pressed = QKeySequence(event.keyCombination())
        for keys, action in (("F12", self.cover), ("Ctrl+L", self.lock)):
            if pressed.matches(QKeySequence(keys)) == QKeySequence.SequenceMatch.ExactMatch:
                action()
                return True
        return False

    def uncover(self) -> None:
        """Show everything again, with the cursor where it was."""
        self.cover_page.end()
        if self.parting is not None:
            self.parting.end()
        release(self)
        self.layers.setCurrentIndex(0)
        if self._focus_before is not None and shiboken6.isValid(self._focus_before):
            self._focus_before.setFocus()
        self._focus_before = None

    def lock(self) -> None:
        """Hide everything, let open pages keep what was typed last, and end the session."""
        self.cover()
        self._leave_all()
        self._lock()

    def keep(self) -> None:
        """Let the pages that are open hand what was typed to the writer."""
        for page in self._opened:
            flush = getattr(page, "flush", None)
            if callable(flush):
                flush()

    # -- inside

    def hide_behind(self, layer: QWidget) -> None:
        """Show one of `layers` in place of everything, until `uncover`; dialogs and open lists are given up."""
        self._focus_before = self.focusWidget()
        clear_screen(self)
        release(self)
        call_by_title(layer)
        self.layers.setCurrentWidget(layer)

    def _build(self, pages: Mapping[str, QWidget]) -> None:
        """From the window down to the pages: whoever is put into another part is styled anew with all that is in it."""
        whole, content, side = QWidget(), QWidget(), QWidget()
        whole.setProperty("look", "page")
        self.setCentralWidget(whole)
        above, row, column = QVBoxLayout(whole), QHBoxLayout(content), QVBoxLayout(side)
        for box in (above, row, column):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        above.addWidget(self.countdown)
        above.addWidget(self.layers, 1)
        self.layers.addWidget(content)
        self.layers.addWidget(self.cover_page)
        row.addWidget(self.rail)
        row.addWidget(side, 1)
        for part in (self.top, self.insist, self.trouble):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        for key, page in pages.items():
            if key in self._pages:
                self.stack.addWidget(page)
            else:
                page.deleteLater()
        self.resize(1366, 768)
        self.setMinimumSize(style.RAIL * 3, 480)

    def _connect(self, background: Background) -> None:
        self.rail.wanted.connect(self.show_page)
        self.top.lock_wanted.connect(self.lock)
        self.cover_page.lifted.connect(self.uncover)
        self.cover_page.lock_wanted.connect(self.lock)
        background.changed.connect(self._refresh_soon)
        background.trouble.connect(self.trouble.show_error)
        for keys, action in (
            ("F12", self.cover),
            ("Ctrl+L", self.lock),
            ("Ctrl+F", lambda: self._focus_in("cases", "search")),
            ("Ctrl+N", lambda: self._focus_in("today", "new.search")),
            ("Ctrl+K", lambda: self._focus_in("today", "new.search")),
        ):
            QShortcut(QKeySequence(keys), self, action)

    def _focus_in(self, key: str, name: str) -> None:
        """Show an area with the cursor in its part of that object name; nothing while covered."""
        if self.is_covered or key not in self._pages:
            return
        page = self.show_page(key)
        part = page.findChild(QWidget, name)
        (part or page).setFocus()
        bring_into_view(part or page)

    def _show_area(self) -> None:
        """The area at once, and soon the frame: both in one turn would be felt."""
        if not self._opened:
            cast(Page, self._pages[self.key]).refresh()
        self._frame.start()

    def _show_frame(self) -> None:
        self.top.show_place(self._desk.daybook.where())
        if "review" in self._pages:
            self.rail.show_count("review", len(self._desk.review_queue()))
        self._look()

    def _look(self) -> None:
        delivery = self._desk.delivery()
        self.top.show_light(delivery)
        self.insist.show_insistence(delivery.insistence, self._desk.clock().astimezone().date())
        self.top.show_power(*(self._power() or (None,)))

    def _turn_to(self, page: QWidget, *gone: QWidget) -> None:
        for each in gone:
            leave(each)
        self.stack.turn_to(page)
        for each in gone:
            self.stack.drop(each)

    def _leave_all(self) -> None:
        for page in (*self._opened, *self._pages.values()):
            leave(page)

    def focusNextPrevChild(self, forward: bool) -> bool:
        moved = reading.step(self, forward=forward)
        if moved and (now := self.focusWidget()) is not None:
            bring_into_view(now)
        return moved

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self._soon.stop()
        self._frame.stop()
        self._leave_all()
        super().closeEvent(event)
