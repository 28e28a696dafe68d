"""Sent away from a visit: the question of the start page (F3) on the pages of a visit, for whoever is at the desk.

Only the reason is counted, as there. What was typed stays: whether it is parked or discarded is decided after it.
"""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mobile_office.desk import Desk
from mobile_office.domain.queue import Reason
from mobile_office.ui import words
from mobile_office.ui.background import Background
from mobile_office.ui.buttons import LinkButton
from mobile_office.ui.queue import Away
from mobile_office.ui.words import say

KEY = "F3"


class SendAway(QObject):
    """A `link` and its key open the question `asked`; the page places both."""

    def __init__(
        self, page: QWidget, desk: Desk, background: Background, told: str = "queue.away_done"
    ) -> None:
        """`told` is the key of what is said once it is counted."""
        super().__init__(page)
        self._queue, self._background, self._told = desk.daybook.queue, background, told
        self.link = LinkButton(f"{say('queue.away')}  ({words.keys(KEY)})", parent=page)
        self.link.setObjectName("visit.away")
        self.asked = Away()
        self.link.clicked.connect(self.asked.ask)
        self.key = QShortcut(QKeySequence(KEY), page, self.asked.ask)
        self.asked.chosen.connect(self._send_away)
        self.asked.left.connect(self.link.setFocus)
        self.offer(desk.is_on_the_road)

    def offer(self, offered: bool) -> None:
        """Whether there is anybody at the desk who could be sent away."""
        self.link.setVisible(offered)
        self.key.setEnabled(offered)
        if not offered:
            self.asked.hide()

    def _send_away(self, reason: Reason) -> None:
        work = partial(self._queue.send_away, reason)
        self._background.write(work, lambda _: self.asked.tell(reason, self._told))
