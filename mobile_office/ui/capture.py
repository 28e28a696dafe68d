"""Paper captured later (Nacherfassung): form number, service and the day it was declared, then the form.

The number's check character is looked at when the field is left. Enter goes on field by field and opens
the form from the last one, so a scanner's Enter never accepts a day nobody has read from the paper.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.number import is_form_number
from mobile_office.domain.overview import Draft
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.choosers import ChoiceEditor
from mobile_office.ui.dates import read_date
from mobile_office.ui.editors import DateEditor, Editor, LineEditor
from mobile_office.ui.layouts import Scroll, button_row, page_box
from mobile_office.ui.pieces import Card, ErrorText, Muted, Title, Words
from mobile_office.ui.words import say

WIDTH = 560  # of the card, pixels at scale 1
_NUMBER, _SERVICE, _DAY = "capture.number", "capture.service", "capture.day"
_PARTS = re.compile(r"F([A-Z]{1,2})(\d{4})(\d{5})([0-9A-Z])")
_LOOK_ALIKE = str.maketrans("I1O0", "1I0O")
# At which field the desk's refusal is told.
_FIELD_OF = {"declared_in_future": _DAY, "form_of_other_service": _SERVICE}


def read_form_number(text: str) -> str:
    """A form number as the program writes it, from `f b 2026 00012 v`; anything else in capitals.

    Hyphens are put in anew: a scanner set to another keyboard sends them as other characters. A check
    character mistaken for its look-alike (I and 1, O and 0) is read as the one that is right.
    """
    letters = "".join(letter for letter in text if letter.isascii() and letter.isalnum()).upper()
    match = _PARTS.fullmatch(letters)
    if match is None:
        return text.strip().upper()
    number = "-".join(("F", *match.groups()))
    other = number[:-1] + number[-1].translate(_LOOK_ALIKE)
    return other if is_form_number(other) else number


class CapturePage(QWidget):
    """Asks for the head of a paper form. `open_draft(draft)` opens the form, `close()` goes back."""

    def __init__(
        self,
        desk: Desk,
        background: Background,
        open_draft: Callable[[Draft], object],
        close: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("capture")
        self._desk, self._background = desk, background
        self._open_draft, self._close = open_draft, close
        by_name = words.collator().sortKey
        services = sorted(desk.services(), key=lambda service: by_name(words.text(service.name)))
        self.number = FormNumberEditor(_NUMBER)
        self.service = ChoiceEditor(_SERVICE, {one.id: words.text(one.name) for one in services})
        self.day = DateEditor(_DAY)
        self.day.show_value(desk.daybook.legal_date().isoformat())
        self.errors: dict[str, ErrorText] = {}
        self._weekday = Muted()
        self._weekday.setObjectName("capture.weekday")
        self._is_working = False
        self.open_button = PrimaryButton(f"{say('capture.open')}  ({words.keys('Return')})")
        self.open_button.setObjectName("capture.open")
        self.open_button.setAccessibleName(say("capture.open"))
        self._build()
        self._show_weekday()

    def _build(self) -> None:
        box = page_box(self)
        box.addWidget(Title(say("capture.title")))
        box.addWidget(Muted(say("capture.lead")))
        scroll = Scroll()
        box.addWidget(scroll, 1)
        card = Card()
        card.setMaximumWidth(style.px(WIDTH))
        card.box.setSpacing(style.px(style.BETWEEN))
        card.box.addLayout(self._field(self.number, "number"))
        card.box.addLayout(self._field(self.service, "service"))
        day = self._field(self.day, "day")
        day.insertWidget(2, self._weekday)
        card.box.addLayout(day)
        scroll.box.addWidget(card)
        scroll.box.addStretch(1)
        back = PlainButton(say("capture.back"))
        back.setObjectName("capture.back")
        back.clicked.connect(lambda: self._close())
        self.open_button.clicked.connect(self.open)
        box.addLayout(button_row(back, right=(self.open_button,)))
        QShortcut(QKeySequence("Esc"), self, lambda: self._close())
        self.number.left.connect(self._number_left)
        self.number.entered.connect(self._number_entered)
        self.service.edited.connect(lambda _value: self._say(_SERVICE, ""))
        self.service.entered.connect(self.day.focus.setFocus)
        self.day.edited.connect(lambda _value: self._show_weekday())
        self.day.left.connect(lambda: self._day())
        self.day.entered.connect(self.open)

    def _field(self, editor: Editor, name: str) -> QVBoxLayout:
        label = Words(say(f"capture.{name}"))
        label.setBuddy(editor.focus)
        editor.focus.setAccessibleName(say(f"capture.{name}"))
        error = ErrorText()
        error.setObjectName(f"capture.{name}.error")
        self.errors[editor.path] = error
        column = QVBoxLayout()
        column.setSpacing(style.px(style.TIGHT))
        hint = Muted(say(f"capture.{name}_hint"))
        hint.setObjectName(f"capture.{name}.hint")
        for part in (label, editor.widget, hint, error):
            column.addWidget(part)
        return column

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is where the paper is read first."""
        super().showEvent(event)
        if not self.number.value():
            self.number.focus.setFocus()

    # -- what is asked

    def open(self) -> None:
        """Open the form when everything is right, else go to the first field that is not."""
        number, service, day = self._number(), self._service(), self._day()
        if number is None or service is None or day is None:
            checked = ((number, self.number), (service, self.service), (day, self.day))
            next(editor for value, editor in checked if value is None).focus.setFocus()
        elif not self._is_working:
            self._is_working = True
            capture = partial(self._desk.capture, service, number, day)
            self._background.write(capture, self._captured, self._refused)

    def _captured(self, draft: Draft) -> None:
        self._is_working = False
        self._background.changed.emit(frozenset({draft.id}))
        self._open_draft(draft)

    def _refused(self, error: Exception) -> None:
        self._is_working = False
        path = _FIELD_OF.get(getattr(error, "code", ""), _NUMBER)
        self._say(path, words.error(error))
        {_NUMBER: self.number, _SERVICE: self.service, _DAY: self.day}[path].focus.setFocus()

    def _number_left(self) -> None:
        if self.number.value():  # left empty is not wrong yet: the person may want to go back
            self._number()

    def _number_entered(self) -> None:
        self.number.tidy()
        if self._number() is not None:
            (self.day if self._is_known else self.service).focus.setFocus()

    @property
    def _is_known(self) -> bool:
        return not self.service.focus.isEnabled()

    def _number(self) -> str | None:
        """The number when it can be captured; else what is wrong is told. A known form fixes the service."""
        number = read_form_number(str(self.number.value() or ""))
        known = self._desk.form(number) if is_form_number(number) else None
        if known is not None:
            self.service.show_value(known.service)
            self._say(_SERVICE, "")
        self.service.focus.setEnabled(known is None)
        if not is_form_number(number):
            self._say(_NUMBER, words.error(NotAllowed("form_number_wrong")))
            return None
        if known is not None and known.case:
            self._say(_NUMBER, words.error(NotAllowed("form_captured", case=known.case)))
            return None
        self._say(_NUMBER, "")
        return number

    def _service(self) -> str | None:
        chosen: str | None = self.service.value()
        self._say(_SERVICE, "" if chosen else say("capture.service_missing"))
        return chosen

    def _day(self) -> date | None:
        text = read_date(str(self.day.value() or ""))
        day = date.fromisoformat(text) if text else None
        if day is None:
            self._say(_DAY, say("problems.not_a_date"))
        elif day > self._desk.daybook.legal_date():
            self._say(_DAY, words.error(NotAllowed("declared_in_future")))
            return None
        else:
            self._say(_DAY, "")
        return day

    # -- what is told

    def _say(self, path: str, sentence: str) -> None:
        editor: Editor = {_NUMBER: self.number, _SERVICE: self.service, _DAY: self.day}[path]
        self.errors[path].show_text(sentence)
        style.look(editor.focus, "look", "wrong" if sentence else "")
        hint = say(f"{path}_hint")
        editor.focus.setAccessibleDescription(f"{sentence} {hint}".strip())

    def _show_weekday(self) -> None:
        """The weekday and how long ago: who reads the paper notices a slip of the pen."""
        text, today = read_date(str(self.day.value() or "")), self._desk.daybook.legal_date()
        day = date.fromisoformat(text) if text else None
        if day is None or day > today:
            told = ""
        elif day == today:
            told = say("capture.today", day=words.day(day))
        else:
            told = words.count("capture.ago", (today - day).days, day=words.day(day))
        self._weekday.setText(told)
        self._weekday.setVisible(bool(told))


class FormNumberEditor(LineEditor):
    """A form number, typed or scanned; written as on the paper once it is left."""

    def read(self, text: str) -> Any:
        """The number with its hyphens where it has its shape, else the text in capitals."""
        return read_form_number(text)
