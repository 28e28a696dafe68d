"""Icons by what they mean, drawn from Material Design Icons (qtawesome, `mdi6`).

Decoration only: whatever an icon says is also said in words beside it.
"""

import qtawesome
from PySide6.QtGui import QIcon

from mobile_office.ui import style

NAMES = {
    "today": "mdi6.calendar-today",
    "cases": "mdi6.folder-outline",
    "review": "mdi6.check-decagram-outline",
    "intake": "mdi6.inbox-arrow-down-outline",
    "delivery": "mdi6.sync",
    "bad": "mdi6.alert-circle-outline",
    "warn": "mdi6.alert-outline",
    "good": "mdi6.check-circle-outline",
    "calm": "mdi6.information-outline",
    "lock": "mdi6.lock-outline",
    "person": "mdi6.account-outline",
    "new": "mdi6.plus",
    "back": "mdi6.arrow-left",
    "draft": "mdi6.pencil-outline",
    "parked": "mdi6.pause-circle-outline",
    "returned": "mdi6.undo-variant",
    "search": "mdi6.magnify",
    "house": "mdi6.home-outline",
    "card": "mdi6.card-account-details-outline",
    "exempt": "mdi6.file-document-check-outline",
    "service": "mdi6.file-document-outline",
    "add": "mdi6.account-plus-outline",
    "remove": "mdi6.close",
    "seen": "mdi6.check",
    "missing": "mdi6.circle-outline",
    "history": "mdi6.history",
    "cover": "mdi6.eye-off-outline",
}


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its meaning, in the theme's text colour or the one given. Raises KeyError."""
    drawn: QIcon = qtawesome.icon(NAMES[name], color=colour or style.theme().text)
    return drawn


def rail_icon(name: str) -> QIcon:
    """An icon of the rail: brighter when its area is the one shown."""
    colours = style.theme()
    drawn: QIcon = qtawesome.icon(NAMES[name], color=colours.rail_text, color_on=colours.rail_strong)
    return drawn
