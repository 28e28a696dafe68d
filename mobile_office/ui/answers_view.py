"""The answers of a case on the screen: a card for each section, what changed marked, comments pinned.

`picked(path)` when a row is clicked while picking; `seen_changed()` when a section is ticked as seen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mobile_office.ui import style
from mobile_office.ui.answers import Group, Row
from mobile_office.ui.flow import Flow
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Pill, Words
from mobile_office.ui.turns import Turns
from mobile_office.ui.words import say


class AnswerLine(QFrame):
    """One answer: label, text, what it was before, and the comment pinned to it."""

    picked = Signal(str)

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"answer.{row.path}")
        self.row = row
        self._picking = False
        text = row.text or say("answers.nothing")
        self.setAccessibleName(f"{row.label}: {text}")
        line = QHBoxLayout(self)
        line.setContentsMargins(style.px(style.TIGHT), style.px(2), style.px(style.TIGHT), style.px(2))
        line.setSpacing(style.px(style.BETWEEN))
        right = QVBoxLayout()
        right.setSpacing(style.px(style.TIGHT))
        label, value = Muted(row.label), Words(text, "" if row.text else "muted")
        for words in (label, value):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line.addWidget(label, 2, Qt.AlignmentFlag.AlignTop)
        right.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
        self._add_marks(right)
        right.addStretch(1)  # a label of two lines: what was answered stands beside the first
        line.addLayout(right, 3)

    def _add_marks(self, box: QVBoxLayout) -> None:
        if self.row.before is not None:
            marks = Flow(gap=style.px(style.NEAR))
            marks.addWidget(Pill(say("answers.changed"), "warn", small=True))
            box.addLayout(marks)
            before = self.row.before
            told = say("answers.before", text=before) if before else say("answers.before_nothing")
            box.addWidget(Muted(told))
        if self.row.comment:
            notice = Notice(say("answers.comment", text=self.row.comment), "warn", self)
            notice.setObjectName(f"comment.{self.row.path}")
            box.addWidget(notice)

    def set_picking(self, on: bool) -> None:
        """While picking, a click says which answer is meant."""
        self._picking = on
        if on:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(say("answers.pick", label=self.row.label))
        else:
            self.unsetCursor()
            self.setToolTip("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click picks."""
        super().mouseReleaseEvent(event)
        if self._picking and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.row.path)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show what a click would pick."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And stop showing it."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A frame around what a click would pick."""
        super().paintEvent(event)
        if self._picking and self.underMouse():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(style.theme().focus), style.px(1)))
            radius = style.px(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
            painter.end()


class SectionCard(Card):
    """One section, with a box to say that it has been seen."""

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self.setObjectName(f"section.{group.key}")
        self.setAccessibleName(group.title)
        inset = style.px(style.TIGHT)  # room for the frame around a row
        margins = self.box.contentsMargins()
        self.box.setContentsMargins(
            margins.left() - inset, margins.top(), margins.right() - inset, margins.bottom()
        )
        head = QHBoxLayout()
        head.setContentsMargins(inset, 0, inset, 0)
        head.addWidget(Heading2(group.title), 1)
        self.seen = QCheckBox(say("answers.seen"), self)
        self.seen.setObjectName(f"seen.{group.key}")
        self.seen.setAccessibleName(say("answers.seen_name", section=group.title))
        head.addWidget(self.seen)
        self.box.addLayout(head)
        self.lines = tuple(AnswerLine(row, self) for row in group.rows)
        for line in self.lines:
            self.box.addWidget(line)

    def show_seen(self, seen: bool, *, tick: bool) -> None:
        """Whether it has been seen, and with `tick` whether that is asked at all."""
        self.seen.blockSignals(True)
        self.seen.setChecked(seen)
        self.seen.blockSignals(False)
        self.seen.setHidden(not tick)


class Cards(Mapping[str, SectionCard]):
    """The cards of a view by section, each made when it is first looked at; `built` are those there are by now."""

    def __init__(self, groups: Iterable[Group], make: Callable[[Group], SectionCard]) -> None:
        self.groups = {group.key: group for group in groups}
        self.built: dict[str, SectionCard] = {}
        self._make = make

    def __getitem__(self, key: str) -> SectionCard:
        if key not in self.built:
            self.built[key] = self._make(self.groups[key])
        return self.built[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)


class AnswersView(QWidget):
    """All sections of a case. What has not changed stays; of what is new the first is made at once, the rest turn by turn."""

    picked = Signal(str)
    seen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(style.BETWEEN))
        self._ticking, self._picking = False, False
        self._seen: set[str] = set()
        self._turns = Turns(self)
        self.cards = Cards((), self._make)

    def show_groups(self, groups: Iterable[Group], *, tick: bool, seen: frozenset[str] = frozenset()) -> None:
        """Show these; with `tick`, sections can be ticked as seen and `seen` are already."""
        self._turns.begin(())  # what goes may hand the keyboard on, and nothing of before is made for that
        before, self.cards = self.cards, Cards(groups, self._make)
        self._ticking, self._seen = tick, {key for key in self.cards if key in seen}
        for key, card in before.built.items():
            if self.cards.groups.get(key) == card.group:
                self.cards.built[key] = card
                card.show_seen(key in self._seen, tick=tick)
            else:
                self._box.removeWidget(card)
                card.hide()
                card.deleteLater()
        missing = [key for key in self.cards if key not in self.cards.built]
        for key in missing[:1]:
            self.cards[key]
        self._turns.begin(partial(self.cards.__getitem__, key) for key in missing[1:])

    def _make(self, group: Group) -> SectionCard:
        card = SectionCard(group, self)
        card.show_seen(group.key in self._seen, tick=self._ticking)
        card.seen.toggled.connect(partial(self._ticked, group.key))
        for line in card.lines:
            line.picked.connect(self.picked)
            line.set_picking(self._picking)
        keys = list(self.cards)
        above = keys[: keys.index(group.key)]
        self._box.insertWidget(sum(key in self.cards.built for key in above), card)
        return card

    def seen(self) -> frozenset[str]:
        """The sections ticked."""
        return frozenset(self._seen)

    def unseen(self) -> int:
        """How many sections are not ticked yet."""
        return len(self.cards) - len(self._seen)

    def focus_unseen(self) -> bool:
        """Put the focus on the first section not ticked yet; False when there is none."""
        following = next((key for key in self.cards if key not in self._seen), None)
        if not self._ticking or following is None:
            return False
        self.cards[following].seen.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def set_picking(self, on: bool) -> None:
        """While picking, a click on a row says which answer is meant."""
        self._picking = on
        for card in self.cards.built.values():
            for line in card.lines:
                line.set_picking(on)

    def _ticked(self, key: str, on: bool) -> None:
        (self._seen.add if on else self._seen.discard)(key)
        self.seen_changed.emit()
        if on:
            self.focus_unseen()
