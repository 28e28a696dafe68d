"""The office over HTTP: opens envelopes, asks the `Office`, seals the reply for the device that asked.

Every answer carries our protocol header and is sealed or signed; a refusal names a code and never a
person. Blocking work runs in worker threads; nothing is kept between requests.
"""

from typing import Any

from fastapi import FastAPI, Query, Request, Response

from mobile_office import protocol
from mobile_office.backoffice import (
    blob_routes,
    draw_routes,
    enrolment_routes,
    intake_routes,
    openapi,
    pool_routes,
    probes,
    schemas,
)
from mobile_office.backoffice.figures import figures_of
from mobile_office.backoffice.gate import Gate, Life, Readers
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, is_count, is_key, parse
from mobile_office.backoffice.limits import Rates
from mobile_office.backoffice.metrics import Metrics
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.openapi import route
from mobile_office.backoffice.sightings import Sightings
from mobile_office.backoffice.signed_requests import Proof
from mobile_office.backoffice.strays import answer_strays
from mobile_office.canonical import Json, canonical, write_time
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, SignatureInvalid
from mobile_office.protocol import VERSION
from mobile_office.sync import wire

_DELIVERY = "Delivery"
_LIFE = schemas.record({"nonce": schemas.TEXT, "time": schemas.TIME, "version": {"type": "integer"}})
_KEYS = schemas.record({"office": schemas.ref("OfficeKeys")})


def create_app(
    office: Office, life: Life | None = None, readers: Readers | None = None, rates: Rates | None = None
) -> FastAPI:
    """The HTTP face of an office; `readers` may read its measurements."""
    app = FastAPI(title="Mobile Office back office", version=str(VERSION), docs_url=None, redoc_url=None)
    metrics, life = Metrics(lambda: figures_of(office)), life or Life()
    desk = _Desk(office, metrics)

    @app.get("/v1/health", **route("A signed sign of life", _DELIVERY, answer=_LIFE, is_ours=False))
    async def health(nonce: str = Query(min_length=1, max_length=64)) -> Response:
        time = write_time(office.clock())
        return desk.letters.clear(200, {"nonce": nonce, "time": time, "version": VERSION})

    @app.get(
        "/v1/keys",
        **route("The office's keys, as its root has signed them", _DELIVERY, answer=_KEYS, is_ours=False),
    )
    async def keys() -> Response:
        return desk.letters.clear(200, {"office": office.keys.public.to_json()})

    @app.post("/v1/exchange", **_sealed("One sealed exchange with a device"))
    async def exchange(request: Request) -> Response:
        return await desk.letters.serve(request, desk.exchange, Proof.SEALED)

    @app.post(
        "/v1/publications",
        **_sealed("A sealed piece of what was published", NotAllowed("publication_unknown")),
    )
    async def content(request: Request) -> Response:
        return await desk.letters.serve(request, desk.content, Proof.SEALED)

    app.include_router(enrolment_routes.routes(desk.letters))
    app.include_router(blob_routes.routes(desk.letters))
    app.include_router(intake_routes.routes(desk.letters))
    app.include_router(draw_routes.routes(desk.letters))
    app.include_router(pool_routes.routes(desk.letters))
    app.include_router(probes.routes(office, metrics, life, readers or Readers()))
    answer_strays(app, desk.letters)
    openapi.publish(app)
    app.add_middleware(Gate, letters=desk.letters, metrics=metrics, life=life, rates=rates)
    return app


def _sealed(summary: str, *refuses: NotAllowed) -> dict[str, Any]:
    return route(summary, _DELIVERY, takes=wire.SEALED, gives=wire.SEALED, by_device=True, refuses=refuses)


class _Desk:
    """Reads letters, asks the office, writes answers."""

    def __init__(self, office: Office, metrics: Metrics) -> None:
        self._office = office
        self._metrics = metrics
        self._sightings = Sightings(office)
        self.letters = Letters(office)

    def exchange(self, letter: Letter) -> Response:
        """Open, exchange, seal."""
        device, payload = self.letters.opened(letter, wire.REQUEST)
        request = parse(payload, _request)
        if letter.sender is None and request.version >= VERSION:
            raise SignatureInvalid(
                reason="request"
            )  # a signed one, heard and said again without its signature
        if request.device != device.id:
            raise CertificateInvalid("device_unknown")
        reply = self._office.exchange(request, device)
        offered = {entry.header.id for entry in request.entries}
        accepted = sum(item.entry.header.id in offered for item in reply.accepted)
        self._sightings.note(device, request.version, letter.sender.ahead if letter.sender else None)
        self._metrics.offered(accepted, [each.code for each in reply.refused], len(reply.held))
        told = reply.to_json(request.entries if request.brief else ())
        answer = canonical({"request": letter.digest, "reply": told})
        return self.letters.sealed(device, answer, wire.REPLY)

    def content(self, letter: Letter) -> Response:
        """Open, look up, seal a piece of what was published."""
        device, payload = self.letters.opened(letter, wire.CONTENT_REQUEST)
        asker, digest, at = parse(payload, _wanted)
        if asker != device.id:
            raise CertificateInvalid("device_unknown")
        piece = self._office.library(device.id).content(digest, at)
        return self.letters.sealed(device, wire.content_reply(letter.body, piece), wire.CONTENT_REPLY)


def _request(value: Json) -> protocol.Request:
    """An exchange whose numbers are numbers and whose texts are texts that every database can keep."""
    request = protocol.Request.from_json(value)
    wire.assert_text(request.device, request.stream)
    head = request.checkpoint
    numbers = (request.version, request.cursor, request.published, request.keys, head.n if head else 0)
    if not all(map(is_count, numbers)):
        raise NotOurs
    if head and not all(map(_is_name, (head.chain, head.head))):
        raise NotOurs
    return request


def _is_name(text: Json) -> bool:
    """A text of a checkpoint that has a column of its own."""
    return isinstance(text, str) and len(text) <= 64 and "\0" not in text


def _wanted(value: Json) -> tuple[str, str, int]:
    """Who asks, for which digest, from which byte on."""
    asker, digest, at = value["device"], value["digest"], value["at"]
    wire.assert_text(asker, digest)
    if not is_key(digest) or not is_count(at) or len(value) != 3:
        raise NotOurs
    return asker, digest, at
