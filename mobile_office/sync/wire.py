"""What both ends of the HTTP connection agree on: names, limits, strict JSON and signed answers.

Sealed envelopes carry what is personal; a *signed answer* is the office's clear word about anything
else (health, enrolment, why it said no). What is not signed by the office proves nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import Unknown
from mobile_office.signing import sign, verify

PROTOCOL_HEADER = "Mobile-Office-Protocol"
DEVICE_HEADER = "Mobile-Office-Device"
ANSWER_HEADER = "Mobile-Office-Answer"  # a signed answer where there is no body for it
SEALED = "application/octet-stream"
CLEAR = "application/json"
OFFICE = "office"  # the office's name as sender and recipient of envelopes
REQUEST = "exchange.request"  # purposes of envelopes
REPLY = "exchange.reply"
CONTENT_REQUEST = "publication.request"
CONTENT_REPLY = "publication.reply"
ANSWER = "answer"  # labels of signatures
KEY_LIST = "office.keys"
BATCH = 25  # entries in one request, and in one reply beside them (a save waits for one batch at most)
MOST_OFFERED = (
    50  # in a request over a quick link: their receipts are taken in as fast as `BATCH` new entries
)
ANNOUNCED = 50  # publications announced in one reply
LARGEST = 8 * 1024 * 1024  # bytes of one request or reply
DEEPEST = 32  # levels of JSON
MOST = 250_000  # brackets in it; 8 MB of nothing else would keep a server busy for seconds
HIGHEST = 2**53 - 1  # of JSON's numbers (RFC 7493 2.2), either way from 0; infinity is beyond it too
FINGERPRINT = 12  # bytes of SHA-256 of the root key that a one-time code carries


def sha256(data: bytes) -> str:
    """SHA-256, lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def read_json(data: bytes) -> Json:
    """Read strict JSON: UTF-8, no NaN, no key twice, no lone surrogate, no number beyond `HIGHEST`, at most `DEEPEST`.

    Raises ValueError, also for more than `MOST` brackets.
    """
    if data.count(b"[") + data.count(b"{") > MOST:
        raise ValueError("too much in it")
    text = data.decode()
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("too deep") from error
    _check(value, DEEPEST)
    if "\\u" in text:  # only written so a lone surrogate is valid UTF-8
        _refuse_surrogates(value)
    return value


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _check(value: Json, deepest: int) -> None:
    """Level by level, not value by value: somebody may send three million empty lists."""
    values = [value]
    for level in range(deepest + 1):
        inside: list[Json] = []
        for each in values:
            kind = type(each)
            if kind is str:  # most are
                continue
            if kind is dict or kind is list:
                if level == deepest:
                    raise ValueError("too deep")
                inside += each.values() if kind is dict else each
            elif (kind is int or kind is float) and not -HIGHEST <= each <= HIGHEST:
                raise ValueError("a number that other programs read as another")
        values = inside


def _refuse_surrogates(value: Json) -> None:
    if isinstance(value, str):
        value.encode()  # a lone one is a UnicodeEncodeError, which is a ValueError
    elif isinstance(value, dict | list):
        for item in value:
            _refuse_surrogates(item)
        for item in value.values() if isinstance(value, dict) else ():
            _refuse_surrogates(item)


@dataclass(frozen=True)
class OfficeKeyList:
    """The office's public keys (hex), signed by the root key that is kept offline (security.md 3).

    `signing` is Ed25519 (receipts, certificates, answers), `exchange` and `recovery` are X25519. `authorities` vouch
    for its servers on TLS lines: certificates, DER in base64, the current one and the next. A higher `version`
    replaces a lower one.
    """

    version: int
    signing: str
    exchange: str
    recovery: str
    root: str
    signature: str = ""
    authorities: tuple[str, ...] = ()

    def signed_part(self) -> Json:
        """What the root key's signature covers; a list from before there were authorities has none to cover."""
        return {
            "version": self.version,
            "signing": self.signing,
            "exchange": self.exchange,
            "recovery": self.recovery,
            "root": self.root,
            **({"authorities": list(self.authorities)} if self.authorities else {}),
        }

    def to_json(self) -> Json:
        """The JSON form."""
        return {**self.signed_part(), "signature": self.signature}

    @classmethod
    def from_json(cls, value: Json) -> "OfficeKeyList":
        """Read the JSON form. Raises KeyError or TypeError."""
        names = ("version", "signing", "exchange", "recovery", "root", "signature")
        authorities = tuple(value.get("authorities", ()))
        assert_text(*authorities)
        return cls(**{name: value[name] for name in names}, authorities=authorities)

    def check(self, pinned: bytes) -> None:
        """Raise SignatureInvalid unless the root has this fingerprint and has signed the list."""
        from_root = fingerprint(self.root) == pinned
        verify(self.root if from_root else "00" * 32, KEY_LIST, self.signed_part(), self.signature)


def fingerprint(root: str) -> bytes:
    """The first bytes of SHA-256 of a root public key (hex), as a one-time code carries them."""
    return hashlib.sha256(bytes.fromhex(root)).digest()[:FINGERPRINT]


def sign_answer(seed: bytes, answer: dict[str, Json]) -> bytes:
    """The office's signed answer as it travels."""
    return canonical({"answer": answer, "signature": sign(seed, ANSWER, answer)})


def read_answer(data: bytes, office_public: str) -> dict[str, Json]:
    """The answer, when the office has signed it. Raises SignatureInvalid or Unknown."""
    try:
        value = read_json(data)
        answer, signature = value["answer"], value["signature"]
        assert_text(signature)
        if not isinstance(answer, dict):
            raise TypeError("an answer has names")
    except (KeyError, TypeError, ValueError) as error:
        raise Unknown(reason="not_an_answer") from error
    verify(office_public, ANSWER, answer, signature)
    return answer


def content_reply(request: bytes, piece: bytes) -> bytes:
    """The payload that carries a piece of a publication: SHA-256 of the sealed request (raw), then the bytes.

    Bare bytes, because JSON would make them a third longer on a bad road.
    """
    return hashlib.sha256(request).digest() + piece


def content_piece(payload: bytes, request: bytes) -> bytes:
    """The piece out of such a payload. Raises Unknown when it answers another request."""
    asked = hashlib.sha256(request).digest()
    if payload[: len(asked)] != asked:
        raise Unknown(reason="another_request")
    return payload[len(asked) :]


def assert_text(*values: Json) -> None:
    """Raise TypeError for anything that is not a string."""
    for value in values:
        if not isinstance(value, str):
            raise TypeError("a string was expected")
