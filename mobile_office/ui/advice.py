"""Advice (Beratung): what the bus cannot do, told on a plain page, with a sheet to take home.

Nothing is asked, written or handed in here; the page knows the service and nobody in particular.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from mobile_office.domain.equipment import Equipment
from mobile_office.domain.service import Service
from mobile_office.paper.advice import bring, costs
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.equipment import instead
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Title, Words
from mobile_office.ui.words import say

SIDE, NARROW = 340, 820  # pixels at scale 1: the card beside; a page too narrow for both
_ANY = 16777215  # Qt's widest widget


class AdvicePage(QWidget):
    """One service of advice. `here` is what there is on the bus today; `print()` shows the sheet, `close()` goes back."""

    def __init__(
        self,
        service: Service,
        here: Equipment,
        print_sheet: Callable[[], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("advice")
        self._service, self._here = service, here
        self._print, self._close = print_sheet, close
        self.print_button = PrimaryButton(f"{say('advice.print')}  ({words.keys('Ctrl+P')})")
        self.print_button.setObjectName("advice.print")
        self.print_button.setAccessibleName(say("advice.print"))
        self.close_button = PlainButton(f"{say('advice.close')}  ({words.keys('Esc')})")
        self.close_button.setObjectName("advice.close")
        self.close_button.setAccessibleName(say("advice.close"))
        self._halves, self.glance = QBoxLayout(QBoxLayout.Direction.LeftToRight), self._glance()
        self._build()
        self.print_button.clicked.connect(lambda: self._print())
        self.close_button.clicked.connect(lambda: self._close())
        QShortcut(QKeySequence("Ctrl+P"), self, lambda: self._print())
        QShortcut(QKeySequence("Esc"), self, lambda: self._close())

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(words.text(self._service.name)))
        scroll = Scroll()
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # large text is read by the keys for pages
        scroll.setAccessibleName(words.text(self._service.name))
        scroll.box.addWidget(Notice(say("advice.lead"), "calm"))
        self._halves.setSpacing(style.px(style.AROUND))
        self._halves.addWidget(self._told(), 1)
        self._halves.addWidget(self.glance, 0, Qt.AlignmentFlag.AlignTop)
        scroll.box.addLayout(self._halves)
        scroll.box.addStretch(1)
        box.addWidget(scroll, 1)
        box.addLayout(button_row(self.close_button, right=(self.print_button,)))

    def _told(self) -> Card:
        """What is read to the citizen, the way to go first."""
        card, service = Card(), self._service
        card.box.setSpacing(style.px(style.BETWEEN))
        for title, text in (
            (say("advice.where"), words.text(service.next_steps)),
            *((words.text(part.title), words.text(part.text)) for part in service.advice),
        ):
            card.box.addWidget(Heading2(title))
            card.box.addWidget(Words(text))
        card.box.addStretch(1)
        return card

    def _glance(self) -> Card:
        card, service = Card(), self._service
        card.box.addWidget(Heading2(say("advice.bring")))
        for thing in bring(service):
            card.box.addWidget(Words(f"•  {words.text(thing)}"))
        card.box.addSpacing(style.px(style.BETWEEN))
        card.box.addWidget(Heading2(say("advice.facts")))
        needs = ", ".join(say(f"needs.{one}") for one in service.needs)
        for name, value in (
            ("minutes", say("advice.minutes_value", n=service.minutes)),
            ("fee", words.text(costs(service))),
            ("basis", service.legal_basis),
            ("needs", needs),
        ):
            if value:
                card.box.addWidget(Muted(say(f"advice.{name}")))
                card.box.addWidget(Words(value))
        for need in self._here.lacks(service.needs):
            lacking = Notice(instead(need), "warn")
            lacking.setObjectName(f"advice.lacks.{need}")
            card.box.addWidget(lacking)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What there is at a glance stands beside the rest, or below it where there is no room for both."""
        super().resizeEvent(event)
        narrow, way = event.size().width() < style.px(NARROW), QBoxLayout.Direction
        self._halves.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._halves.setAlignment(self.glance, Qt.AlignmentFlag(0) if narrow else Qt.AlignmentFlag.AlignTop)
        self.glance.setMinimumWidth(0 if narrow else style.px(SIDE))
        self.glance.setMaximumWidth(_ANY if narrow else style.px(SIDE))

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard on the way back."""
        super().showEvent(event)
        self.close_button.setFocus()
