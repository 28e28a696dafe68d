"""The answers of a case on the screen: a card for each section, what changed marked, comments pinned.

`picked(path)` when a row is clicked while picking; `seen_changed()` when a section is ticked as seen.
"""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mobile_office.ui import style
from mobile_office.ui.answers import Group, Row
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Pill, Words
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
    """One section. With `tick` it has a box to say that it has been seen."""

    def __init__(self, group: Group, *, tick: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.seen.setHidden(not tick)
        head.addWidget(self.seen)
        self.box.addLayout(head)
        self.lines = tuple(AnswerLine(row, self) for row in group.rows)
        for line in self.lines:
            self.box.addWidget(line)


class AnswersView(QWidget):
    """All sections of a case."""

    picked = Signal(str)
    seen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(style.px(style.BETWEEN))
        self.cards: dict[str, SectionCard] = {}

    def show_groups(self, groups: Iterable[Group], *, tick: bool, seen: frozenset[str] = frozenset()) -> None:
        """Show these; with `tick`, sections can be ticked as seen and `seen` are already."""
        clear(self._box)
        self.cards = {}
        for group in groups:
            card = SectionCard(group, tick=tick, parent=self)
            card.seen.setChecked(group.key in seen)
            card.seen.toggled.connect(self._ticked)
            for line in card.lines:
                line.picked.connect(self.picked)
            self._box.addWidget(card)
            self.cards[group.key] = card

    def seen(self) -> frozenset[str]:
        """The sections ticked."""
        return frozenset(key for key, card in self.cards.items() if card.seen.isChecked())

    def unseen(self) -> int:
        """How many sections are not ticked yet."""
        return len(self.cards) - len(self.seen())

    def focus_unseen(self) -> bool:
        """Put the focus on the first section not ticked yet; False when there is none."""
        for card in self.cards.values():
            if not card.seen.isHidden() and not card.seen.isChecked():
                card.seen.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def set_picking(self, on: bool) -> None:
        """While picking, a click on a row says which answer is meant."""
        for card in self.cards.values():
            for line in card.lines:
                line.set_picking(on)

    def _ticked(self, on: bool) -> None:
        self.seen_changed.emit()
        if on:
            self.focus_unseen()
