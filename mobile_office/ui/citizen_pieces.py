"""The pieces of the citizen display: large words, German beside every translation, large buttons, a page to read.

Type is 18 pt at least, what is touched 56 px high; everything follows the theme. In a language written from right
to left, words stand at the right, German ones too.
"""

import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mobile_office.citizen import GERMAN, CitizenTexts, texts
from mobile_office.ui import style
from mobile_office.ui.buttons import Button
from mobile_office.ui.layouts import Scroll, clear
from mobile_office.ui.pieces import Words

READ, DECLARED, HEADLINE = 18.0, 22.0, 26.0  # points at scale 1
TOUCH = 56  # height of what is touched, pixels at scale 1; never below 48
_SYSTEMS = {
    "ARABIC": QFontDatabase.WritingSystem.Arabic,
    "CYRILLIC": QFontDatabase.WritingSystem.Cyrillic,
}
_TURN, _TURNS = 50, 20  # milliseconds between two looks whether a page is laid out, and how many
_LINE = 30  # a line of a button, pixels at scale 1
_BESIDE = 760  # from this width on an answer stands beside its label, pixels at scale 1


def sheet() -> str:
    """The sizes of this display, over the application's style sheet, whose colours stay."""

    def points(size: float) -> str:
        return f"{size * style.px(100) / 100:.2f}pt"

    return f"""
        QLabel, QLabel[look="muted"], QLabel[look="strong"], QLabel[look="pill"], QPushButton, QLineEdit
            {{ font-size: {points(READ)}; }}
        QLabel[look="heading"], QLabel[look="declared"]
            {{ font-size: {points(DECLARED)}; font-weight: 600; }}
        QLabel[look="title"] {{ font-size: {points(HEADLINE)}; font-weight: 600; }}
        QScrollBar:vertical {{ width: {style.px(24)}px; }}
    """


def is_german(language: CitizenTexts) -> bool:
    """Whether the translation is the original itself."""
    return language.language == GERMAN


def can_be_drawn(language: CitizenTexts) -> bool:
    """Whether a font for its script is installed; boxes in place of letters would be worse than German."""
    script = unicodedata.name(language.name[0]).split()[0]
    system = _SYSTEMS.get(script)
    return system is None or bool(QFontDatabase.families(system))


def aligned(label: Words, language: CitizenTexts) -> Words:
    """Words at the side where the language begins; Qt would go by the letters of each label."""
    side = Qt.AlignmentFlag.AlignRight if language.right_to_left else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
    return label


class Told(QWidget):
    """A sentence in a language with the German one under it; German alone where there is no translation."""

    def __init__(self, language: CitizenTexts, translated: str, german: str, look: str = "") -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.px(style.TIGHT))
        if translated and translated != german:
            box.addWidget(aligned(Words(translated, look), language))
            box.addWidget(aligned(Words(german, "muted"), language))
        else:
            box.addWidget(aligned(Words(german, look), language))


def told(language: CitizenTexts, key: str, look: str = "") -> Told:
    """A fixed sentence of the display."""
    return Told(language, language.say(key), texts(GERMAN).say(key), look)


class Answer(QWidget):
    """One answer: label left, what is declared right; one above the other where there is no room."""

    def __init__(self, language: CitizenTexts, label: tuple[str, str], text: tuple[str, str]) -> None:
        """Each pair is the translation, "" without one, and the German."""
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.px(style.TIGHT))
        self._label = Told(language, *label, "muted")
        self._row.addWidget(self._label)
        self._row.addWidget(Told(language, *text, "declared"), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        beside = event.size().width() >= style.px(_BESIDE)
        # Not mirrored by hand: LeftToRight follows the layout direction of the display.
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != way:
            self._row.setDirection(way)
        width = event.size().width() * 2 // 5 if beside else event.size().width()
        if self._label.width() != width:
            self._label.setFixedWidth(width)


class LargeButton(Button):
    """A button to touch: the translation above, German below."""

    def __init__(self, look: str, name: str) -> None:
        super().__init__("", look)
        self.setObjectName(name)

    def show_words(self, translated: str, german: str) -> None:
        """What it says; one line where both are the same."""
        is_both = bool(translated) and translated != german
        self.set_words(f"{translated}\n{german}" if is_both else german)
        self.setAccessibleName(f"{translated} ({german})" if is_both else german)

    def set_words(self, text: str) -> None:
        """Change the words; it grows with their lines."""
        super().set_words(text)
        lines = text.count("\n") + 1
        # The application's style sheet would make it as low as any button, and a page that scrolls would press it.
        self.setStyleSheet(f"QPushButton {{ min-height: {style.px(max(TOUCH - 16, lines * _LINE))}px; }}")

    def show_sentence(self, language: CitizenTexts, key: str) -> None:
        """A fixed sentence."""
        self.show_words(language.say(key), texts(GERMAN).say(key))


class ReadingPage(QWidget):
    """A page that is read to its end with the large buttons under it. `moved` when it was scrolled or has grown,
    `laid_out` once what is shown has its height: large text takes several turns, on a busy laptop many.
    """

    moved = Signal()
    laid_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.area = Scroll()
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.box.setSpacing(style.px(style.AROUND))
        box.addWidget(self.area)
        bar = self.area.verticalScrollBar()
        self._turns, self._wait = 0, QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_TURN)
        self._wait.timeout.connect(self._look)
        bar.valueChanged.connect(self.moved)
        bar.rangeChanged.connect(self.moved)

    @property
    def is_at_end(self) -> bool:
        """Whether its last line is in view."""
        bar = self.area.verticalScrollBar()
        return bar.value() >= bar.maximum()

    @property
    def is_long(self) -> bool:
        """Whether it does not fit into its place."""
        return self.area.verticalScrollBar().maximum() > 0

    @property
    def is_at_start(self) -> bool:
        """Whether it stands at its first line."""
        return self.area.verticalScrollBar().value() == 0

    def shows(self, widget: QWidget) -> bool:
        """Whether a widget of it is in view as a whole."""
        top = widget.mapTo(self.area.viewport(), widget.rect().topLeft()).y()
        return top >= 0 and top + widget.height() <= self.area.viewport().height()

    def read_on(self) -> None:
        """Most of a page further, so that the last lines stay in view."""
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() * 4 // 5)

    def to_start(self) -> None:
        """Back to the first line."""
        self.area.verticalScrollBar().setValue(0)

    def show_widgets(self, widgets: list[QWidget], *, centred: bool = False) -> None:
        """Show these, one under the other; `centred` from top to bottom where they do not fill the page."""
        clear(self.area.box)
        gap = style.px(style.BETWEEN)  # to the bar, which stands left where one reads from the right
        self.area.box.setContentsMargins(*((gap, 0, 0, 0) if self.isRightToLeft() else (0, 0, gap, 0)))
        if centred:
            self.area.box.addStretch(2)
        for widget in widgets:
            self.area.box.addWidget(widget)
        self.area.box.addStretch(3)
        self._turns = _TURNS
        self._wait.start()

    def _look(self) -> None:
        """Never for ever: what is not shown is not laid out."""
        self._turns -= 1
        has = self.area.box.geometry()
        if self._turns and has.height() < self.area.box.totalHeightForWidth(has.width()):
            self._wait.start()
        else:
            self.laid_out.emit()


def fit_in_a_row(buttons: Iterable[QWidget], room: int) -> bool:
    """Whether those that are shown find room beside each other; `room` in pixels."""
    shown = (each for each in buttons if not each.isHidden())
    return sum(each.sizeHint().width() + style.px(style.BETWEEN) for each in shown) <= room


class Choices(QWidget):
    """Buttons in two columns, in one where the type is very large; read from left to right, line by line."""

    def __init__(self, buttons: list[LargeButton]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.px(style.BETWEEN))
        columns = 2 if style.px(100) <= 150 else 1
        for place, button in enumerate(buttons):
            # As high as its neighbour, whose text has more lines.
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
            grid.addWidget(button, place // columns, place % columns)
