"""Whether a page is whole: what is built turn by turn is there."""

from PySide6.QtWidgets import QWidget

from mobile_office.ui.turns import Turns


def is_whole(page: QWidget) -> bool:
    """Whether nothing of a page waits for its turn any more."""
    return all(turns.are_over for turns in page.findChildren(Turns))


def make_whole(page: QWidget) -> None:
    """Make now what waits for its turn."""
    for turns in page.findChildren(Turns):
        turns.finish()
