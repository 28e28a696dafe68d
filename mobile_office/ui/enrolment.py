"""Setting a laptop up (Ersteinrichtung): its code, the fingerprint that two people compare, the first person.

Every step asks the office on the network's thread and may be repeated; what is wrong is said at its field, and what
was typed stays.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mobile_office.store.begun import Begun
from mobile_office.ui.background import Background
from mobile_office.ui.enrolment_steps import CodeStep, CompareStep, PersonStep
from mobile_office.ui.words import say

ASK_AGAIN = 3000  # milliseconds between two questions whether the fingerprint was confirmed

Begin = Callable[[str, str], Begun]
Finish = Callable[[str, str], object]


class EnrolmentScreen(QWidget):
    """The whole way of a laptop into its office. `done` comes when somebody can unlock it.

    `begin(url, code)`, `introduce(person_code)` (whose `name` is shown) and `finish(person_code, passphrase)` wait
    for the office; they raise Refused or Trouble. `fingerprint(begun)` is what is compared. `begun` goes on where an
    interrupted enrolment was.
    """

    done = Signal()
    left = Signal()

    def __init__(
        self,
        background: Background,
        begin: Begin,
        fingerprint: Callable[[Begun], str],
        introduce: Callable[[str], object],
        finish: Finish,
        begun: Begun | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle(say("app.name"))
        self._background, self._begin, self._fingerprint = background, begin, fingerprint
        self._introduce, self._finish = introduce, finish
        self._asking = False
        self._again = QTimer(self)
        self._again.setInterval(ASK_AGAIN)
        self._again.timeout.connect(self._look)
        self.code, self.compare, self.person = CodeStep(), CompareStep(), PersonStep(background)
        self._steps = QStackedWidget()
        for step in (self.code, self.compare, self.person):
            self._steps.addWidget(step)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._steps)
        self.code.wanted.connect(self._claim)
        self.compare.wanted.connect(self._to_person)
        self.compare.stopped.connect(self._stop)
        self.person.looked.connect(self._look_up)
        self.person.wanted.connect(self._let_in)
        if begun is not None:
            self._resume(begun)
        self.code.setFocus()

    def _resume(self, begun: Begun) -> None:
        self.code.code.line.setText(begun.code)
        self.code.address.line.setText(begun.url)
        self.code.notice.show_text(say("enrolment.resumed"), "calm")

    def _claim(self) -> None:
        code, url = self.code.code.text, self.code.address.text
        self.code.set_busy(True)
        self._background.network(lambda: self._begin(url, code), self._claimed, self._not_claimed)

    def _claimed(self, begun: Begun) -> None:
        self.code.set_busy(False)
        assert begun.device is not None
        self.compare.show_fingerprint(self._fingerprint(begun), begun.device.letter, waiting=begun.waiting)
        self._steps.setCurrentWidget(self.compare)
        self.compare.next.setFocus()
        if begun.waiting:
            self._again.start()

    def _not_claimed(self, error: Exception) -> None:
        self.code.set_busy(False)
        self.code.show_trouble(error)

    def _look(self) -> None:
        """Ask whether the fingerprint was confirmed; the same claim gets the same answer, and that beside it."""
        if self._asking:
            return
        self._asking = True
        code, url = self.code.code.text, self.code.address.text
        self._background.network(lambda: self._begin(url, code), self._seen, self._not_seen)

    def _seen(self, begun: Begun) -> None:
        self._asking = False
        if not begun.waiting:
            self._again.stop()
            self.compare.show_confirmed()

    def _not_seen(self, _error: Exception) -> None:
        self._asking = False  # asked again soon

    def _stop(self) -> None:
        self._again.stop()
        self.code.code.line.clear()
        self.code.notice.show_text(say("enrolment.stop_told", letter=self.compare.letter), "warn")
        self._steps.setCurrentWidget(self.code)
        self.code.setFocus()

    def _to_person(self) -> None:
        self._steps.setCurrentWidget(self.person)
        self.person.setFocus()

    def _look_up(self) -> None:
        code = self.person.code.text
        self._background.network(lambda: self._introduce(code), self._introduced, self.person.show_trouble)

    def _introduced(self, whom: object) -> None:
        self.person.show_name(str(getattr(whom, "name", "")))

    def _let_in(self) -> None:
        code, passphrase = self.person.code.text, self.person.passphrase.chosen()
        if not passphrase:
            return
        self._again.stop()
        self.person.set_busy(True)
        self._background.network(
            lambda: self._finish(code, passphrase), lambda _: self.done.emit(), self._not_let_in
        )

    def _not_let_in(self, error: Exception) -> None:
        self.person.set_busy(False)
        self.person.show_trouble(error)
