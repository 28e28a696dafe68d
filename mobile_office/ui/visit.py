"""The visit on the screen: its cases with their sum, and the page that begins another service in it.

First for whom (of a family each by name), then which service, by everyday words. Views get values and give
one signal; only the page reads from the desk and begins the draft.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.domain.visit import Visit, VisitCase
from mobile_office.ui import masked, style
from mobile_office.ui.background import Background
from mobile_office.ui.bill import amount
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.equipment import equipment
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.offer import Offer
from mobile_office.ui.pieces import Card, Heading2, Muted, Strong, Title, Words
from mobile_office.ui.sendaway import SendAway
from mobile_office.ui.steplist import StepList, Stop
from mobile_office.ui.words import say, text

SOMEBODY_ELSE = "other"


class SoFar(QWidget):
    """What a visit has so far: each case with its service, its person and its fee, and the sum."""

    def __init__(self, visit: Visit, services: Mapping[str, str]) -> None:
        """`services` are the short names by id."""
        super().__init__()
        self.setObjectName("visit.so_far")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.px(style.BETWEEN))
        grid.setVerticalSpacing(style.px(style.TIGHT))
        grid.setColumnStretch(0, 1)
        grid.addWidget(Heading2(say("visit.so_far")), 0, 0, 1, 2)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        row = 1
        for case in visit.cases:
            grid.addWidget(Words(services.get(case.service, case.service)), row, 0)
            grid.addWidget(Words(_due(case)), row, 1, right)
            name = case.label and masked.shown(case.label)
            under = Muted(" · ".join(filter(None, (name, case.number.replace("-", "\u2011")))))
            under.setContentsMargins(0, 0, 0, style.px(style.NEAR))
            grid.addWidget(under, row + 1, 0, 1, 2)
            row += 2
        if len(visit.cases) > 1:
            grid.addWidget(
                Strong(say("visit.total" if visit.total is not None else "visit.total_so_far")), row, 0
            )
            total = Strong(amount(visit.so_far))
            total.setObjectName("visit.total")
            grid.addWidget(total, row, 1, right)


def _due(case: VisitCase) -> str:
    if case.withdrawn:
        return say("visit.withdrawn")
    if case.fees is None:
        return ""
    if case.fees.total == 0:
        return say("fee.free")
    return amount(case.fees.so_far) if case.fees.so_far else say("fee.by_office")


class VisitPage(QWidget):
    """Chooses a person and a service; `opened(draft)` when it has begun, `back()` when it has not (Esc)."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        visit: str,
        opened: Callable[[Draft], None],
        back: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setObjectName("visit")
        self._desk, self._background, self._visit, self._opened = desk, background, visit, opened
        self._people = desk.visiting.people(visit)
        self._chosen = "0" if self._people else SOMEBODY_ELSE
        self._is_beginning = False
        box, scroll = page_box(self), Scroll()
        leave = LinkButton(f"{say('visit.back')}  (Esc)")
        leave.setObjectName("visit.back")
        leave.clicked.connect(lambda: back())
        QShortcut(QKeySequence("Esc"), self).activated.connect(lambda: back())
        self.away = SendAway(self, desk, background)
        box.addLayout(button_row(leave, right=(self.away.link,)))
        box.addWidget(Title(say("visit.title")))
        box.addWidget(self.away.asked)
        box.addWidget(scroll, 1)
        whom = Card()
        whom.box.addWidget(Heading2(say("visit.for_whom")))
        self.people = StepList("visit.person", say("visit.for_whom"))
        self.people.chosen.connect(self._choose)
        whom.box.addWidget(self.people)
        whom.box.addWidget(Muted(say("visit.for_whom_hint")))
        self.offer = Offer()
        self.offer.show_services(desk.services(), equipment(desk))
        self.offer.chosen.connect(self._begin)
        for part in (whom, self.offer):
            scroll.box.addWidget(part)
        if (so_far := desk.visiting.visit(visit)).cases:
            card = Card()
            card.box.addWidget(SoFar(so_far, {one.id: text(one.short) for one in desk.services()}))
            scroll.box.addWidget(card)
        scroll.box.addStretch(1)
        self._show_people()
        first = self.people.findChild(QWidget, "visit.person.0") if len(self._people) > 1 else None
        self.setFocusProxy(first or self.offer)

    def _show_people(self) -> None:
        names = {str(place): person.name for place, person in enumerate(self._people)}
        names[SOMEBODY_ELSE] = say("visit.somebody_else")
        here = self._chosen
        self.people.show_stops([Stop(key, name, key == here, key == here) for key, name in names.items()])

    def _choose(self, key: str) -> None:
        """This person; the keyboard goes on to the service."""
        self._chosen = key
        self._show_people()
        self.offer.setFocus()

    def _begin(self, service: str) -> None:
        if self._is_beginning:
            return
        self._is_beginning = True
        person = self._people[int(self._chosen)] if self._chosen != SOMEBODY_ELSE else None
        work = partial(self._desk.visiting.go_on, self._visit, person, service)
        self._background.write(work, self._opened, self._failed)

    def _failed(self, error: Exception) -> None:
        self._is_beginning = False
        self._background.trouble.emit(error)
