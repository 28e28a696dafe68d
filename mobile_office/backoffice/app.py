"""The office over HTTP: opens envelopes, asks the `Office`, seals the reply for the device that asked.

Every answer carries our protocol header and is sealed or signed; a refusal names a code and never a
person. Blocking work runs in worker threads; nothing is kept between requests.
"""

from fastapi import FastAPI, Query, Request, Response

from mobile_office import protocol
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, is_count, is_key, parse
from mobile_office.backoffice.office import Office
from mobile_office.canonical import Json, canonical, write_time
from mobile_office.domain.errors import CertificateInvalid
from mobile_office.protocol import VERSION
from mobile_office.sync import wire


def create_app(office: Office) -> FastAPI:
    """The HTTP face of an office."""
    app = FastAPI(title="Mobile Office back office", version=str(VERSION), docs_url=None, redoc_url=None)
    desk = _Desk(office)

    @app.get("/v1/health", response_model=None, summary="A signed sign of life")
    async def health(nonce: str = Query(min_length=1, max_length=64)) -> Response:
        time = write_time(office.clock())
        return desk.letters.clear(200, {"nonce": nonce, "time": time, "version": VERSION})

    @app.post("/v1/exchange", response_model=None, summary="One sealed exchange with a device")
    async def exchange(request: Request) -> Response:
        return await desk.letters.serve(request, desk.exchange)

    @app.post("/v1/publications", response_model=None, summary="A sealed piece of what was published")
    async def content(request: Request) -> Response:
        return await desk.letters.serve(request, desk.content)

    @app.post("/v1/enrolments", response_model=None, summary="A device joins with a one-time code")
    async def enrol(request: Request) -> Response:
        return await desk.letters.serve(request, desk.enrol)

    @app.post("/v1/introductions", response_model=None, summary="Whom a person's one-time code is for")
    async def introduce(request: Request) -> Response:
        return await desk.letters.serve(request, desk.introduce)

    @app.post("/v1/people", response_model=None, summary="A person's public keys are certified")
    async def certify(request: Request) -> Response:
        return await desk.letters.serve(request, desk.certify)

    return app


class _Desk:
    """Reads letters, asks the office, writes answers."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.letters = Letters(office)

    def exchange(self, letter: Letter) -> Response:
        """Open, exchange, seal."""
        device, payload = self.letters.opened(letter, wire.REQUEST)
        request = parse(payload, _request)
        if request.device != device.id:
            raise CertificateInvalid("device_unknown")
        reply = self._office.exchange(request)
        answer = canonical({"request": letter.digest, "reply": reply.to_json()})
        return self.letters.sealed(device, answer, wire.REPLY)

    def content(self, letter: Letter) -> Response:
        """Open, look up, seal a piece of what was published."""
        device, payload = self.letters.opened(letter, wire.CONTENT_REQUEST)
        asker, digest, at = parse(payload, _wanted)
        if asker != device.id:
            raise CertificateInvalid("device_unknown")
        piece = self._office.library(device.id).content(digest, at)
        return self.letters.sealed(device, wire.content_reply(letter.body, piece), wire.CONTENT_REPLY)

    def enrol(self, letter: Letter) -> Response:
        """A device's keys in, its name and letter out."""
        lookup, claim, proved = _claim(letter, ("signing_key", "exchange_key"))
        device = self._office.enrol(lookup, claim, proved)
        facts = {"device": device.id, "letter": device.letter, "stream": device.stream, "kind": device.kind}
        return self.letters.yes(letter, facts)

    def introduce(self, letter: Letter) -> Response:
        """Whom a code is for."""
        account = self._office.introduce(*_claim(letter, ()))
        return self.letters.yes(
            letter, {"person": account.id, "name": account.name, "roles": sorted(account.roles)}
        )

    def certify(self, letter: Letter) -> Response:
        """A person's keys in, the certificate out."""
        signed = self._office.certify(*_claim(letter, ("desk_key", "decision_key", "exchange_key")))
        return self.letters.yes(letter, {"certificate": signed.to_json()})


def _request(value: Json) -> protocol.Request:
    """An exchange whose numbers are numbers."""
    request = protocol.Request.from_json(value)
    if not is_count(request.cursor) or not is_count(request.published):
        raise NotOurs
    return request


def _wanted(value: Json) -> tuple[str, str, int]:
    """Who asks, for which digest, from which byte on."""
    asker, digest, at = value["device"], value["digest"], value["at"]
    wire.assert_text(asker, digest)
    if not is_key(digest) or not is_count(at) or len(value) != 3:
        raise NotOurs
    return asker, digest, at


def _claim(letter: Letter, names: tuple[str, ...]) -> tuple[str, dict[str, str], str]:
    """The parts of a request with a one-time code; `names` are the public keys it must bring."""
    value = parse(letter.body, dict)
    try:
        lookup, claim, proved = value["code"], dict(value["claim"]), value["proof"]
        wire.assert_text(lookup, proved, *claim.values())
        if set(claim) != set(names) or not all(map(is_key, claim.values())):
            raise NotOurs
    except (KeyError, TypeError, ValueError) as error:
        raise NotOurs from error
    return lookup, claim, proved
