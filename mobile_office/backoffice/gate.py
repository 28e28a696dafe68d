"""The gate: every request passes here, is counted, limited, measured and written down; none is read.

What is known of a request outside is its route as declared, its status, its size, how long it took, and the beginning
of the device's id.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any

from fastapi.concurrency import run_in_threadpool

from mobile_office.backoffice import log
from mobile_office.backoffice.letters import Letter, Letters
from mobile_office.backoffice.limits import Limits, Rates
from mobile_office.backoffice.metrics import Metrics
from mobile_office.backoffice.openapi import BUSY
from mobile_office.sync import wire

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

OTHER = "other"  # the route of what is asked for and is not there, and a method nobody has
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_OURS = "/v1/"
_WITH_A_CODE = ("/v1/enrolments", "/v1/introductions", "/v1/people", "/v1/recoveries")


@dataclass
class Life:
    """Whether this process is about to stop; what is under way is finished first."""

    stopping: bool = False
    under_way: int = 0


@dataclass(frozen=True)
class Readers:
    """Who may read the measurements: addresses and networks (`10.0.0.0/8`)."""

    networks: tuple[str, ...] = ("127.0.0.0/8", "::1/128")

    def may(self, address: str) -> bool:
        """Whether this address may."""
        try:
            asked = ip_address(address)
        except ValueError:
            return False
        return any(asked in ip_network(network) for network in self.networks)


class Gate:
    """ASGI middleware over the office's app."""

    def __init__(
        self, app: App, letters: Letters, metrics: Metrics, life: Life, rates: Rates | None = None
    ) -> None:
        self._app = app
        self._letters = letters
        self._metrics = metrics
        self._life = life
        self._limits = Limits(rates)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request through, or say when to come back."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = _Seen(receive, send)
        began = monotonic()
        device = _header(scope, wire.DEVICE_HEADER)
        self._life.under_way += 1
        try:
            app: App = self._app
            if wait := self._wait(scope, device):
                app = await run_in_threadpool(self._later, device, wait)
            await app(scope, seen.receive, seen.send)
        finally:
            self._life.under_way -= 1
            route = getattr(scope.get("route"), "path", OTHER)
            took = monotonic() - began
            method = scope["method"] if scope["method"] in _METHODS else OTHER
            self._metrics.answered(route, method, seen.status, took, seen.received)
            log.event(
                "request",
                route=route,
                method=method,
                status=seen.status,
                duration_ms=round(took * 1000, 1),
                bytes=seen.received,
                device=log.short(device),
            )

    def _wait(self, scope: Message, device: str) -> int:
        path = scope["path"]
        if not path.startswith(_OURS):
            return 0
        source = scope["client"][0] if scope.get("client") else ""
        return self._limits.ask(source, device, with_code=path in _WITH_A_CODE)

    def _later(self, device: str, seconds: int) -> App:
        answer = self._letters.no(429, BUSY, Letter(device))
        answer.headers["Retry-After"] = str(seconds)
        return answer


class _Seen:
    """Counts what passes."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self.received = 0
        self.status = 0  # nobody was there any more to be answered

    async def receive(self) -> Message:
        message = await self._receive()
        self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


def _header(scope: Message, name: str) -> str:
    wanted = name.lower().encode()
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), "")
