"""The store is looked at in the background (Prüfung des Speichers): when it is time, and what is shown of it.

Nobody waits for it: saving goes on beside it and locking ends it. The card stands on the safety page; the frame
has a quiet word while a run that ended in disorder is being looked into, and a trouble when something is found.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from mobile_office import soundness
from mobile_office.soundness import Look, Step
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import button_row
from mobile_office.ui.pieces import Card, Heading2, Muted, Notice, Words
from mobile_office.ui.words import say
from mobile_office.workplace import Workplace

_AGAIN = timedelta(minutes=10)  # after a look that could not be taken
_SHOWN = 3  # findings that are told on the card


class Watch(QObject):
    """Looks at a shift's store: from the first `look`, which is a second after the window, until the lock.

    `changed` when the card has something new to show; `told` is the frame's quiet word, or nothing.
    """

    changed = Signal()
    told = Signal(str)
    _began = Signal(str)

    def __init__(self, place: Workplace, background: Background, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._place, self._background, self.clock = place, background, clock
        self.step: Step | None = None
        self.last: Look | None = None
        self.found: tuple[str, ...] = ()
        self.was_busy = False
        self._has_begun = False
        self._is_owed = self.is_after_disorder
        self._not_before: datetime | None = None
        self._began.connect(self._see_step)

    @property
    def is_after_disorder(self) -> bool:
        """Whether the last run did not end in order and the whole store has not been found sound since."""
        return self._place.mark.is_due

    def look(self) -> None:
        """See whether it is time; called every second."""
        if not self._has_begun:
            self._has_begun = True
            self.last = soundness.last_look(self._place)
            self._see_step("head")
            self._background.network(self._look_at_head, self._head_seen, self._failed)
        elif self.step is None and self._is_due():
            self.check()

    def check(self) -> None:
        """Look at everything now; nothing while a look is under way."""
        if self.step is None:
            self._see_step("pages")
            place, stop = self._place, lambda: self._background.is_closing
            look = partial(soundness.look_at_all, place, self.clock, stop, self._began.emit)
            self._background.network(look, self._seen, self._failed)

    # -- inside

    def _is_due(self) -> bool:
        now = self.clock()
        if self._not_before is not None and now < self._not_before:
            return False
        return self._is_owed or soundness.is_daily_due(self.last, now)

    def _look_at_head(self) -> tuple[str, ...]:
        self._place.mark.settle()
        return soundness.look_at_head(self._place, lambda: self._background.is_closing)

    def _head_seen(self, found: tuple[str, ...]) -> None:
        self._see_step("")
        self._tell(found)

    def _seen(self, look: Look | None) -> None:
        self._see_step("")
        self.was_busy = look is None
        if look is None:
            self._not_before = self.clock() + _AGAIN
        else:
            # What is found after disorder is looked for again at the next start, not every second of this one.
            self.last, self._is_owed = look, False
            self._background.write(partial(soundness.keep, self._place, look), lambda _: self.changed.emit())
            self._tell(look.problems)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._see_step("")
        self._not_before = self.clock() + _AGAIN
        self._background.trouble.emit(error)

    def _tell(self, found: tuple[str, ...]) -> None:
        self.found = found
        if trouble := soundness.trouble_of(found):
            self._background.trouble.emit(trouble)
        self.changed.emit()

    def _see_step(self, step: str) -> None:
        self.step = step or None  # type: ignore[assignment]  # a signal carries no Literal
        self.told.emit(say("soundness.quiet") if step and self.is_after_disorder else "")
        self.changed.emit()


class SoundnessCard(Card):
    """What is known of the store, and a button to look at it now."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self.setObjectName("soundness")
        self._watch = watch
        self.state = Words()
        self.state.setObjectName("soundness.state")
        self.notice = Notice()
        self.notice.setObjectName("soundness.notice")
        self.findings = Muted()
        self.findings.setObjectName("soundness.findings")
        self.button = PlainButton(say("soundness.check"))
        self.button.setObjectName("soundness.check")
        self.button.clicked.connect(watch.check)
        for part in (Heading2(say("soundness.title")), self.state, self.notice, self.findings):
            self.box.addWidget(part)
        self.box.addWidget(Muted(say("soundness.what")))
        self.box.addLayout(button_row(self.button))
        watch.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        watch = self._watch
        self.state.setText(say(f"soundness.{watch.step}") if watch.step else self._last())
        self.button.setEnabled(watch.step is None)
        problems = watch.found or (watch.last.problems if watch.last else ())
        if trouble := soundness.trouble_of(problems):
            self.notice.show_text(words.error(trouble), "bad")
        elif watch.is_after_disorder:
            self.notice.show_text(say("soundness.due"), "calm")
        else:
            self.notice.show_text(say("soundness.busy") if watch.was_busy else "", "calm")
        self.findings.setText("\n\n".join(_findings(problems)))
        self.findings.setVisible(bool(problems))

    def _last(self) -> str:
        last = self._watch.last
        if last is None:
            return say("soundness.never")
        when = words.moment(last.at, self._watch.clock())
        if last.problems:
            return say("soundness.unsound", when=when)
        return words.count("soundness.sound", last.entries, when=when)


def _findings(problems: tuple[str, ...]) -> list[str]:
    """The first findings, each with what to do about it."""
    told = list[str]()
    for problem in problems[:_SHOWN]:
        code, _, what = problem.partition(" ")
        is_of_pages = problem == soundness.PAGES
        told.append(
            say("soundness.pages_damaged", what=what) if is_of_pages else say(f"verify.{code}", what=what)
        )
    if len(problems) > _SHOWN:
        told.append(words.count("soundness.more", len(problems) - _SHOWN))
    return told
