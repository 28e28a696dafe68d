"""The back office over HTTP; the only file that imports httpx.

Success is: status and content type and protocol header and our digest echoed and a valid signature.
Anything else is Unknown, which alone defeats captive portals and intercepting proxies.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import TracebackType

import httpx

from mobile_office.canonical import Json, canonical, read_time
from mobile_office.domain.errors import (
    CertificateInvalid,
    NotAllowed,
    Offline,
    Refused,
    SignatureInvalid,
    TooOld,
    Unknown,
)
from mobile_office.protocol import VERSION, Reply, Request
from mobile_office.publication import PIECE
from mobile_office.sealing import open_sealed, seal
from mobile_office.sync import wire

_SAYS_NO: dict[str, type[Refused]] = {
    "device_unknown": CertificateInvalid,
    "device_revoked": CertificateInvalid,
    "code_unknown": NotAllowed,
    "code_used": NotAllowed,
    "code_expired": NotAllowed,
    "letter_taken": NotAllowed,
    "person_unknown": NotAllowed,
    "person_revoked": NotAllowed,
    "publication_unknown": NotAllowed,
}


@dataclass(frozen=True)
class Answered:
    """An answer that carries our protocol header; `kind` is its content type without parameters."""

    status: int
    kind: str
    body: bytes


class Door:
    """The office's address. Everything httpx can raise becomes Offline or Unknown here.

    `timeout` is in seconds, for connecting and for each wait.
    """

    def __init__(self, url: str, timeout: float = 20.0) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout

    @cached_property
    def _client(self) -> httpx.Client:
        # Made at the first use, on the network's thread: reading the public authorities' certificates takes
        # a while. Where no TLS is spoken (the demo's own office) and, without redirects, none can be, there
        # is nothing to read. System proxies off: a laptop in a foreign network must not be led elsewhere
        # (security.md 4).
        speaks_tls = not self._url.lower().startswith("http:")
        return httpx.Client(timeout=self._timeout, trust_env=False, follow_redirects=False, verify=speaks_tls)

    def close(self) -> None:
        """Close the connections."""
        if "_client" in self.__dict__:
            self._client.close()

    def post(self, path: str, body: bytes, kind: str, device: str = "") -> Answered:
        """POST bytes. Raises Offline or Unknown."""
        headers = {"Content-Type": kind}
        if device:
            headers[wire.DEVICE_HEADER] = device
        return self._ask("POST", path, headers, body)

    def get(self, path: str) -> Answered:
        """GET a path. Raises Offline or Unknown."""
        return self._ask("GET", path, {}, b"")

    def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answered:
        ours = {wire.PROTOCOL_HEADER: str(VERSION), "Accept-Encoding": "identity", **headers}
        try:
            with self._client.stream(method, self._url + path, headers=ours, content=body) as response:
                return _read(response)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Offline from error  # nothing has left this laptop
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise Unknown(reason="cut") from error


def _read(response: httpx.Response) -> Answered:
    if response.status_code in (429, 503):
        raise Offline(seconds=_hint(response.headers.get("Retry-After", "")))
    if not response.headers.get(wire.PROTOCOL_HEADER, "").isdigit():
        raise Unknown(reason="not_ours", status=response.status_code)
    if "Content-Encoding" in response.headers:
        raise Unknown(reason="encoded")
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > wire.LARGEST:
            raise Unknown(reason="too_large")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Answered(response.status_code, kind, bytes(body))


def _hint(text: str) -> int:
    return min(int(text), 3600) if text.isdecimal() and len(text) < 9 else 0


class HttpBackOffice:
    """A `BackOffice` and its `Library` behind HTTP. The device's seed and private key are raw, the office's keys hex."""

    def __init__(
        self,
        url: str,
        *,
        device: str,
        device_seed: bytes,
        device_exchange: bytes,
        office_exchange: str,
        office_signing: str,
        timeout: float = 20.0,
    ) -> None:
        self._door = Door(url, timeout)
        self._device = device
        self._seed = device_seed
        self._private = device_exchange
        self._office_exchange = office_exchange
        self._office_signing = office_signing

    def __enter__(self) -> "HttpBackOffice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._door.close()

    def exchange(self, request: Request) -> Reply:
        """One exchange. Raises Offline (`seconds`: the office's hint), Unknown, TooOld, CertificateInvalid."""
        sealed = self._seal(request.to_json(), wire.REQUEST)
        payload = self._ask("/v1/exchange", sealed, wire.REPLY)
        try:
            value = wire.read_json(payload)
            if value["request"] != wire.sha256(sealed):
                raise Unknown(reason="another_request")
            return Reply.from_json(value["reply"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_a_reply") from error

    def content(self, digest: str, at: int) -> bytes:
        """A piece of what was published, from byte `at` on; empty at or beyond the end.

        Raises Offline, Unknown, TooOld, CertificateInvalid, or NotAllowed("publication_unknown").
        """
        sealed = self._seal({"device": self._device, "digest": digest, "at": at}, wire.CONTENT_REQUEST)
        piece = wire.content_piece(self._ask("/v1/publications", sealed, wire.CONTENT_REPLY), sealed)
        if len(piece) > PIECE:
            raise Unknown(reason="too_large")
        return piece

    def reach(self) -> datetime:
        """Ask the office for a signed sign of life; its time. Raises Offline or Unknown."""
        nonce = secrets.token_hex(16)
        answered = self._door.get(f"/v1/health?nonce={nonce}")
        answer = signed(answered, self._office_signing)
        if answered.status != 200 or answer.get("nonce") != nonce:
            raise Unknown(reason="nonce")
        try:
            return read_time(answer["time"])
        except (KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_an_answer") from error

    def _seal(self, value: Json, purpose: str) -> bytes:
        return seal(
            canonical(value),
            sender_seed=self._seed,
            sender=self._device,
            recipient_public=self._office_exchange,
            recipient=wire.OFFICE,
            purpose=purpose,
        )

    def _ask(self, path: str, sealed: bytes, purpose: str) -> bytes:
        """The payload of the office's sealed answer; raises what its signed no means."""
        answered = self._door.post(path, sealed, wire.SEALED, self._device)
        if answered.status != 200 or answered.kind != wire.SEALED:
            raise said_no(answered, self._office_signing, wire.sha256(sealed))
        try:
            return open_sealed(
                answered.body,
                recipient_private=self._private,
                recipient=self._device,
                sender=wire.OFFICE,
                sender_public=self._office_signing,
                purpose=purpose,
            )
        except SignatureInvalid as error:
            raise Unknown(reason="not_a_reply") from error


def signed(answered: Answered, office_public: str) -> dict[str, Json]:
    """The signed answer in a clear response. Raises Unknown for anything the office did not sign."""
    if answered.kind != wire.CLEAR:
        raise Unknown(reason="content_type")
    try:
        return wire.read_answer(answered.body, office_public)
    except SignatureInvalid as error:
        raise Unknown(reason="not_signed") from error


def said_no(answered: Answered, office_public: str, asked: str) -> Exception:
    """What the office's signed no means to us: TooOld, a refusal, or Unknown (as value, to raise)."""
    answer = signed(answered, office_public)
    code = answer.get("error")
    if answer.get("request") != asked or not isinstance(code, str):
        return Unknown(reason="another_request")
    if answered.status == 426 and code == "too_old":
        return TooOld()
    if code in _SAYS_NO:
        return _SAYS_NO[code](code)
    return Unknown(reason=code)
