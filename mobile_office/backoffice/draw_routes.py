"""The route of the draw: the key of a day that is over, signed, for anybody who wants to check it."""

from functools import partial

from fastapi import APIRouter, Query, Request, Response

from mobile_office.backoffice import draw
from mobile_office.backoffice.letters import Letter, Letters
from mobile_office.backoffice.openapi import route
from mobile_office.backoffice.schemas import TEXT, record
from mobile_office.backoffice.signed_requests import Proof
from mobile_office.domain.errors import NotAllowed

_TOLD = record({"stream": TEXT, "day": TEXT, "key": TEXT})
_AGS = "^[0-9]{8}$"


def routes(letters: Letters) -> APIRouter:
    """The route of the draw; whoever asks needs no key."""
    router = APIRouter()

    @router.get(
        "/v1/draws/{day}",
        **route(
            "The key of a day's draw, once the day is over",
            "Draw",
            answer=_TOLD,
            refuses=(NotAllowed("draw_secret"), NotAllowed("draw_unknown")),
        ),
    )
    async def key(request: Request, day: str, stream: str = Query(pattern=_AGS)) -> Response:
        return await letters.serve(request, partial(_told, letters, stream, day), Proof.CODE)

    return router


def _told(letters: Letters, stream: str, day: str, letter: Letter) -> Response:
    office = letters.office
    key = draw.published(office.engine, stream, day, office.clock())
    return letters.clear(200, {"request": letter.digest, "stream": stream, "day": day, "key": key})
