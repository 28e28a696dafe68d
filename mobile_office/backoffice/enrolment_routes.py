"""The routes of those who are not in yet, or no more: one-time codes, lost passphrases, wiped laptops.

None of them is signed by a device: a code's proof, a sealed envelope or a signed word stands in the letter instead.
Wrong codes are counted (`guesses`), because they come from anybody.
"""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from mobile_office.backoffice import recovering, wiping
from mobile_office.backoffice.guesses import Guesses
from mobile_office.backoffice.letters import Letter, Letters, NotOurs, is_key, parse
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.openapi import route
from mobile_office.backoffice.schemas import KEY, TEXT, claim, record, ref
from mobile_office.backoffice.signed_requests import Proof
from mobile_office.canonical import Json
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, SignatureInvalid, Unknown
from mobile_office.sealing import open_sealed
from mobile_office.sync import wire
from mobile_office.sync.wipe import HANDOVER, Word

_TAG = "Enrolment"
_DEVICE_KEYS = ("signing_key", "exchange_key")
_PERSON_KEYS = ("desk_key", "decision_key", "exchange_key")
_LONGEST_GRANT = 4096  # hex
_CODES = tuple(
    map(NotAllowed, ("code_unknown", "code_used", "code_expired", "too_many_codes", "letter_taken"))
)
_PEOPLE = tuple(
    map(NotAllowed, ("person_unknown", "person_revoked", "recovery_key_away", "recovery_not_ours"))
)
_CERTIFICATE: Json = {"type": "object", "description": "docs/protocol.md, section 3"}
_JOINED = {**dict.fromkeys(("device", "letter", "stream", "kind"), TEXT), "waiting": {"type": "boolean"}}
_INTRODUCED = {"person": TEXT, "name": TEXT, "roles": {"type": "array", "items": TEXT}}
_CERTIFIED = {"certificate": _CERTIFICATE}
_RECOVERED = {"certificate": _CERTIFICATE, "grant": TEXT}


def routes(letters: Letters) -> APIRouter:
    """The routes of enrolment, recovery and wiping."""
    router, office = APIRouter(), letters.office
    threshold = _Threshold(letters, Guesses(lambda: office.clock()))

    @router.post("/v1/enrolments", **_by_code("A device joins with a one-time code", _DEVICE_KEYS, _JOINED))
    async def enrol(request: Request) -> Response:
        return await letters.serve(request, partial(threshold.enrol, _source(request)), Proof.CODE)

    @router.post("/v1/introductions", **_by_code("Whom a person's one-time code is for", (), _INTRODUCED))
    async def introduce(request: Request) -> Response:
        return await letters.serve(request, partial(threshold.introduce, _source(request)), Proof.CODE)

    @router.post("/v1/people", **_by_code("A person's public keys are certified", _PERSON_KEYS, _CERTIFIED))
    async def certify(request: Request) -> Response:
        return await letters.serve(request, partial(threshold.certify, _source(request)), Proof.CODE)

    @router.post(
        "/v1/recoveries",
        **_by_code("A person who forgot is let in anew", (*_PERSON_KEYS, "grant"), _RECOVERED),
    )
    async def recover(request: Request) -> Response:
        return await letters.serve(request, partial(threshold.recover, _source(request)), Proof.CODE)

    @router.post(
        "/v1/handovers", **_of_wiping("What was unsent on a laptop about to be wiped", "kept", wire.SEALED)
    )
    async def hand_over(request: Request) -> Response:
        return await letters.serve(request, threshold.hand_over, Proof.CODE)

    @router.post("/v1/wiped", **_of_wiping("A laptop's word that nothing is left on it", "noted", wire.CLEAR))
    async def wiped(request: Request) -> Response:
        return await letters.serve(request, threshold.wiped, Proof.CODE)

    return router


def _by_code(summary: str, keys: tuple[str, ...], answer: dict[str, Json]) -> dict[str, Any]:
    told = record({"request": KEY, "office": ref("OfficeKeys"), **answer}, optional=("waiting",))
    refuses = (*_CODES, *_PEOPLE)
    return route(summary, _TAG, takes=wire.CLEAR, claim=claim(*keys), answer=told, refuses=refuses)


def _of_wiping(summary: str, done: str, takes: str) -> dict[str, Any]:
    told = record({"request": KEY, "office": ref("OfficeKeys"), done: {"type": "boolean"}})
    word: Json = {"type": "object", "description": "signed by the device"}
    refuses = (
        CertificateInvalid("device_unknown"),
        NotAllowed("handover_over"),
        SignatureInvalid(),
        Unknown(),
    )
    asked = word if takes == wire.CLEAR else None
    return route(summary, _TAG, takes=takes, claim=asked, answer=told, refuses=refuses)


class _Threshold:
    """Reads the letters of those who are not in, asks the office, writes answers."""

    def __init__(self, letters: Letters, guesses: Guesses) -> None:
        self._letters = letters
        self._office: Office = letters.office
        self._guesses = guesses

    def enrol(self, source: str, letter: Letter) -> Response:
        """A device's keys in; its name and letter out, and whether somebody has to compare its fingerprint."""
        lookup, claim, proved = self._claim(source, letter, _DEVICE_KEYS)
        with _Counted(self._guesses, source):
            device = self._office.enrol(lookup, claim, proved)
        facts = {"device": device.id, "letter": device.letter, "stream": device.stream, "kind": device.kind}
        waiting = {"waiting": True} if self._office.is_waiting(device) else {}
        return self._letters.yes(letter, {**facts, **waiting})

    def introduce(self, source: str, letter: Letter) -> Response:
        """Whom a code is for."""
        claimed = self._claim(source, letter, ())
        with _Counted(self._guesses, source):
            account = self._office.introduce(*claimed)
        facts = {"person": account.id, "name": account.name, "roles": sorted(account.roles)}
        return self._letters.yes(letter, facts)

    def certify(self, source: str, letter: Letter) -> Response:
        """A person's keys in, the certificate out."""
        claimed = self._claim(source, letter, _PERSON_KEYS)
        with _Counted(self._guesses, source):
            signed = self._office.certify(*claimed)
        return self._letters.yes(letter, {"certificate": signed.to_json()})

    def recover(self, source: str, letter: Letter) -> Response:
        """A person's new keys and a laptop's grant in; the certificate and the grant for these keys out."""
        lookup, claim, proved = self._claim(source, letter, _PERSON_KEYS, "grant")
        with _Counted(self._guesses, source):
            found = recovering.recover(self._office, lookup, claim, proved)
        return self._letters.yes(letter, {"certificate": found.certificate.to_json(), "grant": found.grant})

    def hand_over(self, letter: Letter) -> Response:
        """What was unsent is kept for the administrator."""
        device = wiping.ordered(self._office, letter.device)
        payload = open_sealed(
            letter.body,
            recipient_private=self._office.keys.exchange,
            recipient=wire.OFFICE,
            sender=device.id,
            sender_public=device.signing_key,
            purpose=HANDOVER,
        )
        wiping.take_over(self._office, device, payload)
        return self._letters.yes(letter, {"kept": True})

    def wiped(self, letter: Letter) -> Response:
        """The device's own word."""
        word = parse(letter.body, Word.from_json)
        if not _is_plain(word.device):
            raise NotOurs
        wiping.take_word(self._office, word)
        return self._letters.yes(letter, {"noted": True})

    def _claim(
        self, source: str, letter: Letter, names: tuple[str, ...], *sealed: str
    ) -> tuple[str, dict[str, str], str]:
        """The parts of a request with a one-time code; `names` are the public keys it must bring, `sealed` hex."""
        self._guesses.check(source)
        value = parse(letter.body, dict)
        try:
            lookup, claim, proved = value["code"], dict(value["claim"]), value["proof"]
            wire.assert_text(lookup, proved, *claim.values())
            keys = [claim[name] for name in names]
            if set(claim) != {*names, *sealed} or not all(map(is_key, keys)):
                raise NotOurs
            if not all(_is_sealed(claim[name]) for name in sealed) or not all(
                map(_is_plain, (lookup, proved))
            ):
                raise NotOurs
        except (KeyError, TypeError, ValueError) as error:
            raise NotOurs from error
        return lookup, claim, proved


class _Counted:
    """Counts a code the office does not know."""

    def __init__(self, guesses: Guesses, source: str) -> None:
        self._guesses, self._source = guesses, source

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, NotAllowed) and error.code == "code_unknown":
            self._guesses.wrong(self._source)


def _is_plain(text: str) -> bool:
    """What a database server can look for: no NUL, and nothing else that nobody prints."""
    return text.isascii() and text.isprintable()


def _is_sealed(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_GRANT and len(text) % 2 == 0 and not set(text) - set("0123456789abcdef")


def _source(request: Request) -> str:
    return request.client.host if request.client else ""
