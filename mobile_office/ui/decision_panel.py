"""The decision panel: asks what an action needs, in the window. Never a dialog.

It asks only what the action needs, keeps what was typed when something is missing or goes wrong,
and hands out one frozen `Decision`.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from mobile_office.domain.case import TRANSITIONS, Action
from mobile_office.ui import style
from mobile_office.ui.buttons import LinkButton, PlainButton, PrimaryButton
from mobile_office.ui.columns import Part
from mobile_office.ui.decision import GROUNDS, PINS, REASONS, Decision, missing
from mobile_office.ui.flow import Flow
from mobile_office.ui.inputs import Lines
from mobile_office.ui.layouts import clear
from mobile_office.ui.pieces import Card, ErrorText, Heading2, Muted, Words
from mobile_office.ui.secret import SecretLine
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionPanel(Card):
    """Asks for what `action` needs. `fields` (path to label) are what a comment may be pinned to.

    Esc belongs to the page, which knows what it would leave.
    """

    confirmed = Signal(object)  # a complete Decision
    cancelled = Signal()

    def __init__(self, action: Action, fields: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decision")
        self.setAccessibleName(say(f"act.{action}"))
        self.action = action
        self.is_working = False
        self._labels = {"": say("decision.whole"), **fields}
        self._comments: dict[str, str] = {}
        self._editors: dict[str, QWidget] = {}
        self._pins = Part(self)
        self.field, self.comment = QComboBox(self), Writing(self)
        self.ground, self.reason = QComboBox(self), Writing(self)
        self.register_number, self.other, self.passphrase = QLineEdit(self), QLineEdit(self), SecretLine(self)
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            part.hide()  # what this action does not ask for stays hidden
        self.error = ErrorText(parent=self)
        self.confirm_button = PrimaryButton(say(f"act.{action}"))
        self.cancel_button = PlainButton(say("decision.cancel"))
        self._build()

    def _build(self) -> None:
        action = self.action
        edge = style.px(
            11
        )  # the longest button ("Nicht weitergeben, mit Grund ans Amt") fits beside a scroll bar
        self.box.setContentsMargins(edge, style.px(style.AROUND), edge, style.px(style.AROUND))
        self.box.addWidget(Heading2(say(f"act.{action}")))
        self.box.addWidget(Muted(say(f"decision.what_{action}")))
        if action in PINS:
            self._build_pins()
        if action is Action.TAKE_OVER:
            self._add("register_number", say("decision.register_number"), self.register_number)
        if action is Action.DUPLICATE_OF:
            self._add("other", say("decision.other"), self.other)
        if action is Action.NOT_POSSIBLE:
            for ground in GROUNDS:
                self.ground.addItem(say(f"not_possible.{ground}"), ground)
            self._add("ground", say("decision.reason_code"), self.ground)
        if action in REASONS:
            name = "note" if action is Action.NOTE else "reason"
            self._add(name, say(f"decision.{name}"), self.reason)
        if TRANSITIONS[action].decision:
            self._add("passphrase", say("decision.passphrase"), self.passphrase)
        for edit in (self.register_number, self.other, self.passphrase):
            edit.returnPressed.connect(self._enter)
        self.box.addWidget(self.error)
        self.confirm_button.setObjectName("decision.confirm")
        self.confirm_button.clicked.connect(self.confirm)
        self.cancel_button.setObjectName("decision.cancel")
        self.cancel_button.clicked.connect(self.cancelled)
        buttons = Flow(gap=style.px(style.BETWEEN))
        buttons.addWidget(self.confirm_button)
        buttons.addWidget(self.cancel_button)
        self.box.addLayout(buttons)

    def _build_pins(self) -> None:
        for path, label in self._labels.items():
            self.field.addItem(label, path)
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._add("field", say("decision.field"), self.field)
        self._add("comment", say("decision.comment"), self.comment)
        pin = PlainButton(say("decision.pin"))
        pin.setObjectName("decision.pin")
        pin.clicked.connect(self.pin)
        row = Flow(gap=style.px(style.BETWEEN))
        row.addWidget(pin)
        self.box.addLayout(row)
        self.box.addWidget(self._pins)
        self._pins.show()

    def _add(self, name: str, text: str, editor: QWidget) -> None:
        label = Words(text)
        label.setBuddy(editor)
        editor.setObjectName(f"decision.{name}")
        editor.setAccessibleName(text)
        self._editors[name] = editor
        self.box.addWidget(label)
        self.box.addWidget(editor)
        editor.show()

    def start(self) -> None:
        """Put the focus where typing begins."""
        editors = [editor for name, editor in self._editors.items() if name != "field"]
        first = editors[0] if editors else self.confirm_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def pick(self, path: str) -> None:
        """Choose the answer the next comment is about; what was written before is pinned first."""
        if self.action in PINS and (place := self.field.findData(path)) >= 0:
            self.pin()
            self.field.setCurrentIndex(place)
            self.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def pin(self) -> None:
        """Pin what is written to the answer chosen."""
        text = self.comment.toPlainText().strip()
        if not text:
            return
        path = self.field.currentData()
        known = self._comments.get(path)
        self._comments[path] = f"{known}\n{text}" if known else text
        self.comment.clear()
        self._show_pins()

    def _unpin(self, path: str) -> None:
        """Take a comment off again, back into the editor: nothing written is lost."""
        self.pin()
        self.field.setCurrentIndex(self.field.findData(path))
        self.comment.setPlainText(self._comments.pop(path))
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_pins()

    def _show_pins(self) -> None:
        clear(self._pins.box)
        for path, text in self._comments.items():
            label = self._labels[path]
            row = QHBoxLayout()
            row.addWidget(Words(say("history.pinned", field=label, text=text)), 1)
            button = LinkButton(say("decision.unpin"))
            button.setObjectName(f"decision.unpin.{path}")
            button.setAccessibleName(say("decision.unpin_name", label=label))
            button.clicked.connect(partial(self._unpin, path))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self._pins.box.addLayout(row)

    def decision(self) -> Decision:
        """What is written now; a comment not pinned yet counts as pinned."""
        self.pin()
        reason = self.reason.toPlainText().strip()
        if self.action is Action.NOT_POSSIBLE and reason:
            reason = f"{self.ground.currentData()}: {reason}"
        comments = dict(self._comments)
        if whole := comments.pop("", ""):
            reason = f"{whole}\n{reason}".strip()
        return Decision(
            self.action,
            self.passphrase.text(),
            reason,
            comments,
            self.register_number.text().strip(),
            self.other.text().strip(),
        )

    def confirm(self) -> None:
        """Hand out the decision, or say what is missing and put the focus there."""
        if self.is_working:
            return
        decision = self.decision()
        code = missing(decision)
        asked = [self._editors[code.removeprefix("needs_")]] if code else []
        self.error.tie(*asked)
        self.error.show_text(say(f"decision.{code}") if code else "")
        if code:
            self._show_all()
            asked[0].setFocus()
            return
        self.set_working(True)
        self.confirmed.emit(decision)

    def _enter(self) -> None:
        """Enter in a line goes on to the passphrase while that is empty, then confirms."""
        if not self.passphrase.hasFocus() and missing(self.decision()) == "needs_passphrase":
            self.passphrase.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.confirm()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter confirms from anywhere; Enter alone has been answered by the line it was typed in."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirm()

    def set_working(self, on: bool) -> None:
        """While it is signed and saved nothing can be pressed twice."""
        self.is_working = on
        self.confirm_button.setEnabled(not on)
        words = say("decision.working") if on else say(f"act.{self.action}")
        self.confirm_button.set_words(words)

    def _show_all(self) -> None:
        """Scroll so that the error and the buttons can be seen, once they are laid out."""
        bring_into_view(self.cancel_button)

    def show_error(self, text: str) -> None:
        """It did not work: say why, keep everything written but the passphrase."""
        self.set_working(False)
        self.error.tie(self.passphrase, self.confirm_button)
        self.error.show_text(text)
        self.passphrase.clear()
        self._show_all()
        self._editors.get("passphrase", self.confirm_button).setFocus()


class Writing(Lines):
    """A few lines of free text; Tab goes on to the next field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(style.px(72))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter is not a new line; it belongs to the panel."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
