"""A new case: type what the person asks for, in their words, and Enter; or choose from all services.

Few that are left tell what to bring and what must be there; all of them only how long they take.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from mobile_office.domain.equipment import Equipment
from mobile_office.domain.offer import matching
from mobile_office.domain.service import Service
from mobile_office.ui import style, words
from mobile_office.ui.choice import Choice, Choices
from mobile_office.ui.equipment import instead
from mobile_office.ui.inputs import Line
from mobile_office.ui.layouts import clearable
from mobile_office.ui.pieces import Card, Heading2, Muted
from mobile_office.ui.turning import release
from mobile_office.ui.words import say

FEW = 3  # so many services tell everything about themselves
EVERYTHING = Equipment(certified_station=True)


class Offer(Card):
    """`chosen` carries the id of the service to begin, `bring_wanted` (Ctrl+P) of the one to print a list for."""

    chosen = Signal(str)
    bring_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._services: tuple[Service, ...] | None = None
        self._shown: tuple[Service, ...] = ()
        self._here = EVERYTHING
        self.search = _Search(self)
        self.choices = Choices()
        self.choices.setObjectName("new")
        self.nothing, self.no_services = Muted(), Muted(say("today.no_services"))
        self.choices.chosen.connect(self._choose)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_first)
        self.box.setSpacing(style.px(style.BETWEEN))
        for part in (Heading2(say("today.new")), self.search, self.choices, self.nothing, self.no_services):
            self.box.addWidget(part)
        self.setFocusProxy(self.search)

    def show_services(self, services: tuple[Service, ...], here: Equipment = EVERYTHING) -> None:
        """Offer these, sorted by name; each says what it lacks of what is `here`, and none is withheld."""
        by_name = words.collator().sortKey
        ordered = tuple(sorted(services, key=lambda one: by_name(words.text(one.name))))
        if (ordered, here) == (self._services, self._here):
            return
        self._services, self._here = ordered, here
        self.search.setVisible(bool(ordered))
        self.no_services.setVisible(not ordered)
        self._filter()

    def list_things(self) -> None:
        """Ask for the list of what to bring for the first service found."""
        if self._shown and self.search.text().strip():
            self.bring_wanted.emit(self._shown[0].id)

    def into_choices(self) -> None:
        """The keyboard from the words down to the first choice."""
        if self._shown:
            self.choices.setFocus(Qt.FocusReason.TabFocusReason)

    def _filter(self) -> None:
        self._shown = matching(self._services or (), self.search.text())
        whole = len(self._shown) <= FEW
        self.choices.set_choices(
            [(service.id, _choice(service, whole, self._here)) for service in self._shown]
        )
        self.nothing.setText(say("today.no_match", typed=self.search.text().strip()))
        self.nothing.setVisible(bool(self._services) and not self._shown)

    def _choose_first(self) -> None:
        if self._shown and self.search.text().strip():
            self._choose(self._shown[0].id)
        else:
            self.into_choices()

    def _choose(self, service: str) -> None:
        release(self.choices)  # the choice that was pressed goes with the words
        self.search.clear()
        self.chosen.emit(service)


class _Search(Line):
    """The words; the arrow down leads to the choices."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self._offer = offer
        self.setObjectName("new.search")
        self.setPlaceholderText(say("today.search"))
        self.setAccessibleName(say("today.search_name"))
        clearable(self, say("top.clear"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self._offer.into_choices()
            return
        if event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._offer.list_things()
            return
        super().keyPressEvent(event)


def _choice(service: Service, whole: bool, here: Equipment) -> Choice:
    name, is_advice = words.text(service.name), not service.is_captured
    minutes = say("advice.tag" if is_advice else "today.minutes", n=service.minutes)
    lacks = here.lacks(service.needs)
    without = say("possible.without", things=", ".join(say(f"needs.{one}") for one in lacks)) if lacks else ""
    lines = [" · ".join(filter(None, (minutes, without)))]
    if whole:
        bring = service.bring.get(words.language()) or service.bring.get("de", [])
        if bring:
            lines.append(say("today.bring", things=" · ".join(bring)))
        if service.needs:
            lines.append(say("today.needs", things=", ".join(say(f"needs.{one}") for one in service.needs)))
        lines += [f"⚠ {instead(one)}" for one in lacks]
    spoken = "advice.opens" if is_advice else "today.service_name"
    choice = Choice(service.icon, name, lines, say(spoken, name=name, minutes=lines[0]))
    choice.setObjectName(f"new.{service.id}")
    return choice
