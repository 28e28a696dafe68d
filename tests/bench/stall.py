"""`stall`: how long the window stands still while the office's answers come in and somebody types.

The real form on a real event loop, the program's own threads and writer, the office in a process of its own. A timer
that should ring each millisecond tells when the loop was elsewhere; the same without a delivery is told beside it.
"""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mobile_office.desk import Desk
from mobile_office.post import Post
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.http import office_of
from mobile_office.ui import style, words
from mobile_office.ui.background import Background
from mobile_office.ui.form import FormPage
from tests.bench.cargo import Cargo
from tests.bench.exchange import emptied
from tests.bench.figure import Figure
from tests.bench.pairs import percentile
from tests.bench.scale import Scale
from tests.bench.serving import City, city
from tests.bench.stock import CLERK
from tests.samples import fill_sample

_KEYS = 80  # milliseconds between two keys: a quick typist
_QUIET = 5.0  # seconds of typing without a delivery
_FIELD, _NAME = "persons.0.family_name", "mustermannxy"  # typed, and taken away again


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`stall.max_ms` while cases come back from the office, `stall.p99_ms`, and the same with nothing going on."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    style.apply(application, "light")
    words.use("de")
    with emptied(folder, "stall") as whole, city(whole) as town:
        return _measure(town, town.serve().url, scale.absorbed)


def _measure(town: City, url: str, cases: int) -> tuple[Figure, ...]:
    laptop = town.town.laptop(names=(CLERK,))
    Cargo(laptop).load(cases, 0)
    place, background = laptop.place, Background()
    with office_of(place.device, place.keys.seed, place.keys.exchange, url) as office:
        post = Post(place, office, background.on_writer, blobs=blobs_of(office))
        desk = Desk(place, laptop.people[CLERK], laptop.slots.decision_seed, post)
        page = FormPage(desk, background, fill_sample(desk, "registration"), _nothing, _nothing)
        try:
            page.resize(1134, 707)
            page.show()
            typist = _Typist(page)
            quiet = typist.watch(lambda done: QTimer.singleShot(int(_QUIET * 1000), done))
            began = time.monotonic()
            busy = typist.watch(
                lambda done: background.network(lambda: post.deliver(desk.clock(), True), lambda _: done())
            )
            seconds = time.monotonic() - began
        finally:
            page.flush()
            background.drain()
            page.close()
            page.deleteLater()
            background.close()
    if place.journal.has_unsent():
        raise RuntimeError("not everything was absorbed")
    note = f"{cases} cases in {seconds:.1f} s; {max(quiet):.0f} ms while only typing"
    return (
        Figure("stall.max_ms", max(busy), 50.0, note=note),
        Figure(
            "stall.p99_ms", percentile(busy, 0.99), note=f"{percentile(quiet, 0.99):.1f} ms while only typing"
        ),
    )


class _Typist:
    """Types into a field and looks at the clock whenever the loop comes by."""

    def __init__(self, page: FormPage) -> None:
        (self._field,) = (each for each in page.findChildren(QWidget, _FIELD) if not each.isHidden())
        self._typed = 0

    def watch(self, begin: Callable[[Callable[[], None]], object]) -> list[float]:
        """The milliseconds between each two looks, until what `begin` starts says that it is done."""
        loop, beat, keys = QEventLoop(), QTimer(), QTimer()
        looks = [time.perf_counter()]
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.timeout.connect(lambda: looks.append(time.perf_counter()))
        keys.timeout.connect(self._key)
        beat.start(1)
        keys.start(_KEYS)
        begin(loop.quit)
        loop.exec()
        beat.stop()
        keys.stop()
        return [(after - before) * 1000 for before, after in pairwise(looks)]

    def _key(self) -> None:
        at, self._typed = self._typed % (2 * len(_NAME)), self._typed + 1
        if at < len(_NAME):
            QTest.keyClicks(self._field, _NAME[at])
        else:
            QTest.keyClick(self._field, Qt.Key.Key_Backspace)


def _nothing(*_: object) -> None:
    """Nobody listens to the page."""
