"""How a device and its people join an office (Ersteinrichtung): a one-time code, keys made here.

Private keys never leave the device. The office's keys are believed only when the root key, whose
fingerprint stands in the code, has signed them. A lost reply costs nothing: ask again with the same keys.
"""

from dataclasses import dataclass

from mobile_office.canonical import Json, canonical
from mobile_office.certified import SignedCertificate
from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid, Unknown, WrongKey
from mobile_office.domain.people import Role
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key, verify_certificate
from mobile_office.store.device import Device
from mobile_office.store.keys import PublicKeys, public_keys
from mobile_office.store.recovery import Recovered, open_recovered
from mobile_office.store.slot import Secrets
from mobile_office.sync import wire
from mobile_office.sync.code import Code, proof
from mobile_office.sync.door import Answered, Door
from mobile_office.sync.http import said_no, signed


@dataclass(frozen=True)
class DeviceKeys:
    """A device's own private keys, raw: an Ed25519 seed and an X25519 key. They belong in the store."""

    seed: bytes
    exchange: bytes


def new_device_keys() -> DeviceKeys:
    """Fresh keys for a device about to enrol."""
    return DeviceKeys(new_signing_key(), new_exchange_key())


def device_claim(keys: DeviceKeys) -> dict[str, str]:
    """The public halves of a device's keys, as they are claimed and as their fingerprint is made."""
    return {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}


@dataclass(frozen=True)
class Enrolled:
    """What enrolment brought: the device's public facts and its private keys.

    `waiting`: the office lets it exchange once somebody has compared its fingerprint.
    """

    device: Device
    keys: DeviceKeys
    waiting: bool = False


@dataclass(frozen=True)
class Introduction:
    """Whom a person's code is for, asked before the keys are made."""

    person: str
    name: str
    roles: frozenset[Role]


def enrol(url: str, code: str, keys: DeviceKeys | None = None, timeout: float = 20.0) -> Enrolled:
    """Make this machine a device of the office at `url`.

    After Offline or Unknown, ask again with the same `keys`. Raises Offline, Unknown, TooOld, or
    NotAllowed (code_mistyped, code_unknown, code_used, code_expired, too_many_codes, letter_taken).
    """
    read, keys = Code.read(code), keys or new_device_keys()
    claim: dict[str, Json] = {**device_claim(keys)}
    answer, office = _ask(url, "/v1/enrolments", read, claim, timeout)
    try:
        facts = {name: answer[name] for name in ("device", "letter", "stream", "kind")}
        wire.assert_text(*facts.values())
    except (KeyError, TypeError) as error:
        raise Unknown(reason="not_an_answer") from error
    device = Device(
        id=facts["device"],
        letter=facts["letter"],
        stream=facts["stream"],
        kind=facts["kind"],
        url=url,
        office_signing=office.signing,
        office_exchange=office.exchange,
        office_recovery=office.recovery,
        root=office.root,
        authorities=office.authorities,
        keys_version=office.version,
    )
    return Enrolled(device, keys, answer.get("waiting") is True)


def introduce(url: str, person_code: str, timeout: float = 20.0) -> Introduction:
    """Ask whom a code is for; it stays usable. Raises as `enrol`."""
    answer, _ = _ask(url, "/v1/introductions", Code.read(person_code), {}, timeout)
    try:
        wire.assert_text(answer["person"], answer["name"])
        return Introduction(answer["person"], answer["name"], frozenset(map(Role, answer["roles"])))
    except (KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="not_an_answer") from error


def certify(url: str, person_code: str, keys: PublicKeys, timeout: float = 20.0) -> SignedCertificate:
    """Have a person's public keys certified; after Offline or Unknown ask again with the same keys.

    Raises as `enrol`.
    """
    claim = {"desk_key": keys.desk, "decision_key": keys.decision, "exchange_key": keys.exchange}
    answer, office = _ask(url, "/v1/people", Code.read(person_code), claim, timeout)
    try:
        certificate = SignedCertificate.from_json(answer["certificate"])
        verify_certificate(certificate, office.signing)
    except (CertificateInvalid, KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="not_an_answer") from error
    return certificate


@dataclass(frozen=True)
class LetIn:
    """A person who forgot, let in anew: their certificate, and what opens the home."""

    certificate: SignedCertificate
    opened: Recovered


def recover(url: str, code: str, device: Device, keys: Secrets, grant: bytes, timeout: float = 20.0) -> LetIn:
    """Have the office open this home's recovery grant for a person's new keys; ask again with the same keys.

    Raises as `enrol`, and NotAllowed: recovery_key_away, recovery_not_ours.
    """
    public = public_keys(keys)
    claim = {
        "desk_key": public.desk,
        "decision_key": public.decision,
        "exchange_key": public.exchange,
        "grant": grant.hex(),
    }
    read = Code.read(code)
    if wire.fingerprint(device.root) != read.root:
        raise Unknown(reason="another_office")
    answer, office = _ask(url, "/v1/recoveries", read, claim, timeout)
    try:
        certificate = SignedCertificate.from_json(answer["certificate"])
        verify_certificate(certificate, office.signing)
        sealed = bytes.fromhex(answer["grant"])
        opened = open_recovered(sealed, keys.exchange_private, device.id, certificate.certificate.person)
    except (CertificateInvalid, WrongKey, KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="not_an_answer") from error
    return LetIn(certificate, opened)


def _ask(
    url: str, path: str, code: Code, claim: dict[str, Json], timeout: float
) -> tuple[dict[str, Json], wire.OfficeKeyList]:
    body = canonical({"code": code.lookup, "claim": claim, "proof": proof(code.proof_key, claim)})
    door = Door(url, timeout, authorities=_authorities(url, code, timeout))
    try:
        answered = door.post(path, body, wire.CLEAR)
    finally:
        door.close()
    office = _office(answered, code)
    answer = signed(answered, office.signing)
    if answered.status != 200:
        raise said_no(answered, office.signing, wire.sha256(body))
    if answer.get("request") != wire.sha256(body):
        raise Unknown(reason="another_request")
    return answer, office


def _authorities(url: str, code: Code, timeout: float) -> tuple[str, ...]:
    """Who vouches for the office's server: asked over a line not yet believed, since the root has signed the answer."""
    if not url.lower().startswith("https:"):
        return ()
    door = Door(url, timeout, authorities=None)
    try:
        return _office(door.get("/v1/keys"), code).authorities
    finally:
        door.close()


def _office(answered: Answered, code: Code) -> wire.OfficeKeyList:
    """The office's keys in an answer, believed because of the fingerprint in the code."""
    try:
        value = wire.read_json(answered.body)
        office = wire.OfficeKeyList.from_json(value["answer"]["office"])
        office.check(code.root)
    except (SignatureInvalid, KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="another_office") from error
    return office
