"""Icons by what they mean: the files of `resources/icons`, drawn by Qt at any size in the theme's colours.

Decoration only: whatever an icon says is also said in words beside it.
"""

from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from mobile_office import resources
from mobile_office.ui import style

_FADED = 0.4  # how much of a disabled icon is seen


@cache
def drawing(name: str, colour: str) -> bytes:
    """An icon's SVG in a colour (`#1b2430`). Raises KeyError for one there is not."""
    try:
        written = (resources.folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(name) from None
    return written.replace("currentColor", colour).encode()


class Drawn(QIconEngine):
    """One icon in one colour; faded where it is disabled."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw it in the largest square of the rectangle."""
        from PySide6.QtSvg import QSvgRenderer  # the unlock window, which is to be there at once, has no icon

        square = QRectF(0, 0, *[min(rect.width(), rect.height())] * 2)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(_FADED)
        QSvgRenderer(drawing(self._name, self._colour)).render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon on nothing."""
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        """Another one of the same kind."""
        return Drawn(self._name, self._colour)


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its meaning, in the theme's text colour or the one given. Raises KeyError."""
    chosen = colour or style.theme().text
    drawing(name, chosen)
    return QIcon(Drawn(name, chosen))


def rail_icon(name: str, *, shown: bool = False) -> QIcon:
    """An icon of the rail, in the colour of the words beside it. Raises KeyError."""
    return icon(name, style.theme().rail_strong if shown else style.theme().rail_text)
