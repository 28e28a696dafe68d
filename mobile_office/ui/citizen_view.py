"""What the person across the desk sees: a welcome, the choice of a language, page after page to read, confirm and sign.

It shows a `Telling` and nothing else. Whatever is declared differently meanwhile is read anew before it is confirmed.
Where it lies over the clerk's own screen, only the clerk's passphrase leads back.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mobile_office.citizen import GERMAN, offered, texts
from mobile_office.ui import citizen_pages as pages
from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.citizen_clerk import ClerkAsked
from mobile_office.ui.citizen_pieces import LargeButton, ReadingPage, can_be_drawn, fit_in_a_row, sheet
from mobile_office.ui.citizen_sign import SigningSheet, both, signing
from mobile_office.ui.citizen_telling import Telling
from mobile_office.ui.layouts import button_row, page_box
from mobile_office.ui.passphrase import PassphraseEntry
from mobile_office.ui.pieces import Notice
from mobile_office.ui.words import say

WELCOME, LANGUAGE, DATA, NEXT, OBJECTIONS, CONFIRM, WRONG, SIGN, PAPER, THANKS = (
    "welcome", "language", "data", "next", "objections", "confirm", "wrong", "sign", "paper", "thanks",
)  # fmt: skip
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class CitizenView(QWidget):
    """The display itself, in its own window or over the clerk's.

    `confirmed(number, language)`: what has this number was read and is so. `signed(number, strokes)`: and was signed
    here; what is drawn and not handed over goes with the page. `left`: the clerk is back.
    `check(passphrase)` raises WrongKey or Delayed and runs on the key thread.
    """

    confirmed = Signal(str, str)
    signed = Signal(str, object)
    left = Signal()

    def __init__(
        self, background: Background, check: Callable[[str], object], office: str, *, unreviewed: bool
    ) -> None:
        super().__init__()
        self.setObjectName("citizen")
        self.setAccessibleName(say("citizen.title"))
        self._office, self.languages = office, tuple(filter(can_be_drawn, offered(unreviewed=unreviewed)))
        self.language = texts(GERMAN)
        self.telling: Telling | None = None
        self.step, self._read, self._reached = WELCOME, False, False
        self.is_over_the_clerk_s = self._is_settled = False
        self.setStyleSheet(sheet())
        self.page = ReadingPage()
        self.page.setObjectName("citizen.page")
        self._sheet: SigningSheet | None = None
        self._changed = Notice()
        self._changed.setObjectName("citizen.changed")
        self._other = LargeButton("plain", "citizen.languages")
        self.clerk = LargeButton("plain", "citizen.clerk")
        self.clerk.set_words(say("citizen.clerk"))
        self.back, self.up = LargeButton("plain", "citizen.back"), LargeButton("plain", "citizen.up")
        self.wrong, self.go = LargeButton("plain", "citizen.wrong"), LargeButton("primary", "citizen.go")
        self.entry = PassphraseEntry(background, check, say("citizen.passphrase"), say("citizen.leave"))
        self._sides, self._display = QStackedWidget(), QWidget()
        self._foot = QBoxLayout(_BESIDE)
        self._build()
        self._connect()
        self._draw()

    def show_telling(self, told: Telling | None) -> None:
        """Show this from now on; another person begins with the language, something changed is read anew."""
        before, self.telling = self.telling, told
        if told == before:
            return
        if told is None or before is None or told.draft != before.draft:
            self._changed.hide()
            self._begin()
        elif told.number != before.number:
            if self.step in (CONFIRM, SIGN, PAPER, THANKS, OBJECTIONS, NEXT):
                self._changed.show_text(both(self.language, "changed", "\n"), "calm")
                self._go(DATA)
            elif self.step in (DATA, WRONG):
                self._go(self.step, keep=True)
        elif self.step == NEXT:
            self._go(self.step, keep=True)

    def thank(self) -> None:
        """The confirmation is durable, and is signed where that is asked for; or the signature is."""
        if self.step == CONFIRM and self.telling is not None and self.telling.asks_signature:
            self._go(SIGN)
        elif self.step in (CONFIRM, SIGN):
            self._go(THANKS)

    def ask_to_sign(self) -> None:
        """What was confirmed is signed now, in the language it was read in; what was not, is read first."""
        read = self.telling.confirmation if self.telling and self.telling.asks_signature else None
        if read is not None and read.stands and self.step != SIGN:
            self.language = next(
                (one for one in self.languages if one.language == read.language), self.language
            )
            self._go(SIGN)

    def stumble(self) -> None:
        """It could not be kept; it can be tried again."""
        for part in filter(None, (self.go, self._sheet)):
            part.setEnabled(True)

    def lend(self, *, over_the_clerk_s: bool) -> None:
        """From now on it is the citizen's; over the clerk's own screen there is a way back for the clerk."""
        self.is_over_the_clerk_s = over_the_clerk_s
        self.clerk.setVisible(over_the_clerk_s)
        self._sides.setCurrentIndex(0)
        self.entry.reset()
        self._focus()

    def ask_clerk(self) -> None:
        """Hide what is declared and ask for the clerk's passphrase."""
        if self.is_over_the_clerk_s:
            self.entry.reset()
            self._sides.setCurrentIndex(1)
            self.entry.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The large buttons stand in one row where they fit."""
        super().resizeEvent(event)
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys read on; Escape asks for the clerk."""
        keys = {Qt.Key.Key_PageDown: self.page.read_on, Qt.Key.Key_Down: self.page.read_on}
        keys |= {Qt.Key.Key_Home: self.page.to_start, Qt.Key.Key_Escape: self.ask_clerk}
        verb = keys.get(Qt.Key(event.key()))
        if verb is None:
            super().keyPressEvent(event)
        else:
            verb()

    # -- what happens

    def choose(self, language: str) -> None:
        """Go on in this language."""
        self.language = texts(language)
        self._go(DATA)

    @property
    def way(self) -> tuple[str, ...]:
        """The pages to read, in order."""
        told = self.telling
        return (DATA, NEXT, OBJECTIONS, CONFIRM) if told and told.has_objections else (DATA, NEXT, CONFIRM)

    def _begin(self) -> None:
        self.language = texts(GERMAN)
        if self.telling is None:
            self._go(WELCOME)
        else:
            self._go(LANGUAGE if len(self.languages) > 1 else DATA)

    def _on(self) -> None:
        """The primary button: read on, the next page, or confirm."""
        if not self._is_settled:
            return  # nobody has read yet what is not laid out
        if self.step == WRONG:
            self._go(DATA)
        elif self.step in self.way and not self._read:
            self.page.read_on()
        elif self._sheet is not None and not self.page.shows(self._sheet.pad):
            self.page.area.ensureWidgetVisible(self._sheet.pad, 0, 0)
        elif self._sheet is not None and self.telling is not None:
            self._sheet.setEnabled(False)
            self.go.setEnabled(False)
            self.signed.emit(self.telling.number, self._sheet.pad.strokes)
        elif self.step == CONFIRM and self.telling is not None:
            self.go.setEnabled(False)
            self.confirmed.emit(self.telling.number, self.language.language)
        elif self.step in self.way:
            self._changed.hide()
            self._go(self.way[self.way.index(self.step) + 1])

    def _back(self) -> None:
        place = self.way.index(self.step) if self.step in self.way else len(self.way)
        self._go(self.way[place - 1] if place else LANGUAGE)

    def _go(self, step: str, *, keep: bool = False) -> None:
        bar = self.page.area.verticalScrollBar()
        place = bar.value() if keep else 0
        self.step, self._read, self._reached, self._is_settled = step, False, False, False
        self._draw()
        bar.setValue(place)
        self._focus()

    # -- drawing

    def _build(self) -> None:
        box = page_box(self._display)
        box.addLayout(button_row(self._other, right=(self.clerk,)))
        box.addWidget(self._changed)
        box.addWidget(self.page, 1)
        self._foot.setSpacing(style.px(style.BETWEEN))
        self._foot.addLayout(button_row(self.back, self.up, right=(self.wrong,)), 1)
        self._foot.addWidget(self.go)
        box.addLayout(self._foot)
        asks = ClerkAsked(self.entry)
        asks.stay.clicked.connect(lambda: self.lend(over_the_clerk_s=True))
        for side in (self._display, asks):
            self._sides.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._sides)
        self.clerk.hide()

    def _connect(self) -> None:
        self.page.moved.connect(self._moved)
        self.page.laid_out.connect(self._settle)
        self.go.clicked.connect(self._on)
        self.back.clicked.connect(self._back)
        self.up.clicked.connect(self.page.to_start)
        self.wrong.clicked.connect(lambda: self._go(PAPER if self.step == SIGN else WRONG))
        self._other.clicked.connect(lambda: self._go(LANGUAGE))
        self.clerk.clicked.connect(self.ask_clerk)
        self.entry.opened.connect(lambda _: self.left.emit())

    def _widgets(self) -> list[QWidget]:
        if self.step in (WELCOME, LANGUAGE) or self.language.is_reviewed:
            return self._step_widgets()
        return [pages.unreviewed(both(self.language, "unreviewed")), *self._step_widgets()]

    def _step_widgets(self) -> list[QWidget]:
        language, told = self.language, self.telling
        if told is None or self.step == WELCOME:
            return pages.welcome(self._office, self.languages)
        if self.step == LANGUAGE:
            return pages.choice(self.languages, self.choose)
        if self.step == DATA:
            return pages.data(language, told)
        if self.step == NEXT:
            return pages.next_steps(language, told)
        if self.step == OBJECTIONS:
            return pages.objections(language)
        if self.step == SIGN:
            self._sheet = SigningSheet(language, self._moved)
            return signing(language, self._sheet)
        return pages.ending(language, self.step, signs=told.asks_signature)

    def _draw(self) -> None:
        language, is_reading = self.language, self.step in self.way
        way = Qt.LayoutDirection.RightToLeft if language.right_to_left else Qt.LayoutDirection.LeftToRight
        self._display.setLayoutDirection(way)
        self._sheet = None  # with it goes what was drawn
        is_short = self.step in (WELCOME, CONFIRM, WRONG, PAPER, THANKS)
        self.page.show_widgets(self._widgets(), centred=is_short)
        self._other.setVisible(len(self.languages) > 1 and self.step not in (WELCOME, LANGUAGE))
        self._other.set_words(language.name)
        self._other.setAccessibleName(f"{language.name} · {both(language, 'choose')}")
        is_first = self.step == DATA and len(self.languages) == 1
        self.back.setVisible((is_reading or self.step == SIGN) and not is_first)
        self.go.setVisible(is_reading or self.step in (WRONG, SIGN))
        self.go.setEnabled(True)
        wrong = "sign_paper" if self.step == SIGN else "not_right"
        for button, key in ((self.back, "back"), (self.up, "up"), (self.wrong, wrong)):
            button.show_sentence(language, key)
        self._moved()

    def _settle(self) -> None:
        """It is laid out: what is in view now has been in view."""
        self._is_settled = True
        self._moved()

    def _moved(self) -> None:
        """Only what was read to its end leads on; what fits is read at once, what still grows is not.

        Until it is laid out the bar stands where the page before ended: nothing of this one is read by that.
        """
        page = self.page
        # The buttons of the question may grow over the page: it stays read, or they would come and go.
        counts = page.is_long or (self._is_settled and self.step == CONFIRM)
        self._reached = counts and (self._reached or (self._is_settled and page.is_at_end))
        self._read = self._reached if page.is_long else page.is_at_end
        self.up.setVisible(self.step in self.way and not self.page.is_at_start)
        is_asked = self.step == CONFIRM and self._read
        key = "confirm" if is_asked else "back" if self.step == WRONG else "next" if self._read else "read_on"
        if self._sheet is not None:
            self._sheet.pad.fit(page.area.viewport().height())
            key = "sign_accept" if (is_seen := page.shows(self._sheet.pad)) else "read_on"
            self.go.setEnabled(not is_seen or (self._sheet.isEnabled() and self._sheet.pad.is_enough))
        # Where it stands follows its longest words: else the page would jump under the hand that signs.
        self.go.show_sentence(self.language, key if self._sheet is None else "sign_accept")
        self.wrong.setVisible(is_asked or self._sheet is not None)
        room = self.width() - 2 * style.px(style.WIDE)
        fits = fit_in_a_row((self.back, self.up, self.wrong, self.go), room)
        self._foot.setDirection(_BESIDE if fits else _BELOW)
        self.go.show_sentence(self.language, key)

    def _focus(self) -> None:
        usual: QWidget | None = self.page.findChild(LargeButton) if self.step == LANGUAGE else self.go
        first = usual if self._sheet is None else self._sheet.pad
        if first is not None and self._sides.currentIndex() == 0:
            first.setFocus()
