"""The routes of the intake: cases for a gateway, and what it says of them. Answers are in clear: TLS, or this machine.

`serve` speaks in clear with nobody else. A request is signed by the device, an outcome by an intake person besides.
"""

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Query, Request, Response

from mobile_office.backoffice import admitting, intake
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, parse
from mobile_office.backoffice.openapi import route
from mobile_office.backoffice.schemas import KEY, TEXT, record
from mobile_office.canonical import Json
from mobile_office.domain.case import Action, SubjectKind
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.domain.rights import DeviceRight, device_may
from mobile_office.protocol import Entry, Numbered
from mobile_office.store.accepting import Taken
from mobile_office.store.transactions import reading
from mobile_office.sync import wire

MOST_COUNT = 2**53 - 1  # the highest number of our JSON
OUTCOMES = (Action.TAKE_OVER, Action.QUERY, Action.NOT_POSSIBLE)
_TAG = "Intake"
_USUAL = 20  # cases in an answer
_NOT_ALLOWED = NotAllowed("gateway_only")
_COUNT: Json = {"type": "integer", "minimum": 0}
_LIST: Json = {"type": "array", "items": {"type": "object"}}
_ASKED = {"request": KEY, "nonce": TEXT}
_CASES = record({**_ASKED, "cases": _LIST, "after": _COUNT, "more": {"type": "boolean"}})
_ANSWERS = record({**_ASKED, "accepted": _LIST, "refused": _LIST, "held": {"type": "array", "items": TEXT}})


def routes(letters: Letters) -> APIRouter:
    """The routes of the intake."""
    router, desk = APIRouter(), _Desk(letters)

    @router.get(
        "/v1/cases",
        **route("Cases to take over", _TAG, by_device=True, answer=_CASES, refuses=(_NOT_ALLOWED,)),
    )
    async def cases(
        request: Request,
        after: int = Query(0, ge=0, le=MOST_COUNT),
        limit: int = Query(_USUAL, ge=1, le=intake.MOST),
    ) -> Response:
        return await letters.serve(request, partial(desk.cases, after, limit))

    @router.post(
        "/v1/cases/{number}/outcome",
        **route(
            "What the register says of a case",
            _TAG,
            takes=wire.CLEAR,
            claim=record({"entries": _LIST}),
            by_device=True,
            answer=_ANSWERS,
            refuses=(_NOT_ALLOWED,),
        ),
    )
    async def outcome(request: Request, number: str) -> Response:
        return await letters.serve(request, partial(desk.outcome, number))

    return router


class _Desk:
    """Reads the requests, asks the office, writes signed answers that name what they answer."""

    def __init__(self, letters: Letters) -> None:
        self._letters = letters

    def cases(self, after: int, limit: int, letter: Letter) -> Response:
        """Cases that may be taken over."""
        device = self._gateway(letter)
        with reading(self._letters.office.engine) as connection:
            page = intake.read(connection, device.stream, after, limit)
        return self._told(letter, {"cases": list(page.cases), "after": page.after, "more": page.more})

    def outcome(self, number: str, letter: Letter) -> Response:
        """Take what an intake person has signed about one case."""
        device = self._gateway(letter)
        entries = parse(letter.body, _entries)
        if not all(_is_outcome(entry, number, device) for entry in entries):
            raise NotOurs
        terms = admitting.terms(self._letters.office, device.stream)
        return self._told(letter, _answers(admitting.accept(terms, device.id, entries)))

    def _gateway(self, letter: Letter) -> KnownDevice:
        device = self._letters.device(letter)
        if not device_may(device.kind, DeviceRight.OUTCOMES):
            raise _NOT_ALLOWED
        return device

    def _told(self, letter: Letter, facts: dict[str, Json]) -> Response:
        if letter.sender is None:
            raise CertificateInvalid("device_unknown")
        return self._letters.clear(200, {"request": letter.digest, "nonce": letter.sender.nonce, **facts})


def _entries(value: Json) -> tuple[Entry, ...]:
    entries = value["entries"]
    if not isinstance(entries, list) or not 0 < len(entries) <= wire.BATCH:
        raise TypeError("some entries were expected")
    read: Callable[[Json], Entry] = Entry.from_json
    return tuple(map(read, entries))


def _is_outcome(entry: Entry, number: str, device: KnownDevice) -> bool:
    header = entry.header
    is_it = header.kind is SubjectKind.CASE and header.action in OUTCOMES
    return is_it and (header.subject, header.device) == (number, device.id)


def _answers(taken: Taken) -> dict[str, Json]:
    def numbered(item: Numbered) -> Json:
        return {"entry": item.entry.header.id, "receipt": item.receipt.to_json()}

    return {
        "accepted": [numbered(item) for item in taken.numbered],
        "refused": [
            {"entry": each.entry, "code": each.code, "details": each.details} for each in taken.refused
        ],
        "held": list(taken.held),
    }
