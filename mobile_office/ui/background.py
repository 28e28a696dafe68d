"""Work off the window's thread, and the way back.

Three threads with one worker each: `write` (every write, in order), `network`, and `key` (Argon2, which
must never queue behind the network). Results come back on the window's thread. One signal says what changed.
"""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from mobile_office.domain.errors import MobileOfficeError, Unknown
from mobile_office.ui.collector import Collector

T = TypeVar("T")
Then = Callable[[T], object] | None
Failed = Callable[[Exception], object] | None
# Seconds a thread may keep the interpreter while another waits for it. Python's own 5 ms add up to a tenth of a second
# in which the window stands still while the office's answers are taken in (`make bench`, stall).
_TURN = 0.001


class Background(QObject):
    """The threads of the house (house.md 6). Reading is no business of theirs: it is a plain call.

    `changed` carries a frozenset of case numbers and draft ids; empty means "anything".
    `trouble` carries a Refused or Trouble nobody else took. Anything else is a bug: it is raised on the
    window's thread, where the one excepthook meets it (after `failed`, so that a view can wake up again).
    """

    changed = Signal(object)
    trouble = Signal(object)
    _back = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._network = ThreadPoolExecutor(1, "network")
        self._key = ThreadPoolExecutor(1, "key")
        self._back.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._once: set[str] = set()
        self._collector = Collector(self)

    def write(
        self,
        fn: Callable[[], T],
        then: Then[T] = None,
        failed: Failed = None,
        *,
        changes: Iterable[str] = (),
        once: str = "",
    ) -> None:
        """Run a write on the one writer. With `changes`, these ids are announced when it succeeded.

        While a write called `once` is on its way no other of that name is begun: whoever clicks twice, or presses a key
        again because nothing is to be seen yet, means one form and one step back, not two.
        """
        if once and once in self._once:
            return
        self._once.add(once)
        self._run(self._writer, fn, then, failed, frozenset(changes), once)

    def claim(self, once: str) -> None:
        """What was asked goes on after its write, until `free`: nothing of that name is begun meanwhile."""
        self._once.add(once)

    def free(self, once: str) -> None:
        """It is done."""
        self._once.discard(once)

    def network(self, fn: Callable[[], T], then: Then[T] = None, failed: Failed = None) -> None:
        """Run what waits for the network."""
        self._run(self._network, fn, then, failed, frozenset())

    def key(self, fn: Callable[[], T], then: Then[T] = None, failed: Failed = None) -> None:
        """Run a key derivation."""
        self._run(self._key, fn, then, failed, frozenset())

    def on_writer(self, fn: Callable[[], T]) -> T:
        """Run a write on the one writer and wait for it; for the network's thread, never for the window's.

        Raises Unknown once the program is ending: what was on its way is offered again next time.
        """
        try:
            return self._writer.submit(fn).result()
        except RuntimeError:  # the executor's word for being shut down
            if not self._closed:
                raise
            raise Unknown(reason="closing") from None

    @property
    def is_closing(self) -> bool:
        """Whether the threads are to end; what takes long looks here from time to time."""
        return self._closed

    def settle(self) -> None:
        """Everything for a shift has been made: it is not looked through for what is no longer used."""
        self._collector.settle()

    def drain(self) -> None:
        """Wait until every write given so far is durable and its view has been told."""
        if not self._closed:
            self._writer.submit(lambda: None).result()
        self._deliver()

    def close(self) -> None:
        """Finish the writes, drop what waits for the network, and end the threads. May be called twice."""
        self._closed = True
        self._writer.shutdown(wait=True)
        self._key.shutdown(wait=True, cancel_futures=True)
        self._network.shutdown(wait=True, cancel_futures=True)
        self._collector.stop()
        self._deliver()

    def _run(
        self,
        pool: ThreadPoolExecutor,
        fn: Callable[[], T],
        then: Then[T],
        failed: Failed,
        ids: frozenset[str],
        once: str = "",
    ) -> None:
        if not self._closed:
            pool.submit(self._work, _Task(fn, then, failed, ids, once))

    def _work(self, task: "_Task[Any]") -> None:
        """Runs on the worker: only hands the outcome over."""
        try:
            task.result = task.fn()
        except Exception as error:  # noqa: BLE001  every one of them is told or raised on the window's thread
            task.error = error
        self._back.emit(task)

    @Slot(object)
    def _call(self, task: "_Task[Any]") -> None:
        self._once.discard(task.once)
        _, then, failed, result, error = task.take()
        if error is None:
            if _is_there(then):
                then(result)  # type: ignore[misc]
            if task.ids:
                self.changed.emit(task.ids)
            return
        ours = isinstance(error, MobileOfficeError)
        if _is_there(failed):
            failed(error)  # type: ignore[misc]
        elif ours:
            self.trouble.emit(error)
        if not ours:
            raise error

    def _deliver(self) -> None:
        QCoreApplication.sendPostedEvents(self)


class _Task(Generic[T]):
    """One job and what becomes of it.

    The worker forgets it after the window has heard: what only the job still knew, a page that was closed
    meanwhile, would then end on the worker's thread, and Qt with it. So the window takes everything out of it.
    """

    def __init__(
        self, fn: Callable[[], T], then: Then[T], failed: Failed, ids: frozenset[str], once: str
    ) -> None:
        self.fn, self.then, self.failed, self.ids, self.once = fn, then, failed, ids, once
        self.result: T | None = None
        self.error: Exception | None = None

    def take(self) -> tuple[Callable[[], T], Then[T], Failed, T | None, Exception | None]:
        """On the window's thread: everything that may hold on to a widget, and nothing of it stays here."""
        taken = self.fn, self.then, self.failed, self.result, self.error
        del self.fn, self.then, self.failed, self.result, self.error
        return taken


def _is_there(callback: Callable[..., object] | None) -> bool:
    """False for a missing callback, and for the method of a view that Qt has deleted meanwhile."""
    owner = getattr(callback, "__self__", None)
    gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    return callback is not None and not gone
