"""The way to the office's address: requests out, answers in; the only file that imports httpx.

Everything httpx can raise becomes Offline (nothing has left this laptop) or Unknown (it may have arrived), each with
the code of what was met: no network, a login page, somebody else's certificate, an answer that was cut.
"""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import httpx

from mobile_office.domain.errors import Damaged, Offline, Unknown
from mobile_office.protocol import VERSION
from mobile_office.sync import trust, wire
from mobile_office.sync.requests import Message, Signer

_LOOKS_LIKE_A_PAGE = "text/html"


@dataclass(frozen=True)
class Answered:
    """An answer that carries our protocol header; `kind` is its content type without parameters."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    nonce: str = ""  # what our signed request named, for answers that have no body of ours to echo
    asked: str = ""  # SHA-256 of our request's body


class Door:
    """The office's address. `timeout` is in seconds, for connecting and for each wait.

    With a `signer` every request is a device's. On `https:` only the `authorities` (DER in base64) are believed;
    None believes anybody, and is for fetching what proves itself.
    """

    def __init__(
        self,
        url: str,
        timeout: float = 20.0,
        signer: Signer | None = None,
        authorities: Sequence[str] | None = (),
    ) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._signer = signer
        self._authorities = authorities

    @cached_property
    def _client(self) -> httpx.Client:
        # Made at the first use, on the network's thread. Where no TLS is spoken (the demo's own office) and, without
        # redirects, none can be, there is nobody to believe. System proxies off: a laptop in a foreign network
        # must not be led elsewhere (security.md 4).
        verify: ssl.SSLContext | bool = False
        if not self._url.lower().startswith("http:"):
            try:
                known = self._authorities
                verify = trust.unbelieved() if known is None else trust.context(known)
            except (ValueError, ssl.SSLError) as error:
                raise Damaged(what="device") from error
        return httpx.Client(timeout=self._timeout, trust_env=False, follow_redirects=False, verify=verify)

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if client := self.__dict__.pop("_client", None):
            client.close()

    def believe(self, authorities: Sequence[str]) -> None:
        """Believe these authorities from the next request on."""
        self._authorities = authorities
        self.close()

    def post(self, path: str, body: bytes, kind: str) -> Answered:
        """POST bytes. Raises as `ask`."""
        return self.ask("POST", path, body, kind)

    def get(self, path: str) -> Answered:
        """GET a path. Raises as `ask`."""
        return self.ask("GET", path)

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", largest: int = wire.LARGEST
    ) -> Answered:
        """Any request; `path` begins with `/v1/`, the answer has at most `largest` bytes.

        Raises Offline (or Untrusted), ClockWrong, Unknown or Damaged(what="device").
        """
        message = Message(method, path, {wire.PROTOCOL_HEADER: str(VERSION), "Accept-Encoding": "identity"})
        asked = wire.sha256(body)
        nonce = self._signer.sign(message, asked) if self._signer else ""
        if kind:
            message.headers["Content-Type"] = kind
        try:
            with self._client.stream(
                method, self._url + path, headers=message.headers, content=body
            ) as response:
                return _read(response, nonce, asked, largest)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise trust.not_connected(error, self._url, self._timeout) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise Unknown(reason="address") from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise Unknown("answer_cut") from error


def _read(response: httpx.Response, nonce: str, asked: str, largest: int) -> Answered:
    status, kind = response.status_code, _kind(response)
    if status in (429, 503):
        raise Offline("office_busy", seconds=_hint(response.headers.get("Retry-After", "")))
    if not response.headers.get(wire.PROTOCOL_HEADER, "").isdigit():
        is_portal = 300 <= status < 400 or kind == _LOOKS_LIKE_A_PAGE
        raise Unknown("captive_portal" if is_portal else "not_the_office", reason="not_ours", status=status)
    if "Content-Encoding" in response.headers:
        raise Unknown("not_the_office", reason="encoded")
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > largest:
            raise Unknown("not_the_office", reason="too_large")
    return Answered(status, kind, bytes(body), dict(response.headers), nonce, asked)


def _kind(response: httpx.Response) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _hint(text: str) -> int:
    return min(int(text), 3600) if text.isdecimal() and len(text) < 9 else 0
