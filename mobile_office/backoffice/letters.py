"""Letters: how a request of our protocol is read and its answer written, for every route of the office.

Every answer carries our protocol header and is sealed or signed; a refusal names a code and never a person.
Blocking work runs in worker threads; nothing is kept between requests.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from mobile_office.backoffice import wiping
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.exchange import SPOKEN
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.signed_requests import Content, Proof, Sender, sender
from mobile_office.canonical import Json, write_time
from mobile_office.domain.errors import (
    CertificateInvalid,
    ClockWrong,
    MobileOfficeError,
    Refused,
    SignatureInvalid,
    TooOld,
    Unknown,
)
from mobile_office.protocol import VERSION
from mobile_office.sealing import open_sealed, seal
from mobile_office.sync import wire
from mobile_office.sync.requests import Message

_log = logging.getLogger("mobile_office.backoffice")
_T = TypeVar("_T")
_MOST = 2**53 - 1  # the highest number of our JSON
_NOTHING = Content(b"")
_LATER = 30  # seconds; the hint when the database is in trouble


@dataclass(frozen=True)
class Letter:
    """A request as it came: who says to have sent it, its bytes, and who has signed it.

    `sender` is there unless the route allows unsigned requests; its nonce may be echoed where there is no body.
    """

    device: str
    content: Content = _NOTHING
    sender: Sender | None = None
    is_cut: bool = False  # the line went dead before all of it was here

    @property
    def body(self) -> bytes:
        """Its bytes."""
        return self.content.body

    @property
    def digest(self) -> str:
        """What the answer echoes."""
        return self.content.digest


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

    async def serve(
        self, request: Request, answer: Callable[[Letter], Response], proof: Proof = Proof.SIGNED
    ) -> Response:
        """The answer to a request, whatever happens; the log names types and places, never values.

        `proof` is what the route asks of its senders, before anything of the request is opened.
        """
        letter = Letter(request.headers.get(wire.DEVICE_HEADER, ""))

        def believed() -> Response:
            whole = None if letter.is_cut else letter.content
            return answer(replace(letter, sender=sender(self.office, message, whole, proof)))

        try:
            body, is_cut = await _read(request)
            letter = replace(letter, content=Content(body), is_cut=is_cut)
            if is_cut and proof is not Proof.PARTS:
                raise NotOurs  # a bad road, not a bug; nobody will read the answer
            message = _message(request)
            _check_version(request.headers.get(wire.PROTOCOL_HEADER, ""))
            return await run_in_threadpool(believed)
        except ClockWrong as error:
            return self.no(status_of(error), error.code, letter, time=write_time(self.office.clock()))
        except (MobileOfficeError, NotOurs) as error:
            return self.no(
                status_of(error), error.code, letter, **wiping.told(self.office, error.code, letter.device)
            )
        except Exception as error:  # noqa: BLE001  # the server's excepthook: a message may quote a citizen
            places = [
                f"{place.filename}:{place.lineno}" for place in traceback.extract_tb(error.__traceback__)
            ]
            bug = {"code": type(error).__name__, "place": places[-1]}
            _log.error("bug %s at %s", *bug.values(), extra={"event": "bug", "fields": bug})
            return self.no(500, "bug", letter)

    def device(self, letter: Letter) -> KnownDevice:
        """The device that has signed the request. Raises CertificateInvalid where none has."""
        if letter.sender is None:
            raise CertificateInvalid("device_unknown")
        return letter.sender.device

    def opened(self, letter: Letter, purpose: str) -> tuple[KnownDevice, bytes]:
        """Who has sent the letter, and what stands in it."""
        device = letter.sender.device if letter.sender else self.office.device(letter.device)
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

    def no(self, status: int, code: str, letter: Letter, **more: Json) -> Response:
        """A signed no that echoes what was asked; `more` stands beside its code."""
        office = self.office.keys.public.to_json()
        response = self.clear(status, {"request": letter.digest, "office": office, "error": code, **more})
        if status == 503:
            response.headers["Retry-After"] = str(_LATER)
        return response


async def _read(request: Request) -> tuple[bytes, bool]:
    """The body as far as it came, and whether it was cut."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > wire.LARGEST:
                raise TooLarge
    except ClientDisconnect:
        return bytes(body), True
    return bytes(body), False


def _message(request: Request) -> Message:
    """The request as its signature covers it; the path is the one that came, not what it was decoded to."""
    path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
    headers: dict[str, str] = {}
    for name, value in request.headers.items():  # a header that came twice is joined, as RFC 9421 2.1 says
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Message(request.method, f"{path}?{query}" if query else path, headers)


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


def status_of(error: MobileOfficeError | NotOurs) -> int:
    """Which status says it; the code inside the signed answer is what counts."""
    match error:
        case TooLarge():
            return 413
        case TooOld():
            return 426
        case NotOurs() | SignatureInvalid() | Unknown() | ClockWrong():
            return 400
        case Refused():
            return 403
        case _:
            return 503


def _response(status: int, kind: str, body: bytes) -> Response:
    headers = {wire.PROTOCOL_HEADER: str(VERSION), "Cache-Control": "no-store"}
    return Response(body, status, headers, media_type=kind)
