"""Who belongs to this laptop (Wer hier arbeitet): letting somebody in, and hearing who was let go, oneself included.

It looks whenever the office may have brought something new; all that is decided here was signed by the office.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from mobile_office.domain.people import Certificate
from mobile_office.leaving import Left
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.joining import Introduced, JoinPage
from mobile_office.ui.window import Window
from mobile_office.ui.words import say

SOON = timedelta(days=7)  # how long before its end a certificate is spoken of
LOCKS_AFTER = 60_000  # milliseconds between being let go and the lock


def validity(certificate: Certificate | None, now: datetime) -> str:
    """The sentence for a certificate that ends soon or has ended; "" for any other and for none."""
    if certificate is None or certificate.is_valid(now + SOON):
        return ""
    day = words.short_day(certificate.valid_until.astimezone().date())
    return say("leaving.ends", day=day) if certificate.is_valid(now) else say("leaving.ended", day=day)


class Membership(QObject):
    """The people of one laptop while `person` is unlocked.

    `remove_revoked()` gives who is gone; `look(code)` asks whom a code is for; `obey()` carries out what the office
    has ordered for this laptop and is True when the process has to end; `certificate()` is the person's own. `lock`
    ends the process.
    """

    def __init__(
        self,
        window: Window,
        background: Background,
        person: str,
        *,
        remove_revoked: Callable[[], tuple[Left, ...]],
        look: Callable[[str], Introduced],
        obey: Callable[[], bool],
        certificate: Callable[[], Certificate | None],
        lock: Callable[[], object],
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window, self._background, self._person = window, background, person
        self._remove_revoked, self._obey, self._look_up, self._lock = remove_revoked, obey, look, lock
        window.rail.add_link("join", say("join.open"), self.open_join)
        background.changed.connect(self._changed)
        self.look()
        if said := validity(certificate(), clock()):
            window.trouble.show_text(said, "warn")

    def open_join(self) -> None:
        """Let somebody in."""
        self._window.open(JoinPage(self._background, self._look_up, self._window.back))

    def look(self) -> None:
        """See who was let go, and whether this laptop was."""
        self._background.key(self._remove_revoked, self._gone)
        self._background.network(self._obey, self._obeyed)

    def _changed(self, ids: frozenset[str]) -> None:
        if not ids:  # an exchange may have brought anything
            self.look()

    def _gone(self, left: tuple[Left, ...]) -> None:
        if any(each.person == self._person for each in left):
            self._window.trouble.show_text(say("leaving.own"), "bad")
            QTimer.singleShot(LOCKS_AFTER, self, self._lock)
        elif left:
            told = (*map(_told, left), say("insiders.gone"))
            self._window.trouble.show_text(" ".join(told), "warn")

    def _obeyed(self, ends: bool) -> None:
        if ends:
            self._lock()


def _told(left: Left) -> str:
    gone = say("leaving.gone", name=left.name)
    return f"{gone} {say('leaving.drafts', name=left.name, n=left.drafts)}" if left.drafts else gone
