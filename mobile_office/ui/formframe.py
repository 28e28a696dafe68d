"""The frame of a form: title and saved time above, body that scrolls, side, buttons that always stay.

Only places and widgets; what they do is the form's business. On narrow windows (or large text) the
side moves under the body, so that nothing is clipped.
"""

from collections.abc import Sequence
from typing import cast

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mobile_office.devices.capturing import AT_DESK, CaptureDevices
from mobile_office.ui import style, words
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.codes import CodeEditor
from mobile_office.ui.formstate import FormState
from mobile_office.ui.layouts import Scroll, button_row, clear, page_box
from mobile_office.ui.pieces import Muted, Notice, Title
from mobile_office.ui.side import Side
from mobile_office.ui.turning import release

_SIDE = 304  # width of the side, pixels at scale 1
_NARROW = 820  # below this width the side moves under the body
Within = QWidget | None
_LEAST = 360  # nothing is clipped down to this width


def keyed(sentence: str, keys: str, **gaps: str | int) -> str:
    """A button's words with its keys.

    The form reacts to them itself and at once: a button's own shortcut clicks 100 ms later, and a
    scanner's letters would still go into the old field.
    """
    return f"{words.say(sentence, **gaps)}  ({words.keys(keys)})"


class FormFrame(QWidget):
    """Where things are on a form. `state_shown(state)` after each drawing."""

    state_shown = Signal(object)  # FormState

    def __init__(self, title: str, side: Side, within: Within = None, *, correction: bool) -> None:
        """`within` is where the form will stand: put there later, all of it would be styled anew."""
        super().__init__(within)
        self.setObjectName("form")
        self.side = side
        self.devices: CaptureDevices = AT_DESK  # the shift knows more of them
        page = page_box(self)
        columns = QHBoxLayout()
        columns.setSpacing(style.px(style.AROUND))
        page.addLayout(columns)
        left = QVBoxLayout()
        left.setSpacing(style.px(style.NEAR))
        columns.addLayout(left, 1)
        self._side_scroll = Scroll()
        self._side_scroll.setFixedWidth(style.px(_SIDE))
        columns.addWidget(self._side_scroll)
        left.addWidget(Title(title))
        self._head = Muted()
        self._head.setObjectName("form.head")
        left.addWidget(self._head)
        left.addSpacing(style.px(style.TIGHT))
        self._strip, self._trouble, self._remarks = Notice(), Notice(), Notice()
        self._strip.setObjectName("form.strip")
        self._trouble.setObjectName("form.trouble")
        self._remarks.setObjectName("form.comments")
        self._fixed = QVBoxLayout()
        left.addLayout(self._fixed)
        self._scroll = Scroll()
        self._scroll.setObjectName("form.scroll")
        self._scroll.box.setSpacing(style.px(style.NEAR))
        left.addWidget(self._scroll, 1)
        self._scroll.box.addWidget(self._strip)
        self._scroll.box.addWidget(self._remarks)
        self._body = QVBoxLayout()
        self._scroll.box.addLayout(self._body)
        self._below = QVBoxLayout()
        self._scroll.box.addLayout(self._below)
        self._scroll.box.addStretch(1)
        left.addSpacing(style.px(style.TIGHT))
        left.addLayout(self._buttons(correction))
        self.setMinimumSize(style.px(_LEAST), style.px(_LEAST) // 2)
        self._is_narrow: bool | None = None
        self._wanted: QWidget | None = None
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_view)
        self._banners: list[QWidget] = []
        self._place_side(False)

    def _buttons(self, correction: bool) -> QBoxLayout:
        self.back = PlainButton(words.say("form.back"))
        self.park = PlainButton(keyed("form.park", "F8"))
        self._next_words = self._short_words = words.say("form.next_short")
        self.next = PrimaryButton(self._next_words)
        self.submit = PrimaryButton(
            keyed("form.submit_correction" if correction else "form.submit", "Ctrl+S")
        )
        self.back.setObjectName("form.back")
        self.park.setObjectName("form.park")
        self.next.setObjectName("form.next")
        self.submit.setObjectName("form.submit")
        self._button_box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._button_box.setSpacing(style.px(style.BETWEEN))
        self._button_box.addLayout(button_row(self.back, self.park))
        self._button_box.addLayout(button_row(right=(self.next, self.submit)))
        return self._button_box

    def show_state(self, state: FormState, *, evidence: bool, summary: bool) -> None:
        """The line under the title, the steps, the side, and what the primary button says."""
        self._head.setText(state.head())
        self._strip.show_text(state.strip())
        still = words.count("summary.open", len(state.problems)) if state.problems else ""
        self.submit.setAccessibleDescription(still)
        self.side.step_list.show_stops(state.stops())
        self.side.show_state(state)
        following = words.say("form.next", step=state.label(state.following))
        self._next_words = words.say("evidence.back") if evidence else following
        self._short_words = words.say("evidence.back_short" if evidence else "form.next_short")
        self.next.setVisible(not summary or evidence)
        self.submit.setVisible(summary and not evidence)
        self._place_buttons()
        self.state_shown.emit(state)

    def show_trouble(self, text: str) -> None:
        """What is in the way; hidden when empty."""
        self._trouble.show_text(text, "bad")
        if text and self._is_narrow:
            self.scroll_to(self._trouble)

    def show_refusal(self, error: Exception) -> None:
        """The submit was refused: say why; where a new signature is asked for, the keyboard goes there."""
        self.submit.setEnabled(True)
        self.show_trouble(words.say("summary.not_submitted", reason=words.error(error)))
        if getattr(error, "code", "") == "sign_anew":
            self.side.paper.setFocus()

    def show_comments(self, comments: Sequence[str]) -> None:
        """The reviewer's comments about no single field."""
        about = words.say("form.comments_other")
        self._remarks.show_text("\n".join([f"{about}:", *comments]) if comments else "", "warn")

    def show_banner(self, banner: QWidget) -> None:
        """Keep a banner above whatever the body shows."""
        self._banners.append(banner)
        self._scroll.box.insertWidget(0, banner)

    @property
    def place(self) -> QWidget:
        """What a body stands in."""
        return cast(QWidget, self._scroll.widget())

    def show_body(self, body: QWidget) -> None:
        """Replace what is between head and buttons."""
        release(self._scroll)
        clear(self._body)
        self.equip(body)
        self._body.addWidget(body)
        self._scroll.verticalScrollBar().setValue(0)

    def equip(self, part: QWidget) -> None:
        """Lend the form's devices to what reads codes in a part of it; what was in view stays there when it has its place."""
        for editor in part.findChildren(CodeEditor):
            editor.devices = self.devices
        QTimer.singleShot(0, self, self._keep_in_view)

    def show_only(self, body: QWidget) -> None:
        """Show nothing but this any more: the form is done."""
        self.show_body(body)
        others: list[QWidget] = [self._side_scroll, self.side, self._head, self._strip, self._remarks]
        others += [self._trouble, *self._banners]
        for widget in (*others, self.back, self.park, self.next, self.submit):
            widget.hide()

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget into view with some room around it, once what was just built is laid out."""
        self._wanted = widget
        QTimer.singleShot(0, widget, self._keep_in_view)

    def _keep_in_view(self) -> None:
        """Large text is laid out in several turns; what has the keyboard stays in view through all of them."""
        widget = self._wanted
        now: QWidget | None = self.focusWidget()
        if widget is None or not shiboken6.isValid(widget):
            return
        holds = now is not None and (widget is now or widget.isAncestorOf(now))
        if widget is self._trouble or holds:
            self._scroll.ensureWidgetVisible(widget, 0, style.px(style.WIDE))
        if holds and now is not None:  # several choices may be higher than their place
            self._scroll.ensureWidgetVisible(now, 0, style.px(style.WIDE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the side where there is room for it."""
        super().resizeEvent(event)
        self._place_side(event.size().width() < style.px(_NARROW))
        self._place_buttons()

    def _place_side(self, narrow: bool) -> None:
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        hidden = self.side.isHidden() and self.next.isHidden() and self.submit.isHidden()
        (self._below if narrow else self._side_scroll.box).addWidget(self.side)
        (self._scroll.box if narrow else self._fixed).insertWidget(0, self._trouble)  # large text needs room
        self.side.setVisible(not hidden)
        self._side_scroll.setVisible(not narrow and not hidden)

    def _place_buttons(self) -> None:
        """In one row where they fit (with short words on narrow windows), else in two."""
        short = self._short_words if self._is_narrow else self._next_words
        self.next.set_words(f"{short}  ({words.keys('Ctrl+Return')})")
        self.next.setAccessibleName(self._next_words)
        shown = (self.back, self.park, self.submit if self.next.isHidden() else self.next)
        needed = sum(button.sizeHint().width() for button in shown) + style.px(style.BETWEEN) * 2
        beside = 0 if self._is_narrow else style.px(_SIDE + style.AROUND)
        fits = needed <= self.width() - beside - style.px(style.WIDE) * 2
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._button_box.setDirection(way)
