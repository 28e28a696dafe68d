"""The three steps of setting a laptop up: its code, its fingerprint, its first person.

They know fields and sentences; what is asked of the office is `EnrolmentScreen`'s matter.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mobile_office.domain.errors import MobileOfficeError, WrongKey
from mobile_office.sync.code import Code
from mobile_office.ui import style
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton, PrimaryButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.newpassphrase import NewPassphrase
from mobile_office.ui.pieces import Muted, Notice, Words
from mobile_office.ui.threshold import (
    LabelledLine,
    is_about_address,
    is_about_passphrase,
    sentence,
    threshold_card,
)
from mobile_office.ui.words import say


class CodeStep(QWidget):
    """The code of the laptop, and where its office is. `wanted` comes when both are there."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice()
        self.notice.setObjectName("enrolment.notice")
        self.code = LabelledLine("device_code", say("enrolment.code"), say("enrolment.code_hint"))
        self.address = LabelledLine("address", say("enrolment.address"), say("enrolment.address_hint"))
        self.next = PrimaryButton(say("enrolment.next"))
        self.next.setObjectName("enrolment.next")
        step = Muted(say("enrolment.step", n=1))
        card = threshold_card(self, say("enrolment.code_title"), say("enrolment.code_lead"), step)
        for part in (self.notice, self.code, self.address, self.next, Muted(say("enrolment.safe"))):
            card.box.addWidget(part)
        self.code.line.textChanged.connect(self._fill_address)
        self.code.entered.connect(self._enter)
        self.address.entered.connect(self._enter)
        self.next.clicked.connect(self._enter)
        self.setFocusProxy(self.code)

    def set_busy(self, busy: bool) -> None:
        """Wait for the office."""
        self.next.setEnabled(not busy)
        self.next.set_words(say("enrolment.working") if busy else say("enrolment.next"))

    def show_trouble(self, error: Exception) -> None:
        """Say it at the field it is about."""
        field = self.address if is_about_address(error) else self.code
        field.show_error(sentence(error))
        field.setFocus()

    def _fill_address(self, typed: str) -> None:
        """A scanned code says where the office is."""
        try:
            address = Code.read(typed).address
        except MobileOfficeError:
            return
        if address:
            self.address.line.setText(address)

    def _enter(self) -> None:
        if not self.next.isEnabled():
            return
        self.code.show_error("")
        self.address.show_error("")
        if self.code.text and not self.address.text and not self.address.line.hasFocus():
            self.address.setFocus()
            return
        self.wanted.emit()


class CompareStep(QWidget):
    """The fingerprint, to be read aloud. `wanted`: go on; `stopped`: it was another one."""

    wanted = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.letter = ""
        self.label, self.digits = Muted(), Words(look="digits")
        self.digits.setObjectName("enrolment.fingerprint")
        self.state = Notice()
        self.state.setObjectName("enrolment.state")
        self.next, self.stop = PrimaryButton(say("enrolment.next")), PlainButton(say("enrolment.stop"))
        self.next.setObjectName("enrolment.compared")
        self.stop.setObjectName("enrolment.stop")
        step = Muted(say("enrolment.step", n=2))
        card = threshold_card(self, say("enrolment.compare_title"), say("enrolment.compare_lead"), step)
        for part in (self.label, self.digits, Words(say("enrolment.compare_not")), self.state):
            card.box.addWidget(part)
        card.box.addLayout(button_row(self.stop, right=(self.next,)))
        self.next.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.stopped)

    def show_fingerprint(self, fingerprint: str, letter: str, *, waiting: bool) -> None:
        """Show what is to be compared."""
        self.letter = letter
        groups = fingerprint.split()
        self.label.setText(say("enrolment.fingerprint", letter=letter))
        a_line = 2 if style.px(100) > 150 else 3
        lines = (groups[at : at + a_line] for at in range(0, len(groups), a_line))
        self.digits.setText("\n".join("   ".join(line) for line in lines))
        self.digits.setAccessibleName(fingerprint)
        said, tone = ("waiting", "warn") if waiting else ("unattended", "calm")
        self.state.show_text(say(f"enrolment.{said}"), tone)

    def show_confirmed(self) -> None:
        """Somebody at the office has compared it."""
        self.state.show_text(say("enrolment.confirmed"), "good")


class PersonStep(QWidget):
    """The first person. `looked` asks whom the code is for, `wanted` to let them in."""

    looked = Signal()
    wanted = Signal()

    def __init__(self, background: Background) -> None:
        super().__init__()
        self.code = LabelledLine(
            "person_code", say("enrolment.person_code"), say("enrolment.person_code_hint")
        )
        self.name = Notice()
        self.name.setObjectName("enrolment.name")
        self.passphrase = NewPassphrase(background)
        self.do = PrimaryButton(say("enrolment.finish"))
        self.do.setObjectName("enrolment.finish")
        step = Muted(say("enrolment.step", n=3))
        card = threshold_card(self, say("enrolment.person_title"), say("enrolment.person_lead"), step)
        for part in (self.code, self.name, self.passphrase, self.do, Muted(say("enrolment.safe"))):
            card.box.addWidget(part)
        self.code.entered.connect(self.passphrase.setFocus)
        self.code.line.editingFinished.connect(self._look)
        self.passphrase.entered.connect(self._enter)
        self.do.clicked.connect(self._enter)
        self._asked = ""
        self.setFocusProxy(self.code)

    def show_name(self, name: str) -> None:
        """Whom the code is for."""
        self.name.show_text(say("enrolment.for_whom", name=name), "good")
        self.passphrase.know(name)

    def set_busy(self, busy: bool) -> None:
        """Wait for the office."""
        self.do.setEnabled(not busy)
        self.do.set_words(say("enrolment.finishing") if busy else say("enrolment.finish"))

    def show_trouble(self, error: Exception) -> None:
        """Say it at the field it is about."""
        self._asked = ""
        is_key = isinstance(error, WrongKey) or is_about_passphrase(error)
        field = self.passphrase.first if is_key else self.code
        field.show_error(sentence(error))
        field.setFocus()

    def _look(self) -> None:
        if self.code.text and self.code.text != self._asked:
            self._asked = self.code.text
            self.name.show_text("")
            self.looked.emit()

    def _enter(self) -> None:
        if self.do.isEnabled():
            self.wanted.emit()
