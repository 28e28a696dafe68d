"""The back office over HTTP, for one device.

Success is: status and content type and protocol header and our digest echoed and a valid signature.
Anything else is Unknown, which alone defeats captive portals and intercepting proxies.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType

from mobile_office.canonical import Json, canonical, read_time
from mobile_office.domain.errors import (
    CertificateInvalid,
    ClockWrong,
    NotAllowed,
    Refused,
    SignatureInvalid,
    TooOld,
    Unknown,
)
from mobile_office.protocol import Reply, Request
from mobile_office.publication import PIECE
from mobile_office.sealing import open_sealed, seal
from mobile_office.store.device import Device
from mobile_office.sync import wipe, wire
from mobile_office.sync.door import Answered, Door
from mobile_office.sync.requests import Signer

Renewed = Callable[[wire.OfficeKeyList], None]

_SAYS_NO: dict[str, type[Refused]] = {
    "device_unknown": CertificateInvalid,
    "device_revoked": CertificateInvalid,
    "device_waiting": CertificateInvalid,
    "code_unknown": NotAllowed,
    "code_used": NotAllowed,
    "code_expired": NotAllowed,
    "letter_taken": NotAllowed,
    "person_unknown": NotAllowed,
    "person_revoked": NotAllowed,
    "publication_unknown": NotAllowed,
    "gateway_only": NotAllowed,
    "blob_unknown": NotAllowed,
    "blob_damaged": Refused,
    "too_many_codes": NotAllowed,
    "recovery_key_away": NotAllowed,
    "recovery_not_ours": NotAllowed,
    "handover_over": NotAllowed,
}


def utc_now() -> datetime:
    """The laptop's clock."""
    return datetime.now(UTC)


def office_of(
    device: Device, seed: bytes, exchange: bytes, url: str | None = None, renewed: Renewed | None = None
) -> "HttpBackOffice":
    """The office of an enrolled device, whose private keys are raw; at another `url` where one is given."""
    return HttpBackOffice(
        url or device.url,
        device=device.id,
        device_seed=seed,
        device_exchange=exchange,
        office_exchange=device.office_exchange,
        office_signing=device.office_signing,
        root=device.root,
        authorities=device.authorities,
        keys_version=device.keys_version,
        renewed=renewed,
    )


class HttpBackOffice:
    """A `BackOffice` and its `Library` behind HTTP. The device's seed and private key are raw, the office's keys hex.

    `renewed` is given a newer list of the office's keys once the pinned `root` has signed it, on this thread, before
    its authorities are believed: it keeps them.
    """

    def __init__(
        self,
        url: str,
        *,
        device: str,
        device_seed: bytes,
        device_exchange: bytes,
        office_exchange: str,
        office_signing: str,
        timeout: float = 20.0,
        clock: Callable[[], datetime] = utc_now,
        root: str = "",
        authorities: Sequence[str] = (),
        keys_version: int = 0,
        renewed: Renewed | None = None,
    ) -> None:
        self._door = Door(url, timeout, Signer(device, device_seed, clock), authorities)
        self._root, self._keys_version, self._renewed = root, keys_version, renewed
        self._device = device
        self._seed = device_seed
        self._private = device_exchange
        self._office_exchange = office_exchange
        self._office_signing = office_signing

    def __enter__(self) -> "HttpBackOffice":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def door(self) -> Door:
        """The address behind it, for what else is asked there (`blobs`)."""
        return self._door

    @property
    def office_signing(self) -> str:
        """The office's public key, hex: what it has signed."""
        return self._office_signing

    def close(self) -> None:
        """Close the connections."""
        self._door.close()

    def exchange(self, request: Request) -> Reply:
        """One exchange. Raises Offline (`seconds`: the office's hint), Unknown, TooOld, CertificateInvalid."""
        asked = replace(request, keys=self._keys_version, brief=True)
        sealed = self._seal(asked.to_json(), wire.REQUEST)
        payload = self._ask("/v1/exchange", sealed, wire.REPLY)
        try:
            value = wire.read_json(payload)
            if value["request"] != wire.sha256(sealed):
                raise Unknown(reason="another_request")
            reply = Reply.from_json(value["reply"], request.entries)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_a_reply") from error
        if reply.office is not None and self._root:
            self._renew(reply.office)
        return reply

    def _renew(self, value: Json) -> None:
        """Go over to a newer key list; one that is not newer, or not the root's, changes nothing."""
        try:
            office = wire.OfficeKeyList.from_json(value)
            office.check(wire.fingerprint(self._root))
            is_newer = office.version > self._keys_version
        except (AttributeError, KeyError, SignatureInvalid, TypeError, ValueError):
            return
        # Only authorities change while a device is enrolled: other keys would be another office's (security.md 3).
        same = (office.signing, office.exchange) == (self._office_signing, self._office_exchange)
        if not is_newer or not same:
            return
        if self._renewed:
            self._renewed(office)
        self._keys_version = office.version
        self._door.believe(office.authorities)

    def content(self, digest: str, at: int) -> bytes:
        """A piece of what was published, from byte `at` on; empty at or beyond the end.

        Raises Offline, Unknown, TooOld, CertificateInvalid, or NotAllowed("publication_unknown").
        """
        sealed = self._seal({"device": self._device, "digest": digest, "at": at}, wire.CONTENT_REQUEST)
        piece = wire.content_piece(self._ask("/v1/publications", sealed, wire.CONTENT_REPLY), sealed)
        if len(piece) > PIECE:
            raise Unknown(reason="too_large")
        return piece

    def converse(self, path: str, value: Json, request: str, reply: str) -> Json:
        """A sealed question and its sealed answer, whose purposes are `request` and `reply`.

        Raises Offline, Unknown, TooOld or CertificateInvalid.
        """
        sealed = self._seal(value, request)
        payload = self._ask(path, sealed, reply)
        try:
            answer = wire.read_json(payload)
            is_ours = answer["request"] == wire.sha256(sealed)
        except (KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_an_answer") from error
        if not is_ours:
            raise Unknown(reason="another_request")
        return answer

    def reach(self) -> datetime:
        """Ask the office for a signed sign of life; its time. Raises Offline or Unknown."""
        nonce = secrets.token_hex(16)
        answered = self._door.get(f"/v1/health?nonce={nonce}")
        answer = signed(answered, self._office_signing)
        if answered.status != 200 or answer.get("nonce") != nonce:
            raise Unknown(reason="nonce")
        try:
            return read_time(answer["time"])
        except (KeyError, TypeError, ValueError) as error:
            raise Unknown(reason="not_an_answer") from error

    def _seal(self, value: Json, purpose: str) -> bytes:
        return seal(
            canonical(value),
            sender_seed=self._seed,
            sender=self._device,
            recipient_public=self._office_exchange,
            recipient=wire.OFFICE,
            purpose=purpose,
        )

    def _ask(self, path: str, sealed: bytes, purpose: str) -> bytes:
        """The payload of the office's sealed answer; raises what its signed no means."""
        answered = self._door.post(path, sealed, wire.SEALED)
        if answered.status != 200 or answered.kind != wire.SEALED:
            raise said_no(answered, self._office_signing, wire.sha256(sealed))
        try:
            return open_sealed(
                answered.body,
                recipient_private=self._private,
                recipient=self._device,
                sender=wire.OFFICE,
                sender_public=self._office_signing,
                purpose=purpose,
            )
        except (SignatureInvalid, Unknown) as error:
            raise Unknown("not_the_office", reason="not_a_reply") from error


def signed(answered: Answered, office_public: str) -> dict[str, Json]:
    """The signed answer in a clear response. Raises Unknown for anything the office did not sign."""
    if answered.kind != wire.CLEAR:
        raise Unknown("not_the_office", reason="content_type")
    try:
        return wire.read_answer(answered.body, office_public)
    except (SignatureInvalid, Unknown) as error:
        raise Unknown("not_the_office", reason="not_signed") from error


def said_no(answered: Answered, office_public: str, asked: str) -> Exception:
    """What the office's signed no means to us: TooOld, a refusal, or Unknown (as value, to raise)."""
    answer = signed(answered, office_public)
    code = answer.get("error")
    if answer.get("request") != asked or not isinstance(code, str):
        return Unknown(reason="another_request")
    if answered.status == 426 and code == "too_old":
        return TooOld()
    if code == "clock_wrong":
        return ClockWrong()
    if code == "device_revoked" and (order := wipe.read_order(answer)):
        return wipe.WipeOrdered(order)
    if code in _SAYS_NO:
        return _SAYS_NO[code](code)
    return Unknown("replayed") if code == "replayed" else Unknown(reason=code)
