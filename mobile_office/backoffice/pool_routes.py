"""The route of the pool: a device tells, sealed, which slots lie ready for substitutes, and brings new ones."""

from fastapi import APIRouter, Request, Response

from mobile_office.backoffice import pool
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, is_key, parse
from mobile_office.backoffice.openapi import route
from mobile_office.canonical import canonical
from mobile_office.domain.errors import CertificateInvalid
from mobile_office.sync import wire
from mobile_office.sync.pooling import REPLY, REQUEST, Offer, Told

_LONGEST = 200  # hex of a sealed code


def routes(letters: Letters) -> APIRouter:
    """The route of the pool."""
    router = APIRouter()

    def settle(letter: Letter) -> Response:
        device, payload = letters.opened(letter, REQUEST)
        told = parse(payload, Told.from_json)
        if told.device != device.id:
            raise CertificateInvalid("device_unknown")
        if not all(map(_is_offer, told.offers)) or not all(map(_is_plain, (*told.ready, *told.opened))):
            raise NotOurs
        heard = pool.settle(letters.office, device, told)
        answer = canonical({"request": letter.digest, **heard.to_json()})
        return letters.sealed(device, answer, REPLY)

    @router.post(
        "/v1/pool",
        **route("Slots for substitutes", "Enrolment", takes=wire.SEALED, gives=wire.SEALED, by_device=True),
    )
    async def tell(request: Request) -> Response:
        return await letters.serve(request, settle)

    return router


def _is_offer(offer: Offer) -> bool:
    keys = (offer.desk_key, offer.decision_key, offer.exchange_key)
    is_sealed = 0 < len(offer.code) <= _LONGEST and not set(offer.code) - set("0123456789abcdef")
    return is_sealed and all(map(is_key, keys)) and _is_plain(offer.person) and _is_plain(offer.by)


def _is_plain(text: str) -> bool:
    """What a database server can look for."""
    return len(text) <= 64 and text.isascii() and text.isprintable()
