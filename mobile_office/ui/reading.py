"""Tab goes as one reads (Lesereihenfolge): down a column, then the next, as the layouts put their parts.

Asked at each Tab, so that what was drawn anew is in its place at once; Qt's own chain is the order in which widgets
were made. What is hidden, disabled or behind another page is passed over; after the last comes the first.
"""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QWidget

from mobile_office.ui.turns import finish_within

_BACKWARD = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


def step(window: QWidget, *, forward: bool) -> bool:
    """Put the keyboard to the next or the last stop in a window; False where there is no other."""
    finish_within(window)  # where one is going may still have to be made
    focused: QWidget | None = window.focusWidget()
    here = focused if focused is not None and window.isAncestorOf(focused) else window
    found = next(_from(here, window, forward), None)
    if found is None or found is focused:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found.setFocus(reason)
    return True


def stops(window: QWidget) -> list[QWidget]:
    """Every stop of a window, in the order of reading."""
    return list(_within(window, forward=True))


def is_stop(part: QWidget) -> bool:
    """Whether Tab stops at a widget."""
    takes = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and part.focusProxy() is None and part.isEnabled() and part.isVisible()


def _from(part: QWidget, window: QWidget, forward: bool) -> Iterator[QWidget]:
    """The stops after (before) a part, nearest first; at the end of the window it begins anew."""
    here = part
    if forward:  # what lies inside the part comes after it
        yield from _inside(part, forward=True)
    while here is not window:
        above = cast(QWidget, here.parentWidget())
        parts = _parts(above)
        place = parts.index(here) if here in parts else -1
        for other in parts[place + 1 :] if forward else reversed(parts[: max(0, place)]):
            yield from _within(other, forward=forward)
        if not forward and is_stop(above):
            yield above
        here = above
    yield from _within(window, forward=forward)


def _within(part: QWidget, *, forward: bool) -> Iterator[QWidget]:
    """The stops of a part and of what lies inside it. What keeps Tab to itself is entered by what opened it."""
    if not part.isVisible() or getattr(part, "keeps_tab", False):
        return
    if forward and is_stop(part):
        yield part
    yield from _inside(part, forward=forward)
    if not forward and is_stop(part):
        yield part


def _inside(part: QWidget, *, forward: bool) -> Iterator[QWidget]:
    parts = _parts(part)
    for below in parts if forward else reversed(parts):
        yield from _within(below, forward=forward)


def _parts(whole: QWidget) -> list[QWidget]:
    """The visible parts of a widget as they are read: by its layout, else from top to bottom and left to right."""
    below = [each for each in whole.children() if isinstance(each, QWidget)]
    shown = [each for each in below if not each.isHidden() and not each.isWindow()]
    if len(shown) < 2:
        return shown
    layout = whole.layout()
    order = {each: place for place, each in enumerate(_laid_out(layout))} if layout is not None else {}
    return sorted(shown, key=lambda each: (order.get(each, len(order)), *_corner(each.geometry())))


def _corner(place: QRect) -> tuple[int, int]:
    return place.top(), place.left()


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts in it."""
    places = list(range(layout.count()))
    if isinstance(layout, QBoxLayout) and layout.direction() in _BACKWARD:
        places.reverse()
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: layout.getItemPosition(place)[:2])  # type: ignore[index]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
