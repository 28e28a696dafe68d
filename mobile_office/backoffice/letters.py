"""Letters: how a request of our protocol is read and its answer written, for every route of the office.

Every answer carries our protocol header and is sealed or signed; a refusal names a code and never a person.
Blocking work runs in worker threads; nothing is kept between requests.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool

from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.exchange import SPOKEN
from mobile_office.backoffice.office import Office
from mobile_office.canonical import Json
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


@dataclass(frozen=True)
class Letter:
    """A request as it came: who says to have sent it, and its bytes."""

    device: str
    body: bytes

    @property
    def digest(self) -> str:
        """What the answer echoes."""
        return wire.sha256(self.body)


class NotOurs(Exception):
    """What came is no request of our protocol; only the caller ever reads the code."""

    code = "malformed"


class TooLarge(NotOurs):
    """More than we read at once."""

    code = "too_large"


class Letters:
    """Reads letters and writes answers for one office."""

    def __init__(self, office: Office) -> None:
        self.office = office

    async def serve(self, request: Request, answer: Callable[[Letter], Response]) -> Response:
        """The answer to a request, whatever happens; the log names types and places, never values."""
        letter = Letter(request.headers.get(wire.DEVICE_HEADER, ""), b"")
        try:
            letter = Letter(letter.device, await _read(request))
            _check_version(request.headers.get(wire.PROTOCOL_HEADER, ""))
            return await run_in_threadpool(answer, letter)
        except (MobileOfficeError, NotOurs) as error:
            return self._no(_status(error), error.code, letter)
        except Exception as error:  # noqa: BLE001  # the server's excepthook: a message may quote a citizen
            places = [
                f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(error.__traceback__)
            ]
            _log.error("bug %s at %s", type(error).__name__, places[-1])
            return self._no(500, "bug", letter)

    def opened(self, letter: Letter, purpose: str) -> tuple[KnownDevice, bytes]:
        """Who has sent the letter, and what stands in it."""
        device = self.office.device(letter.device)
        payload = open_sealed(
            letter.body,
            recipient_private=self.office.keys.exchange,
            recipient=wire.OFFICE,
            sender=device.id,
            sender_public=device.signing_key,
            purpose=purpose,
        )
        return device, payload

    def sealed(self, device: KnownDevice, payload: bytes, purpose: str) -> Response:
        """An answer only this device can read, signed by the office."""
        sealed = seal(
            payload,
            sender_seed=self.office.keys.signing,
            sender=wire.OFFICE,
            recipient_public=device.exchange_key,
            recipient=device.id,
            purpose=purpose,
        )
        return _response(200, wire.SEALED, sealed)

    def clear(self, status: int, answer: dict[str, Json]) -> Response:
        """A signed answer."""
        return _response(status, wire.CLEAR, wire.sign_answer(self.office.keys.signing, answer))

    def yes(self, letter: Letter, facts: dict[str, Json]) -> Response:
        """A signed answer in clear that echoes what was asked and brings the office's keys."""
        office = self.office.keys.public.to_json()
        return self.clear(200, {"request": letter.digest, "office": office, **facts})

    def _no(self, status: int, code: str, letter: Letter) -> Response:
        office = self.office.keys.public.to_json()
        response = self.clear(status, {"request": letter.digest, "office": office, "error": code})
        if status == 503:
            response.headers["Retry-After"] = str(_LATER)
        return response


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > wire.LARGEST:
            raise TooLarge
    return bytes(body)


def _check_version(text: str) -> None:
    if not (text.isascii() and text.isdecimal()):
        raise NotOurs
    if text not in map(str, SPOKEN):
        raise TooOld


def parse(data: bytes, read: Callable[[Json], _T]) -> _T:
    """What `read` makes of strict JSON. Raises NotOurs for anything else."""
    try:
        return read(wire.read_json(data))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotOurs from error


def is_count(value: Json) -> bool:
    """True for a whole number from 0 to the highest of our JSON."""
    return type(value) is int and 0 <= value <= _MOST


def is_key(text: str) -> bool:
    """True for 32 bytes in lower-case hex: a key, or a digest."""
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _status(error: MobileOfficeError | NotOurs) -> int:
    """Which status says it; the code inside the signed answer is what counts."""
    match error:
        case TooLarge():
            return 413
        case TooOld():
            return 426
        case CertificateInvalid() | NotAllowed():
            return 403
        case NotOurs() | SignatureInvalid() | Unknown():
            return 400
        case _:
            return 503


def _response(status: int, kind: str, body: bytes) -> Response:
    headers = {wire.PROTOCOL_HEADER: str(VERSION), "Cache-Control": "no-store"}
    return Response(body, status, headers, media_type=kind)
