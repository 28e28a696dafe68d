"""How long a window stands still (Stillstand), and what it was doing: a beat in its thread, an observer beside it.

A timer beats in the window's thread. When it comes late, an observer in a thread of its own has looked at what Python
was doing meanwhile; what the machine gave to other programs is told apart, by the kernel's own count.
"""

import contextlib
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QObject, Qt, QTimer

from tests.bench.stacks import Stacks, told
from tests.bench.waiting import Waiting

BEAT, LOOK = 5, 0.004  # milliseconds between two beats; seconds between two looks of the observer
LATE = 25.0  # milliseconds from which a standstill is kept
_LEAST = 0.015  # seconds without a beat before the observer looks closer


@dataclass(frozen=True)
class Standstill:
    """One beat that came late. Milliseconds of the clock, of this thread's processor, waiting for a processor.

    `where` are the stacks seen, innermost frame last, each with how often; `beside` what other threads of the program did.
    """

    wall: float
    used: float
    queued: float
    where: tuple[tuple[str, int], ...] = ()
    beside: tuple[tuple[str, int], ...] = ()
    scene: str = ""

    @property
    def own(self) -> float:
        """What the program itself is to blame for: the time without that in which the machine did other things."""
        return max(0.0, self.wall - self.queued)

    def to_json(self) -> dict[str, Any]:
        """As a line of a file."""
        return asdict(self)


class Standing(QObject):
    """Watches the thread it is made in, until `end`. `told` gets a line for each standstill."""

    def __init__(self, told: IO[str] | None = None, scene: str = "") -> None:
        super().__init__()
        self.found: list[Standstill] = []
        self.beats: list[float] = []
        self.scene = scene
        self._told = told
        self._main = threading.get_ident()
        self._waiting = Waiting()
        self._seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._paused = False
        self._last = self._now()
        self._at = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)
        self._is_over = threading.Event()
        self._observer = threading.Thread(target=self._observe, name="observer", daemon=True)
        self._observer.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._is_over.set()
        self._observer.join()
        self._waiting.close()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """What happens in this block is the script's affair (a picture), not the program's."""
        self._beat()
        self._paused = True
        try:
            yield
        finally:
            self._paused = False
            self._restart()

    # -- inside

    def _now(self) -> tuple[float, float, float]:
        """Clock, processor and waiting for a processor, all in milliseconds."""
        return time.perf_counter() * 1e3, time.thread_time() * 1e3, self._waiting.seconds() * 1e3

    def _restart(self) -> None:
        self._last = self._now()
        self._at = time.perf_counter()
        self._seen = (Counter(), Counter())

    def _beat(self) -> None:
        if self._paused:
            return
        now = self._now()
        wall, used, queued = (after - before for after, before in zip(now, self._last, strict=True))
        where, beside = self._seen
        self._last = now
        self._at = time.perf_counter()
        self._seen = (Counter(), Counter())
        self.beats.append(wall - queued)
        if wall - queued < LATE and wall < LATE * 2:
            return
        found = Standstill(
            wall, used, queued, tuple(where.most_common(6)), tuple(beside.most_common(3)), self.scene
        )
        self.found.append(found)
        if self._told is not None:
            self._told.write(json.dumps(found.to_json()) + "\n")
            self._told.flush()

    def _observe(self) -> None:
        stacks = Stacks()
        while not self._is_over.wait(LOOK):
            if self._paused or time.perf_counter() - self._at < _LEAST:
                continue
            mine = threading.get_ident()
            where, beside = self._seen
            for ident, stack in stacks.look().items():
                if ident == self._main:
                    where[told(stack)] += 1
                elif ident != mine and (said := told(stack, only_ours=True)):
                    beside[said] += 1
        stacks.close()


def read(file: Path) -> tuple[Standstill, ...]:
    """What a run wrote down with `Standing(told=...)`."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return tuple(_from_json(json.loads(line)) for line in lines)


def _from_json(given: dict[str, Any]) -> Standstill:
    for key in ("where", "beside"):
        given[key] = tuple((said, times) for said, times in given[key])
    return Standstill(**given)
