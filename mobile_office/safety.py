"""Safety (Sicherheit): the page about this laptop itself, put together: who gets in, what lies here, whether it is sound.

Each card is a matter of its own and knows nothing of the others; here they are given what they need.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mobile_office.backup import Backup
from mobile_office.desk import utc_now
from mobile_office.insiders import Insiders
from mobile_office.joining import Joiner
from mobile_office.store import os_keyring
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.pool import Pool
from mobile_office.store.protection import protection_of
from mobile_office.ui.background import Background
from mobile_office.ui.backup import BackupCard
from mobile_office.ui.insiders import InsidersCard
from mobile_office.ui.joining import JoinPage
from mobile_office.ui.keys_card import KeysCard, KeyState
from mobile_office.ui.pool import PoolCard
from mobile_office.ui.power import PowerCard, PowerWatch
from mobile_office.ui.safety import SafetyPage
from mobile_office.ui.soundness import SoundnessCard, Watch
from mobile_office.ui.window import Window
from mobile_office.ui.words import say
from mobile_office.workplace import Workplace

_KEYRING_AFTER = 5000  # milliseconds after unlocking: the first page goes first


class Safety:
    """The page, behind its link in the rail, for whoever is unlocked."""

    def __init__(
        self,
        place: Workplace,
        slots: Slots,
        unlocked: Unlocked,
        background: Background,
        window: Window,
        watch: Watch,
        power: PowerWatch,
    ) -> None:
        self._place, self._slots, self._unlocked = place, slots, unlocked
        self._background, self._window, self._watch, self._power = background, window, watch, power
        self._backup = Backup(place)
        self._insiders = Insiders(place, slots, unlocked, utc_now)
        window.rail.add_link("safety", say("safety.open"), self.open)
        QTimer.singleShot(_KEYRING_AFTER, window, self._use_keyring)

    def open(self) -> None:
        """Show the page."""
        self._window.open(SafetyPage(self._cards(), self._window.back))

    def _join(self) -> None:
        """Let somebody in, as the link in the rail does."""
        place, dbk = self._place, self._unlocked.dbk
        page = JoinPage(self._background, lambda code: Joiner(place, dbk, code), self._window.back)
        self._window.open(page)

    def _use_keyring(self) -> None:
        """Where a keyring has appeared, the device secret moves into it (ADR 019)."""
        if os_keyring.may_be_there():
            self._background.key(self._slots.move_secret_to_keyring)

    def _key_state(self) -> KeyState:
        place = self._place
        minutes, covered = place.settings.lock_after_minutes, place.settings.lock_covered_after_minutes
        certificate = place.people.certificate(self._unlocked.person)
        valid_until = None if certificate is None else certificate.valid_until
        return KeyState(protection_of(place.home), minutes, covered, valid_until, utc_now())

    def _change(self, old: str, fresh: str) -> None:
        self._slots.change(self._unlocked.person, old, fresh, utc_now())

    def _cards(self) -> Sequence[QWidget]:
        """In the order of the page; one line for each."""
        return (
            SoundnessCard(self._watch),
            KeysCard(self._key_state, self._background, self._change, self._unlocked.name),
            PoolCard(lambda: len(Pool(self._place.home).ready()), self._place.device.letter),
            PowerCard(self._power),
            BackupCard(self._backup, self._background, utc_now),
            InsidersCard(self._insiders, self._background, self._join, self._window.lock),
        )
