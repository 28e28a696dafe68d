"""Ahead (vorausgeschickt): while one reply is taken in, the next batch of a long backlog is already with the office.

Nothing depends on it: what comes of it is taken in after the reply before, or not at all, and the office answers the
same entries again in the same way.
"""

import math
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from mobile_office.domain.errors import Offline
from mobile_office.protocol import BackOffice, Reply, Request

Handing = tuple[Request, Callable[[], Reply]]  # what is handed over, and how its reply is waited for


class Ahead:
    """At most one request on its way. `lost(request)` hears of one whose reply nobody has taken in."""

    def __init__(self, back_office: BackOffice, lost: Callable[[Request], object]) -> None:
        self._office, self._lost = back_office, lost
        self._lane: ThreadPoolExecutor | None = None
        self._sent: tuple[Request, Future[Reply]] | None = None
        self.took = math.inf  # seconds from the last request to its reply

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lane:
            self._lane.shutdown()
        if self._sent:
            request, answer = self._sent
            if not isinstance(answer.exception(), Offline):  # then nothing has left this laptop
                self._lost(request)

    def send(self, request: Request) -> None:
        """Send it now; it is the next that is handed over."""
        self._lane = self._lane or ThreadPoolExecutor(1, "ahead")
        self._sent = request, self._lane.submit(self._exchange, request)

    def handing(self, following: Callable[[], Request]) -> Handing:
        """What was sent ahead, else the `following` request; waiting raises as the office's `exchange`."""
        if self._sent is None:
            request = following()
            return request, lambda: self._exchange(request)
        (request, answer), self._sent = self._sent, None
        return request, answer.result

    def _exchange(self, request: Request) -> Reply:
        began = time.monotonic()
        reply = self._office.exchange(request)
        self.took = time.monotonic() - began
        return reply
