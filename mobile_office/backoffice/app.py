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
        keys, device = self._office.keys, self._office.device(letter.device)
        payload = open_sealed(
            letter.body,
            recipient_private=keys.exchange,
            recipient=wire.OFFICE,
            sender=device.id,
            sender_public=device.signing_key,
            purpose=wire.REQUEST,
        )
        request = _parse(payload, protocol.Request.from_json)
        if request.device != device.id:
            raise CertificateInvalid("device_unknown")
        reply = self._office.exchange(request)
        sealed = seal(
            canonical({"request": letter.digest, "reply": reply.to_json()}),
            sender_seed=keys.signing,
            sender=wire.OFFICE,
            recipient_public=device.exchange_key,
            recipient=device.id,
            purpose=wire.REPLY,
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
