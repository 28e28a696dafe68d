"""Reading a document: its machine-readable lines from a reader (a keyboard wedge) or pasted.

Shows what was read, what is doubtful and what was typed differently. What is empty in the form can be filled in with
one press (never names); nothing is overwritten.
Only what the clerk takes over is kept: four characters and the state (§ 20 PAuswG). The lines go with the panel.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mobile_office.domain import mrz
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.mrz import Document, NotReadable
from mobile_office.domain.mrz_comparison import Difference
from mobile_office.domain.service import EvidenceKind
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.documentgaps import Gap, filled, gaps
from mobile_office.ui.documentwords import differs, doubtful, has_other_letters, kind_and_number, person
from mobile_office.ui.holders import Holder, differences, nearest
from mobile_office.ui.inputs import Combo, Lines
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import ErrorText, Muted, Notice, Strong, Words
from mobile_office.ui.words import say

KEY = "Alt+D"
VALID, EXPIRED = "valid", "expired"  # the states of evidence that an expiry date decides
_LAID_OUT = 20  # milliseconds until what was just drawn has its place
_LAST = 4  # characters of the number that may be kept
_PASSPORT = 36  # a first line longer than this is one of two, else one of three


class DocumentReader(QWidget):
    """The input and what comes of it. `taken(last, state)` when the clerk takes over; state may be "".

    `filled(path, value)` for each empty field that is filled in.
    """

    taken = Signal(str, str)
    filled = Signal(str, object)

    def __init__(self, kind: EvidenceKind, people: Sequence[Holder], today: date, lists: CodeLists) -> None:
        """`today` decides what has expired, and the century of two-digit years."""
        super().__init__()
        self._kind, self._people, self._today, self._lists = kind, tuple(people), today, lists
        self._document: Document | None = None
        path = f"evidence.{kind.key}.document"
        label = Words(f"{say('document.lines')}  ({words.keys(KEY)})")
        self.lines = Lines()
        self.lines.setObjectName(path)
        self.lines.setAccessibleName(say("document.lines"))
        self.lines.setTabChangesFocus(True)
        self.lines.setUndoRedoEnabled(False)  # what is gone is gone
        self.lines.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.lines.takes_letters = False
        self.lines.setFixedHeight(
            self.lines.fontMetrics().lineSpacing() * 4 + style.px(style.WIDE + style.NEAR)
        )
        self.lines.listener = self
        self.lines.textChanged.connect(self._changed)
        label.setBuddy(self.lines)
        self._hint = Muted(say("document.hint"))
        self._error = ErrorText()
        self._error.setObjectName(f"{path}.error")
        self._read, self._whose, self._names = Strong(), Words(), Muted(say("document.names"))
        self._belongs = Words(say("document.belongs_to"))
        self.holder = Combo()
        self.holder.setObjectName(f"{path}.holder")
        self.holder.setAccessibleName(say("document.belongs_to"))
        self.holder.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.holder.addItems([holder.name for holder in self._people])
        self._belongs.setBuddy(self.holder)
        self.holder.activated.connect(lambda _place: self._compare())
        self._notes = QVBoxLayout()
        self._notes.setSpacing(style.px(style.NEAR))
        self._offered = Words()
        self.take = PlainButton(say("document.take"))
        self.take.setObjectName(f"{path}.take")
        self.take.clicked.connect(self._take)
        self._missing = Words()
        self.fill = PlainButton(say("document.fill"))
        self.fill.setObjectName(f"{path}.fill")
        self.fill.clicked.connect(self._fill)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(style.NEAR), 0, 0)
        column.setSpacing(style.px(style.TIGHT))
        for part in (label, self.lines, self._hint, self._error, self._read, self._whose):
            column.addWidget(part)
        found = QVBoxLayout()
        found.setContentsMargins(0, style.px(style.TIGHT), 0, 0)
        found.setSpacing(style.px(style.NEAR))
        found.addWidget(self._belongs)
        found.addWidget(self.holder)
        found.addLayout(self._notes)
        found.addWidget(self._names)
        for button, told in ((self.fill, self._missing), (self.take, self._offered)):
            offer = QHBoxLayout()
            offer.setSpacing(style.px(style.BETWEEN))
            offer.addWidget(button)
            offer.addWidget(told, 1)
            found.addLayout(offer)
        column.addLayout(found)
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.activated.connect(self.lines.setFocus)
        self._show()

    # -- what the input tells

    def takes_key(self, _event: QKeyEvent) -> bool:
        """Enter is a line's end, as readers send it: it neither leaves the field nor hands anything in."""
        return False

    def leave(self) -> None:
        """Once the keyboard is elsewhere, what cannot be read is told."""
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing of a document stays behind the panel."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.lines.clear()

    # -- what comes of it

    def _changed(self) -> None:
        text = self.lines.toPlainText()
        try:
            document = mrz.read(text, self._today)
        except NotReadable:
            document = None
        is_new, self._document = document != self._document, document
        if is_new:
            self._say("")
            self._show()
        if is_new and document is not None:
            QTimer.singleShot(_LAID_OUT, self, self._come_into_view)
        if document is None:
            self._say("")
            if _is_whole(text):
                self._tell()

    def _come_into_view(self) -> None:
        """What came of the lines stands below them: on small windows it would not be seen."""
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if place is not None:
            for part in (self.lines, self.take if self.take.isVisible() else self):  # the end matters more
                place.ensureWidgetVisible(part, 0, style.px(style.BETWEEN))

    def _tell(self) -> None:
        """Say why nothing was read; nothing while there is nothing to read."""
        text = self.lines.toPlainText()
        if not text.strip() or self._document is not None:
            return
        try:
            mrz.read(text, self._today)
        except NotReadable as unread:
            self._say(say(f"document.{unread.code}", **unread.details))

    def _say(self, sentence: str) -> None:
        self._error.show_text(sentence)
        style.look(self.lines, "look", "wrong" if sentence else "")
        self._describe(sentence)

    def _describe(self, told: str) -> None:
        self.lines.setAccessibleDescription(" ".join(part for part in (told, self._hint.text()) if part))

    def _show(self) -> None:
        document = self._document
        is_asked = document is not None and len(self._people) > 1
        for part in (self._read, self._whose):
            part.setHidden(document is None)
        for asked in (self._belongs, self.holder):
            asked.setHidden(not is_asked)
        last, state = ("", "") if document is None else self._offer(document)
        self.take.setHidden(not last)
        self._offered.setHidden(not last)
        if document is not None:
            self._read.setText(kind_and_number(document, self._today, self._lists))
            self._whose.setText(person(document))
            self.holder.setCurrentIndex(nearest(document, self._people))
            named = words.text(self._kind.states.get(state, {}))
            offered = ("offer", "offer_last")[not named]
            self._offered.setText(say(f"document.{offered}", last=last, state=named))
            self.take.setAccessibleName(f"{say('document.take')}: {self._offered.text()}")
        self._compare()

    def _compare(self) -> None:
        """Draw what is doubtful and what was typed differently, of the person chosen."""
        clear(self._notes)
        document, place = self._document, self.holder.currentIndex()
        self._names.setHidden(document is None)
        self._offer_filling()
        if document is None:
            return
        holder = self._people[place] if 0 <= place < len(self._people) else None
        found = differences(document, holder) if holder else ()
        doubts = doubtful(document, settled=_is_born(holder, found))
        told = [differs(item, self._lists) for item in found]
        names = any(item.field in ("family_name", "given_names") for item in found)
        self._names.setVisible(holder is not None and (names or has_other_letters(holder)))
        if holder is None:
            agrees = say("document.nobody")
        else:
            agrees = "" if found or doubts else say("document.agrees_with", name=holder.name)
        good = "calm" if holder is None else "good"
        for name, lines, tone in (
            ("doubts", doubts, "bad"), ("differences", told, "warn"), ("agrees", [agrees] if agrees else [], good),
        ):  # fmt: skip
            if lines:
                notice = Notice("\n".join(lines), tone)
                notice.setObjectName(f"evidence.{self._kind.key}.document.{name}")
                self._notes.addWidget(notice)
        self._describe(" ".join([self._read.text(), *doubts, *told, agrees]))

    def _offer(self, document: Document) -> tuple[str, str]:
        """What may be taken over: the end of the number, and the state by the date; "" while in doubt."""
        if any(doubt.field in ("number", "valid_until", "composite") for doubt in document.doubts):
            return "", ""
        until = document.valid_until
        state = "" if not until else VALID if until >= self._today.isoformat() else EXPIRED
        return document.number[-_LAST:], state if state in self._kind.states else ""

    def _gaps(self) -> tuple[Gap, ...]:
        """What is empty of the person chosen and stands in the document."""
        place = self.holder.currentIndex()
        if self._document is None or not 0 <= place < len(self._people):
            return ()
        return gaps(self._document, self._people[place], self._lists)

    def _offer_filling(self) -> None:
        found = self._gaps()
        self.fill.setHidden(not found)
        self._missing.setHidden(not found)
        self._missing.setText(", ".join(gap.words(self._lists) for gap in found))
        self.fill.setAccessibleName(f"{say('document.fill')}: {self._missing.text()}")

    def _fill(self) -> None:
        """Into what is empty, as if it were typed; then there is nothing more to fill in."""
        found, place = self._gaps(), self.holder.currentIndex()
        for gap in found:
            self.filled.emit(gap.path, gap.value)
        people = [*self._people]
        people[place] = filled(people[place], found)
        self._people = tuple(people)
        (self.lines if self.take.isHidden() else self.take).setFocus()
        self._compare()

    def _take(self) -> None:
        if self._document is not None:
            self.taken.emit(*self._offer(self._document))


def reads(kind: EvidenceKind) -> bool:
    """Whether evidence of this kind is a document that may be read in."""
    return kind.asks_last and {VALID, EXPIRED} <= kind.states.keys()


def _is_whole(text: str) -> bool:
    """Whether a reader has sent its last line: only then a sentence does not come while typing."""
    lines = [line for line in text.splitlines() if line.strip()]
    return (
        text.endswith("\n") and bool(lines) and len(lines) >= (2 if len(lines[0].strip()) > _PASSPORT else 3)
    )


def _is_born(holder: Holder | None, found: Sequence[Difference]) -> bool:
    """Whether a birth date was typed that the document does not contradict: then its century is known."""
    typed = holder is not None and bool(holder.typed.get("birth_date"))
    return typed and all(item.field != "birth_date" for item in found)
