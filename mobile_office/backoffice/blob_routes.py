"""The routes of attachments: what is missing, a chunk in, a chunk out. The bodies are ciphertext and nothing else.

Where the body is taken up by a chunk, or there is none (HEAD), the office's signed answer stands in a header.
"""

from functools import partial

from fastapi import APIRouter, Request, Response

from mobile_office.backoffice.blobs import Piece
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, is_key
from mobile_office.backoffice.openapi import route
from mobile_office.backoffice.schemas import KEY, record
from mobile_office.backoffice.signed_requests import Proof
from mobile_office.blobs import unpack
from mobile_office.canonical import Json
from mobile_office.domain.attachment import LARGEST
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Refused
from mobile_office.sync import wire

_TAG = "Attachments"
_IN_HEADER = {wire.ANSWER_HEADER: "The signed answer, as it stands in the body elsewhere"}
_UNKNOWN, _DAMAGED = NotAllowed("blob_unknown"), Refused("blob_damaged")
_INDEX: Json = {"type": "integer", "minimum": 0, "description": "Which chunk of 256 KiB, from 0"}
_CODES: Json = {
    "type": "object",
    "description": "Why an attachment was not taken, by its digest; nothing for what was",
    "additionalProperties": {"enum": [_DAMAGED.code, _UNKNOWN.code]},
}
_MISSING: Json = {"type": "array", "items": _INDEX}


def routes(letters: Letters) -> APIRouter:
    """The routes of attachments."""
    router, desk = APIRouter(), _Desk(letters)

    @router.head(
        "/v1/blobs/{sha256}",
        **route("Which chunks are lacking", _TAG, gives=None, by_device=True, headers=_IN_HEADER),
    )
    async def missing(request: Request, sha256: str) -> Response:
        return _in_header(await letters.serve(request, partial(desk.missing, sha256)))

    @router.put(
        "/v1/blobs/{sha256}/{index}",
        **route(
            "Hand over a chunk",
            _TAG,
            takes=wire.SEALED,
            by_device=True,
            answer=record({"blob": KEY, "index": _INDEX}),
            refuses=(_UNKNOWN, _DAMAGED),
        ),
    )
    async def put(request: Request, sha256: str, index: str) -> Response:
        size = request.query_params.get("size", "")
        return await letters.serve(request, partial(desk.put, sha256, index, size))

    @router.post(
        "/v1/blobs",
        **route(
            "Hand over several of one chunk each",
            _TAG,
            takes=wire.SEALED,
            by_device=True,
            answer=record({"refused": _CODES}),
        ),
    )
    async def put_parcel(request: Request) -> Response:
        return await letters.serve(request, desk.put_parcel, Proof.PARTS)

    @router.get(
        "/v1/blobs/{sha256}/{index}",
        **route(
            "Fetch a chunk", _TAG, gives=wire.SEALED, by_device=True, headers=_IN_HEADER, refuses=(_UNKNOWN,)
        ),
    )
    async def fetch(request: Request, sha256: str, index: str) -> Response:
        return await letters.serve(request, partial(desk.fetch, sha256, index))

    return router


class _Desk:
    """Reads the requests, asks the deposit, writes answers. An answer names what it is an answer to, and its nonce."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def missing(self, sha256: str, letter: Letter) -> Response:
        """404 while nobody wants it: then `missing` is null."""
        lacking = self._deposit(letter).missing(_digest(sha256))
        told = None if lacking is None else list(lacking)
        return self._clear(200 if told is not None else 404, letter, {"blob": sha256, "missing": told})

    def put(self, sha256: str, index: str, size: str, letter: Letter) -> Response:
        """Take a chunk."""
        piece = Piece(_digest(sha256), _count(size), _count(index), letter.body, letter.digest)
        self._deposit(letter).take(piece)
        return self._clear(200, letter, {"blob": sha256, "index": piece.index})

    def put_parcel(self, letter: Letter) -> Response:
        """Take what has arrived whole; of a body that was cut nobody reads the answer."""
        try:
            parcel = unpack(letter.body, is_cut=letter.is_cut)
        except ValueError as error:
            raise NotOurs from error
        return self._clear(200, letter, {"refused": self._deposit(letter).put_parcel(parcel)})

    def fetch(self, sha256: str, index: str, letter: Letter) -> Response:
        """The chunk itself, and what the office says of it in the header."""
        place = _count(index)
        chunk = self._deposit(letter).fetch(_digest(sha256), place)
        answer = self._clear(200, letter, {"blob": sha256, "index": place, "sha256": wire.sha256(chunk)})
        headers = {name: answer.headers[name] for name in (wire.PROTOCOL_HEADER, "Cache-Control")}
        headers[wire.ANSWER_HEADER] = bytes(answer.body).decode()
        return Response(chunk, 200, headers, media_type=wire.SEALED)

    def _deposit(self, letter: Letter) -> Deposit:
        return Deposit(self._letters.office, self._letters.device(letter))

    def _clear(self, status: int, letter: Letter, facts: dict[str, Json]) -> Response:
        if letter.sender is None:
            raise CertificateInvalid("device_unknown")
        return self._letters.clear(status, {"request": letter.digest, "nonce": letter.sender.nonce, **facts})


def _in_header(answer: Response) -> Response:
    """An answer without its body."""
    answer.headers[wire.ANSWER_HEADER] = bytes(answer.body).decode()
    return answer


def _digest(text: str) -> str:
    if not is_key(text):
        raise NotOurs
    return text


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        raise NotOurs
    return int(text)
