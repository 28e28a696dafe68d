"""Keys and lock (Schlüssel und Sperre): what protects this laptop's keys, in plain words, also what is weaker here.

Facts only, each with its tone and never by colour alone; and the place where somebody changes their passphrase.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mobile_office.store.protection import Protection
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import PlainButton
from mobile_office.ui.layouts import button_row, clear
from mobile_office.ui.membership import SOON
from mobile_office.ui.passphrase_change import PassphraseChange
from mobile_office.ui.pieces import Card, Heading2, Notice, Pill, Words
from mobile_office.ui.sight import bring_into_view
from mobile_office.ui.words import say

_SECRET = {"keyring": "good", "file": "warn", "": "bad"}
_SWAP = {"none": "good", "memory": "good", "encrypted": "good", "plain": "warn", "unknown": "calm"}


@dataclass(frozen=True)
class KeyState:
    """What the card tells. `minutes` until it locks by itself, `covered` those under the cover (0: never);
    `valid_until` is the end of the person's certificate, None where there is none."""

    protection: Protection
    minutes: int
    covered: int
    valid_until: datetime | None
    now: datetime


@dataclass(frozen=True)
class Fact:
    """One line of the card: its state in a word or two, its tone, and the sentence."""

    state: str
    tone: str
    sentence: str


def facts(state: KeyState) -> tuple[Fact, ...]:
    """The lines of the card, from top to bottom."""
    known = state.protection
    secret = known.secret or "gone"
    return (
        _fact("secret", secret, _SECRET[known.secret]),
        _fact("recovery", "there" if known.recovery else "missing", "good" if known.recovery else "bad"),
        _lock(state),
        _fact("memory", "shut" if known.hardened else "open", "good" if known.hardened else "bad"),
        _fact("swap", known.swap, _SWAP[known.swap]),
        _certificate(state),
    )


def _fact(topic: str, what: str, tone: str) -> Fact:
    return Fact(say(f"keys_state.{topic}_{what}"), tone, say(f"keys.{topic}_{what}"))


def _lock(state: KeyState) -> Fact:
    minutes = words.count("keys.lock", state.minutes)
    covered = words.count("keys.covered", state.covered) if state.covered else say("keys.covered_never")
    return Fact(
        words.count("keys_state.lock", state.minutes), "good", f"{minutes} {covered} {say('keys.sleep')}"
    )


def _certificate(state: KeyState) -> Fact:
    if state.valid_until is None:
        return _fact("certificate", "none", "bad")
    day = words.short_day(state.valid_until.astimezone().date())
    ended, soon = state.valid_until <= state.now, state.valid_until <= state.now + SOON
    what, tone = ("ended", "bad") if ended else ("soon", "warn") if soon else ("valid", "good")
    return Fact(
        say(f"keys_state.certificate_{what}", day=day), tone, say(f"keys.certificate_{what}", day=day)
    )


class KeysCard(Card):
    """The card. `look()` gives what is so now; `change(old, new)` changes the person's passphrase and raises Trouble."""

    def __init__(
        self,
        look: Callable[[], KeyState],
        background: Background,
        change: Callable[[str, str], object],
        name: str,
    ) -> None:
        super().__init__()
        self._look = look
        self.rows = QGridLayout()
        self.rows.setHorizontalSpacing(style.px(style.BETWEEN))
        self.rows.setVerticalSpacing(style.px(style.NEAR))
        self.rows.setColumnStretch(1, 1)
        self.notice = Notice(parent=self)
        self.notice.setObjectName("keys.notice")
        self.open_change = PlainButton(say("change.open"))
        self.open_change.setObjectName("change.open")
        self.change = PassphraseChange(background, change, name)
        self.box.addWidget(Heading2(say("keys.title")))
        self.box.addLayout(self.rows)
        self.box.addSpacing(style.px(style.NEAR))
        self.box.addWidget(self.notice)
        self.box.addLayout(button_row(self.open_change))
        self.box.addWidget(self.change)
        self.change.hide()
        self.open_change.clicked.connect(self._begin)
        self.change.left.connect(self._end)
        self.change.done.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        clear(self.rows)
        large = style.px(100) > 150  # then the state stands above its sentence
        for row, fact in enumerate(facts(self._look())):
            pill = Pill(fact.state, fact.tone, small=True)
            self.rows.addWidget(pill, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            below, column, columns = (1, 0, 2) if large else (0, 1, 1)
            middle = Qt.AlignmentFlag.AlignVCenter
            self.rows.addWidget(_sentence(fact), 2 * row + below, column, 1, columns, middle)

    def _begin(self) -> None:
        self.notice.show_text("")
        self.open_change.hide()
        self.change.show()
        self.change.setFocus()
        bring_into_view(self.change)

    def _end(self) -> None:
        self.change.hide()
        self.open_change.show()
        self.open_change.setFocus()

    def _changed(self) -> None:
        self._end()
        self.notice.show_text(say("change.done"), "good")


def _sentence(fact: Fact) -> QWidget:
    sentence = Words(fact.sentence)
    sentence.setAccessibleName(f"{fact.state}: {fact.sentence}")
    return sentence
