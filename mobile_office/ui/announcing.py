"""Said aloud (Ansage): what appears without a key being pressed is told to who cannot see it (EN 301 549, 11.4.1.3).

The keyboard stays where it is. It is said after what the key itself brings, the next field for instance: readers break
off for that. What is gone or hidden by then, or never was on the screen, is not said.
"""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(part: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `text`; `urgent` interrupts what it is saying. Nothing is made while none listens."""
    if text and QAccessible.isActive():
        QTimer.singleShot(0, part, partial(_say, part, text, urgent))


def announce_problem(part: QWidget, text: str, *fields: QWidget) -> None:
    """Say what is wrong, with the field's name before it: by the time it is said the keyboard is elsewhere.

    The name is `part`'s property `about`, or that of its only field. What was wrong when the page was drawn is not
    said; it is read at its field.
    """
    above = part.parentWidget()
    if text and above is not None and above.isVisible():
        about = part.property("about") or (fields[0].accessibleName() if len(fields) == 1 else "")
        announce(part, f"{about}: {text}" if about else text)


def _say(part: QWidget, text: str, urgent: bool) -> None:
    if not part.isVisible():
        return
    event = QAccessibleAnnouncementEvent(part, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
