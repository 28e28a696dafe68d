"""`keystroke`: from a key press to the painted field in the largest form, against the same bare widgets.

Both forms stand in windows of the laptop's size. Keys come in bursts, ours and the bare ones in turn; during a burst
ours saves, checks and redraws as it always does, so that a key that meets one of these is among the slow ones. What
the machine gave to other programs meanwhile does not count: of a few hundred keys the four slowest would be its affair.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from tests.bench.bare_form import build, plan
from tests.bench.bureau import bureau
from tests.bench.family import family
from tests.bench.figure import Figure
from tests.bench.form_open import _nothing, _Window
from tests.bench.pairs import Pairs, percentile
from tests.bench.scale import Scale
from tests.bench.waiting import Waiting, unhindered
from tests.pause import pause

FIELD = "persons.0.birth_place"
BURST, GAP = 20, 12  # keys in a row; milliseconds between them, faster than anybody types
LONGEST = 40  # characters a field holds until it is emptied again


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`keystroke.ratio` of the slowest one in a hundred."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    style.apply(application, "light")
    words.use("de")
    with bureau(folder, "keystroke") as here:
        background, ours, bare = Background(), _Window(), _Window()
        try:
            draft = family(here.desk)
            page = ours.put(lambda: FormPage(here.desk, background, draft, _nothing, _nothing))
            made = plan(page)
            empty = bare.put(lambda: build(made))
            line = page.findChild(QLineEdit, FIELD)
            assert line is not None
            twin = next(one for one in empty.findChildren(QLineEdit) if one.text() == line.text())
            pairs = _bursts(line, twin, background, max(1, scale.searches // BURST))
        finally:
            for window in (ours, bare):
                window.end()
            background.close()
    ratio = percentile(pairs.ours, 0.99) / percentile(pairs.raw, 0.99)
    return (Figure("keystroke.ratio", ratio, 2.0, pairs, note=f"{made.count} widgets, p99"),)


def _bursts(line: QLineEdit, twin: QLineEdit, background: Background, bursts: int) -> Pairs:
    found: tuple[list[float], list[float]] = ([], [])
    _burst(twin, background, 3)
    _burst(line, background, 3)
    for number in range(bursts):
        sides = ((0, twin), (1, line)) if number % 2 == 0 else ((1, line), (0, twin))
        for side, field in sides:
            found[side].extend(_burst(field, background, BURST))
    return Pairs(tuple(found[0]), tuple(found[1]))


def _burst(field: QLineEdit, background: Background, keys: int) -> list[float]:
    """The seconds of each key of a burst; what the burst before has set off is over."""
    field.activateWindow()
    field.setFocus()
    pause(400)  # longer than typing is saved after
    background.drain()
    QApplication.processEvents()
    if len(field.text()) > LONGEST:
        field.clear()
    waiting = Waiting()
    press = unhindered(_typing(field), waiting)
    seconds = []
    for _ in range(keys):
        pause(GAP)
        seconds.append(press())
    waiting.close()
    return seconds


class _Paints(QObject):
    """Sees a field being painted."""

    was = False

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.was = self.was or event.type() == QEvent.Type.Paint
        return False


def _typing(field: QLineEdit) -> Callable[[], None]:
    """One letter by the keyboard, until the field is painted with it."""
    painted = _Paints(field)

    def press() -> None:
        painted.was = False
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        QApplication.sendEvent(field, event)
        while not painted.was:
            QApplication.processEvents()

    return press
