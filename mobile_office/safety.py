"""Safety (Sicherheit): the page about this laptop itself, put together: who gets in, what lies here, whether it is sound.

Each card is a matter of its own and knows nothing of the others; here they are given what they need.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mobile_office.store.keys import Slots, Unlocked
from mobile_office.ui.background import Background
from mobile_office.ui.safety import SafetyPage
from mobile_office.ui.window import Window
from mobile_office.ui.words import say
from mobile_office.workplace import Workplace


class Safety:
    """The page, behind its link in the rail, for whoever is unlocked."""

    def __init__(
        self, place: Workplace, slots: Slots, unlocked: Unlocked, background: Background, window: Window
    ) -> None:
        self._place, self._slots, self._unlocked = place, slots, unlocked
        self._background, self._window = background, window
        window.rail.add_link("safety", say("safety.open"), self.open)

    def open(self) -> None:
        """Show the page."""
        self._window.open(SafetyPage(self._cards(), self._window.back))

    def _cards(self) -> Sequence[QWidget]:
        """In the order of the page; one line for each."""
        return ()
