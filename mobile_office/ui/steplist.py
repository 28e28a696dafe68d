"""Where one is in a form: the sections in a column, and the persons of a section in a row.

Quiet buttons that jump; the current one is bold and named as current, a finished one has its tick.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from mobile_office.ui import style, words
from mobile_office.ui.buttons import Button
from mobile_office.ui.flow import Flow
from mobile_office.ui.layouts import clear

_TARGET = 32  # height of what is clicked, pixels at scale 1


def flush_left(button: Button) -> Button:
    """A quiet button whose words stand under the words above it, not indented by its padding."""
    button.setStyleSheet(f"padding: {style.px(style.TIGHT)}px {style.px(style.TIGHT)}px; padding-left: 0px")
    button.setMinimumHeight(style.px(_TARGET))
    return button


@dataclass(frozen=True)
class Stop:
    """One button: `key` comes back when it is chosen."""

    key: str
    label: str
    current: bool = False
    finished: bool = False


class _Column(QVBoxLayout):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSpacing(0)


class StepList(QWidget):
    """A wrapping row of stops, or a column. objectNames are `<prefix>.<key>`."""

    chosen = Signal(str)

    def __init__(self, prefix: str, name: str, *, column: bool = False) -> None:
        super().__init__()
        self._prefix = prefix
        self._stops: tuple[Stop, ...] = ()
        self._buttons: list[Button] = []
        self.setAccessibleName(name)
        self._row: QLayout = _Column(self) if column else Flow(self, style.px(style.BETWEEN))
        self._row.setContentsMargins(0, 0, 0, 0)

    def show_stops(self, stops: Sequence[Stop], *extra: Button) -> None:
        """Draw the stops, and what else belongs into the row behind them.

        Buttons stay while the stops are the same ones: a click that leaves a field must still find its button.
        """
        stops = tuple(stops)
        if stops == self._stops and not extra:
            return
        are_same = not extra and [stop.key for stop in stops] == [stop.key for stop in self._stops]
        self._stops = stops
        if not are_same:
            self._rebuild(stops, extra)
        for stop, button in zip(stops, self._buttons, strict=True):
            self._say(stop, button)
        self.updateGeometry()

    def _rebuild(self, stops: Sequence[Stop], extra: Sequence[Button]) -> None:
        clear(self._row)
        self._buttons = []
        for stop in stops:
            button = Button("", "link")
            button.setObjectName(f"{self._prefix}.{stop.key}")
            button.clicked.connect(lambda _checked=False, key=stop.key: self.chosen.emit(key))
            self._row.addWidget(flush_left(button))
            self._buttons.append(button)
        for button in extra:
            self._row.addWidget(button)

    def _say(self, stop: Stop, button: Button) -> None:
        button.set_words(f"✓ {stop.label}" if stop.finished else stop.label)
        font = button.font()
        font.setBold(stop.current)
        button.setFont(font)
        button.setAccessibleName(
            words.say("form.current_step", step=stop.label) if stop.current else stop.label
        )
