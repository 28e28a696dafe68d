"""How a serving process ends: not ready at once, no new work, what is under way finished, then 0.

SIGTERM (systemd, an update) and Ctrl+C do the same; a second one ends it without waiting. Whatever is cut off is
asked again by its device, so nothing depends on the wait being long enough.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from mobile_office.backoffice import log
from mobile_office.backoffice.gate import Life

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Server(uvicorn.Server):
    """A server that is asked to stop by a signal and then ends as one that was.

    `drain` are the seconds in which it still takes requests but says that it is not ready, so that a load balancer
    sends new ones elsewhere.
    """

    def __init__(self, config: uvicorn.Config, life: Life, drain: float = 0) -> None:
        super().__init__(config)
        self._life = life
        self._drain = drain

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """While serving, the signals end it; they are not raised again afterwards, for it has done as it was told."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  # the signal's shape
        """Begin to stop; asked a second time, stop."""
        if self._life.stopping:
            self.should_exit = self.force_exit = True
            return
        self._life.stopping = True
        timer = threading.Timer(self._drain, self._stop)
        timer.daemon = True
        timer.start()

    def _stop(self) -> None:
        log.event("stopping", unfinished=self._life.under_way, seconds=self._drain)
        self.should_exit = True
