"""`form_open`: opening the form of the largest service until all of it is painted, against the same bare widgets.

Both stand in a window of the laptop's size, dressed alike. Ours is what the desk does: the draft's page is made,
opened above the day, filled, checked, and the keyboard is put into it. The time of a next step is told as well.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from mobile_office.desk import Desk
from mobile_office.domain.overview import Draft
from mobile_office.store.remembered import forget
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from tests.bench.bare_form import build, plan
from tests.bench.bureau import bureau
from tests.bench.family import family
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, percentile, timed
from tests.bench.scale import Scale
from tests.whole import is_whole

WIDTH, HEIGHT = 1134, 707  # the place of a page in a window of 1366x768


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`form_open.ratio`, and `form_open.step_p50_ms`: from the key to the next step painted."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    style.apply(application, "light")
    words.use("de")
    with bureau(folder, "form_open") as here:
        background, window = Background(), _Window()
        try:
            return _measure(here.desk, background, window, family(here.desk), scale)
        finally:
            window.end()
            background.close()


def _measure(
    desk: Desk, background: Background, window: "_Window", draft: Draft, scale: Scale
) -> tuple[Figure, ...]:
    def page() -> FormPage:
        forget(desk._place.journal.engine)  # it is opened after a write
        return FormPage(desk, background, draft, _nothing, _nothing)

    made = plan(window.put(page))
    pairs = alternate(_opening(window, lambda: build(made)), _opening(window, page), scale.forms)
    opened = window.put(page)
    assert isinstance(opened, FormPage)
    steps = [_step(window, opened, background) for _ in range(max(2, scale.forms // 2))]
    note, slow = f"{made.count} widgets", round(percentile(steps, 0.99) * 1000)
    return (
        Figure("form_open.ratio", pairs.ratio, 3.0, pairs, note=note),
        Figure("form_open.step_p50_ms", percentile(steps, 0.5) * 1000, None, note=f"{slow} ms at p99"),
    )


def _opening(window: "_Window", make: Callable[[], QWidget]) -> Callable[[], float]:
    """The seconds until a page is made and painted; taking it away again does not count."""
    work = timed(lambda: window.put(make))

    def measure() -> float:
        window.clear()
        return work()

    return measure


def _step(window: "_Window", page: FormPage, background: Background) -> float:
    """The seconds from Ctrl+Enter until the next step is painted; at the end it goes back to the first."""
    background.drain()
    QApplication.processEvents()
    if page.next.isHidden():
        page.jump("persons.0.family_name")
    QApplication.processEvents()

    def go_on() -> None:
        page.go_on()
        window.wait_painted()

    return timed(go_on)()


class _Window(QStackedWidget):
    """A window that knows when all of a page has been painted."""

    def __init__(self) -> None:
        super().__init__()
        self._painted = _Painted()
        self.addWidget(QWidget())
        self.setFixedSize(WIDTH, HEIGHT)
        self.show()
        QApplication.processEvents()

    def put(self, make: Callable[[], QWidget]) -> QWidget:
        """Put a page above what there is, and wait until it is painted."""
        page = make()
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.wait_painted()
        return page

    def _page(self) -> QWidget:
        page = self.currentWidget()
        assert page is not None
        return page

    def wait_painted(self) -> None:
        """Let Qt lay out and paint everything that is waiting, and make what is built turn by turn."""
        page = self._page()
        page.installEventFilter(self._painted)
        self._painted.was = False
        page.update()
        while not (self._painted.was and is_whole(page)):
            QApplication.processEvents()
        page.removeEventFilter(self._painted)
        QApplication.processEvents()

    def clear(self) -> None:
        """Take the page away, and let Qt delete it."""
        page = self._page()
        if self.count() > 1:
            self.removeWidget(page)
            page.deleteLater()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def end(self) -> None:
        """Leave nothing behind."""
        self.clear()
        self.close()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class _Painted(QObject):
    was = False

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        self.was = self.was or event.type() == QEvent.Type.Paint
        return False


def _nothing(*_: object) -> None:
    """Nobody listens to the page."""
