"""The office over HTTP: opens envelopes, asks the `Office`, seals the reply for the device that asked.

Every answer carries our protocol header and is sealed or signed; a refusal names a code and never a
person. Blocking work runs in worker threads; nothing is kept between requests.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from mobile_office import protocol
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.office import SPOKEN, Office
from mobile_office.canonical import Json, canonical, write_time
from mobile_office.domain.errors import (
    CertificateInvalid,
    MobileOfficeError,
    NotAllowed,
    SignatureInvalid,
    TooOld,
    Unknown,
)
from mobile_office.protocol import VERSION
from mobile_office.sealing import open_sealed, seal
from mobile_office.sync import wire

_log = logging.getLogger("mobile_office.backoffice")
_T = TypeVar("_T")
_MOST = 2**53 - 1  # the highest number of our JSON
_LATER = 30  # seconds; the hint when the database is in trouble


def create_app(office: Office) -> FastAPI:
    """The HTTP face of an office."""
    app = FastAPI(title="Mobile Office back office", version=str(VERSION), docs_url=None, redoc_url=None)
    desk = _Desk(office)

    @app.get("/v1/health", response_model=None, summary="A signed sign of life")
    async def health(nonce: str = Query(min_length=1, max_length=64)) -> Response:
        time = write_time(office.clock())
        return desk.clear(200, {"nonce": nonce, "time": time, "version": VERSION})

    @app.post("/v1/exchange", response_model=None, summary="One sealed exchange with a device")
    async def exchange(request: Request) -> Response:
        return await desk.serve(request, desk.exchange)

    @app.post("/v1/publications", response_model=None, summary="A sealed piece of what was published")
    async def content(request: Request) -> Response:
        return await desk.serve(request, desk.content)

    @app.post("/v1/enrolments", response_model=None, summary="A device joins with a one-time code")
    async def enrol(request: Request) -> Response:
        return await desk.serve(request, desk.enrol)

    @app.post("/v1/introductions", response_model=None, summary="Whom a person's one-time code is for")
    async def introduce(request: Request) -> Response:
        return await desk.serve(request, desk.introduce)

    @app.post("/v1/people", response_model=None, summary="A person's public keys are certified")
    async def certify(request: Request) -> Response:
        return await desk.serve(request, desk.certify)

    return app


@dataclass(frozen=True)
class _Letter:
    """A request as it came: who says to have sent it, and its bytes."""

    device: str
    body: bytes

    @property
    def digest(self) -> str:
        """What the answer echoes."""
        return wire.sha256(self.body)


class _NotOurs(Exception):
    """What came is no request of our protocol; only the caller ever reads the code."""

    code = "malformed"


class _TooLarge(_NotOurs):
    code = "too_large"


class _Desk:
    """Reads letters, asks the office, writes answers."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def serve(self, request: Request, answer: Callable[[_Letter], Response]) -> Response:
        """The answer to a request, whatever happens; the log names types and places, never values."""
        letter = _Letter(request.headers.get(wire.DEVICE_HEADER, ""), b"")
        try:
            letter = _Letter(letter.device, await _read(request))
            _check_version(request.headers.get(wire.PROTOCOL_HEADER, ""))
            return await run_in_threadpool(answer, letter)
        except (MobileOfficeError, _NotOurs) as error:
            return self._no(_status(error), error.code, letter)
        except Exception as error:  # noqa: BLE001  # the server's excepthook: a message may quote a citizen
            places = [
                f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(error.__traceback__)
            ]
            _log.error("bug %s at %s", type(error).__name__, places[-1])
            return self._no(500, "bug", letter)

    def exchange(self, letter: _Letter) -> Response:
        """Open, exchange, seal."""
        device, payload = self._opened(letter, wire.REQUEST)
        request = _parse(payload, _request)
        if request.device != device.id:
            raise CertificateInvalid("device_unknown")
        reply = self._office.exchange(request)
        answer = canonical({"request": letter.digest, "reply": reply.to_json()})
        return self._sealed(device, answer, wire.REPLY)

    def content(self, letter: _Letter) -> Response:
        """Open, look up, seal a piece of what was published."""
        device, payload = self._opened(letter, wire.CONTENT_REQUEST)
        asker, digest, at = _parse(payload, _wanted)
        if asker != device.id:
            raise CertificateInvalid("device_unknown")
        piece = self._office.library(device.id).content(digest, at)
        return self._sealed(device, wire.content_reply(letter.body, piece), wire.CONTENT_REPLY)

    def _opened(self, letter: _Letter, purpose: str) -> tuple[KnownDevice, bytes]:
        """Who has sent the letter, and what stands in it."""
        device = self._office.device(letter.device)
        payload = open_sealed(
            letter.body,
            recipient_private=self._office.keys.exchange,
            recipient=wire.OFFICE,
            sender=device.id,
            sender_public=device.signing_key,
            purpose=purpose,
        )
        return device, payload

    def _sealed(self, device: KnownDevice, payload: bytes, purpose: str) -> Response:
        sealed = seal(
            payload,
            sender_seed=self._office.keys.signing,
            sender=wire.OFFICE,
            recipient_public=device.exchange_key,
            recipient=device.id,
            purpose=purpose,
        )
        return _response(200, wire.SEALED, sealed)

    def enrol(self, letter: _Letter) -> Response:
        """A device's keys in, its name and letter out."""
        lookup, claim, proved = _claim(letter, ("signing_key", "exchange_key"))
        device = self._office.enrol(lookup, claim, proved)
        facts = {"device": device.id, "letter": device.letter, "stream": device.stream, "kind": device.kind}
        return self._yes(letter, facts)

    def introduce(self, letter: _Letter) -> Response:
        """Whom a code is for."""
        account = self._office.introduce(*_claim(letter, ()))
        return self._yes(letter, {"person": account.id, "name": account.name, "roles": sorted(account.roles)})

    def certify(self, letter: _Letter) -> Response:
        """A person's keys in, the certificate out."""
        signed = self._office.certify(*_claim(letter, ("desk_key", "decision_key", "exchange_key")))
        return self._yes(letter, {"certificate": signed.to_json()})

    def clear(self, status: int, answer: dict[str, Json]) -> Response:
        """A signed answer."""
        return _response(status, wire.CLEAR, wire.sign_answer(self._office.keys.signing, answer))

    def _yes(self, letter: _Letter, facts: dict[str, Json]) -> Response:
        office = self._office.keys.public.to_json()
        return self.clear(200, {"request": letter.digest, "office": office, **facts})

    def _no(self, status: int, code: str, letter: _Letter) -> Response:
        office = self._office.keys.public.to_json()
        response = self.clear(status, {"request": letter.digest, "office": office, "error": code})
        if status == 503:
            response.headers["Retry-After"] = str(_LATER)
        return response


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > wire.LARGEST:
            raise _TooLarge
    return bytes(body)


def _check_version(text: str) -> None:
    if not (text.isascii() and text.isdecimal()):
        raise _NotOurs
    if text not in map(str, SPOKEN):
        raise TooOld


def _parse(data: bytes, read: Callable[[Json], _T]) -> _T:
    try:
        return read(wire.read_json(data))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _NotOurs from error


def _request(value: Json) -> protocol.Request:
    """An exchange whose numbers are numbers."""
    request = protocol.Request.from_json(value)
    if not _is_count(request.cursor) or not _is_count(request.published):
        raise _NotOurs
    return request


def _wanted(value: Json) -> tuple[str, str, int]:
    """Who asks, for which digest, from which byte on."""
    asker, digest, at = value["device"], value["digest"], value["at"]
    wire.assert_text(asker, digest)
    if not _is_key(digest) or not _is_count(at) or len(value) != 3:
        raise _NotOurs
    return asker, digest, at


def _is_count(value: Json) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _claim(letter: _Letter, names: tuple[str, ...]) -> tuple[str, dict[str, str], str]:
    """The parts of a request with a one-time code; `names` are the public keys it must bring."""
    value = _parse(letter.body, dict)
    try:
        lookup, claim, proved = value["code"], dict(value["claim"]), value["proof"]
        wire.assert_text(lookup, proved, *claim.values())
        if set(claim) != set(names) or not all(map(_is_key, claim.values())):
            raise _NotOurs
    except (KeyError, TypeError, ValueError) as error:
        raise _NotOurs from error
    return lookup, claim, proved


def _is_key(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _status(error: MobileOfficeError | _NotOurs) -> int:
    """Which status says it; the code inside the signed answer is what counts."""
    match error:
        case _TooLarge():
            return 413
        case TooOld():
            return 426
        case CertificateInvalid() | NotAllowed():
            return 403
        case _NotOurs() | SignatureInvalid() | Unknown():
            return 400
        case _:
            return 503


def _response(status: int, kind: str, body: bytes) -> Response:
    headers = {wire.PROTOCOL_HEADER: str(VERSION), "Cache-Control": "no-store"}
    return Response(body, status, headers, media_type=kind)
