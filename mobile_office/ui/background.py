"""Work off the window's thread, and the way back.

Three threads with one worker each: `write` (every write, in order), `network`, and `key` (Argon2, which
must never queue behind the network). Results come back on the window's thread. One signal says what changed.
"""

import sys
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

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
        self._collector = Collector(self)

    def write(
        self, fn: Callable[[], T], then: Then[T] = None, failed: Failed = None, *, changes: Iterable[str] = ()
    ) -> None:
        """Run a write on the one writer. With `changes`, these ids are announced when it succeeded."""
        self._run(self._writer, fn, then, failed, frozenset(changes))

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
    ) -> None:
        if self._closed:
            return
        pool.submit(fn).add_done_callback(partial(self._done, then, failed, ids))

    def _done(self, then: Then[Any], failed: Failed, ids: frozenset[str], future: Future[Any]) -> None:
        """Runs on the worker: only hands the outcome over."""
        if future.cancelled():
            return
        try:
            result = future.result()
        except Exception as error:  # noqa: BLE001  every one of them is told or raised on the window's thread
            self._back.emit(partial(self._failed, failed, error))
        else:
            self._back.emit(partial(self._succeeded, then, ids, result))

    @Slot(object)
    def _call(self, outcome: Callable[[], None]) -> None:
        outcome()

    def _succeeded(self, then: Then[Any], ids: frozenset[str], result: Any) -> None:
        if _is_there(then):
            then(result)  # type: ignore[misc]
        if ids:
            self.changed.emit(ids)

    def _failed(self, failed: Failed, error: Exception) -> None:
        ours = isinstance(error, MobileOfficeError)
        if _is_there(failed):
            failed(error)  # type: ignore[misc]
        elif ours:
            self.trouble.emit(error)
        if not ours:
            raise error

    def _deliver(self) -> None:
        QCoreApplication.sendPostedEvents(self)


def _is_there(callback: Callable[..., object] | None) -> bool:
    """False for a missing callback, and for the method of a view that Qt has deleted meanwhile."""
    owner = getattr(callback, "__self__", None)
    gone = isinstance(owner, QObject) and not shiboken6.isValid(owner)
    return callback is not None and not gone
