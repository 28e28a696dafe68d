"""How pages are laid out: margins, button rows, and pages that scroll.

The same distances everywhere, from the tokens of `style.py`.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QScrollArea, QToolButton, QVBoxLayout, QWidget

from mobile_office.ui import style


class Scroll(QScrollArea):
    """A page that scrolls down when it is taller than the window; fill `box`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("look", "page")
        self.box = QVBoxLayout(inner)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(style.px(style.AROUND))
        self.setWidget(inner)


def page_box(page: QWidget) -> QVBoxLayout:
    """The layout of a page: 24 px around, 20 px between, on the page's ground."""
    page.setProperty("look", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    box = QVBoxLayout(page)
    margin = style.px(style.WIDE)
    box.setContentsMargins(margin, style.px(style.AROUND), margin, style.px(style.AROUND))
    box.setSpacing(style.px(style.AROUND))
    return box


def button_row(*left: QWidget, right: tuple[QWidget, ...] = ()) -> QHBoxLayout:
    """Buttons in a row: quiet ones left, the wanted one right."""
    row = QHBoxLayout()
    row.setSpacing(style.px(style.BETWEEN))
    for widget in left:
        row.addWidget(widget)
    row.addStretch(1)
    for widget in right:
        row.addWidget(widget)
    return row


def clearable(line: QLineEdit, name: str) -> None:
    """A line that can be emptied by a click; `name` is what the button is called."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setAccessibleName(name)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let Qt delete it when its events are done."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def centred(card: QWidget) -> Scroll:
    """A card in the middle of the window, a little above; it scrolls where large text makes it taller."""
    page = Scroll()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(card)
    row.addStretch(1)
    page.box.addStretch(2)
    page.box.addLayout(row)
    page.box.addStretch(3)
    return page
