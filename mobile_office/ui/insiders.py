"""Who gets in here, and the store's key (Wer hier hineinkommt): a card of the page about this laptop.

Everybody sees who has a slot; an administrator may take one away and have the key changed. Both are asked twice.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import DangerButton, LinkButton, PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row, clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Pill, Strong
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say


class Person(Protocol):
    """Somebody with a slot (`insiders.Insider`)."""

    @property
    def person(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def since(self) -> datetime | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def is_here(self) -> bool: ...


class Insides(Protocol):
    """What the card shows and does (`insiders.Insiders`)."""

    def people(self) -> Sequence[Person]: ...
    def may_manage(self) -> bool: ...
    def is_due(self) -> bool: ...
    def seconds(self) -> int: ...
    def want_rotation(self) -> None: ...
    def remove(self, person: str) -> None: ...


class InsidersCard(Card):
    """`join()` opens the page that lets somebody in; `lock()` locks as Ctrl+L does."""

    def __init__(
        self,
        insiders: Insides,
        background: Background,
        join: Callable[[], object],
        lock: Callable[[], object],
    ) -> None:
        super().__init__()
        self._insiders, self._background, self._lock = insiders, background, lock
        self._people = QVBoxLayout()
        self._people.setSpacing(style.px(style.NEAR))
        self.notice = Notice(parent=self)
        self.of_people, self.of_key = _Question(self), _Question(self)
        self.join, self.change = PlainButton(say("insiders.join")), PlainButton(say("insiders.change"))
        self.key = Notice(parent=self)
        for name in ("notice", "join", "change", "key"):
            getattr(self, name).setObjectName(f"insiders.{name}")
        self._build()
        self.join.clicked.connect(lambda: join())
        self.change.clicked.connect(self._ask_change)
        self.refresh()

    def refresh(self) -> None:
        """As it is now."""
        clear(self._people)
        manages, due = self._insiders.may_manage(), self._insiders.is_due()
        for person in self._insiders.people():
            self._people.addWidget(self._row(person, manages=manages))
        self.key.show_text(say("insiders.due" if due else "insiders.not_due"), "warn" if due else "calm")
        self.change.set_words(say("insiders.lock_now" if due else "insiders.change"))
        self.change.setVisible(due or manages)

    def _build(self) -> None:
        self.box.setSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Heading2(say("insiders.title")))
        self.box.addWidget(Muted(say("insiders.lead")))
        self.box.addLayout(self._people)
        self.box.addWidget(self.of_people)
        self.box.addWidget(self.notice)
        self.box.addLayout(button_row(self.join))
        self.box.addSpacing(style.px(style.BETWEEN))
        self.box.addWidget(Heading2(say("insiders.key")))
        self.box.addWidget(Muted(say("insiders.key_lead")))
        self.box.addWidget(self.key)
        self.box.addLayout(button_row(self.change))
        self.box.addWidget(self.of_key)

    def _row(self, person: Person, *, manages: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(style.px(style.BETWEEN))
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(Strong(person.name))
        told.addWidget(Muted(_times(person)))
        line.addLayout(told, 1)
        if person.is_here:
            line.addWidget(Pill(say("insiders.here"), "good", small=True))
        elif manages:
            remove = LinkButton(say("insiders.remove"))
            remove.setObjectName(f"insiders.remove.{person.person}")
            remove.setAccessibleName(say("insiders.remove_whom", name=person.name))
            remove.clicked.connect(lambda: self._ask_remove(person))
            line.addWidget(remove)
        return row

    # -- what is asked twice

    def _ask_change(self) -> None:
        asked = say("insiders.ask_change", seconds=self._insiders.seconds())
        self.of_key.ask(asked, PrimaryButton(say("insiders.do_change")), self._want)

    def _want(self) -> None:
        if self._insiders.is_due():
            self._lock()
        else:
            self._background.key(self._insiders.want_rotation, lambda _: self._lock(), self._not)

    def _ask_remove(self, person: Person) -> None:
        def remove() -> None:
            self._background.key(
                lambda: self._insiders.remove(person.person), lambda _: self._removed(person), self._not
            )

        asked = say("insiders.ask_remove", name=person.name)
        self.of_people.ask(asked, DangerButton(say("insiders.do_remove")), remove)

    def _removed(self, person: Person) -> None:
        self.refresh()
        self.notice.show_text(say("insiders.removed", name=person.name), "good")

    def _not(self, error: Exception) -> None:
        self.refresh()
        self.notice.show_text(words.error(error), "bad")


class _Question(QWidget):
    """A question under what it is about, with one answer that does it and one that does not; hidden until asked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(style.BETWEEN))
        self.hide()

    def ask(self, text: str, do: PrimaryButton | DangerButton, then: Callable[[], object]) -> None:
        """Ask; the answer that leaves all as it is has the keyboard."""
        clear(self._box)
        leave = PlainButton(say("insiders.leave"))
        do.setObjectName("insiders.do")
        leave.setObjectName("insiders.leave")
        do.clicked.connect(self.hide)
        do.clicked.connect(lambda: then())
        leave.clicked.connect(self.hide)
        self._box.addWidget(Notice(text, "warn"))
        first, last = (do, leave) if isinstance(do, DangerButton) else (leave, do)
        self._box.addLayout(button_row(first, right=(last,)))
        self.show()
        leave.setFocus()
        bring_into_view(self, leave)


def _times(person: Person) -> str:
    since = say("insiders.since", day=_day(person.since)) if person.since else ""
    until = say("insiders.until", day=_day(person.until)) if person.until else say("insiders.no_certificate")
    return " · ".join(filter(None, (since, until)))


def _day(at: datetime) -> str:
    return words.short_day(at.astimezone().date())
