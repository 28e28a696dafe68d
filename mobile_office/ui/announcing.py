"""Said aloud (Ansage): what appears without a key being pressed is told to who cannot see it (EN 301 549, 11.4.1.3).

The keyboard stays where it is. Nothing is made or sent while no screen reader listens.
"""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(part: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `text`; `urgent` interrupts what it is saying."""
    if not text or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(part, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
