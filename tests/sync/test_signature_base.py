"""The template says what the library says, both ways; and what is written otherwise is left to the library."""

from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from mobile_office.signing import new_signing_key
from mobile_office.sync import signature_base
from mobile_office.sync.requests import Message, Signer
from mobile_office.sync.signature_base import COVERED, LABEL, TAG
from mobile_office.sync.wire import sha256

SEED = new_signing_key()
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
KEYS = MappingKeyResolver(public_keys={"d1": KEY.public_key()}, private_keys={"d1": KEY})
NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
TARGETS = (
    "/v1/exchange",
    "/v1/blobs/ab/0?size=5",
    "/v1/cases?after=17&limit=3",
    "/v1/health?nonce=a-b_c.d~e",
)


def request(method: str = "PUT", target: str = TARGETS[1]) -> Message:
    return Message(method, target, {"Mobile-Office-Protocol": "2"})


def lowered(message: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in message.headers.items()}


def by_library(message: Message, body: bytes) -> None:
    message.headers["Mobile-Office-Device"] = "d1"
    signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=KEYS)
    signer.sign(
        message,
        key_id="d1",
        created=NOW,
        nonce="ab" * 16,
        label=LABEL,
        tag=TAG,
        covered_component_ids=COVERED,
        body=body,
    )


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST"])
def test_what_we_sign_the_library_believes(method: str, target: str) -> None:
    message = request(method, target)
    Signer("d1", SEED, lambda: datetime.now(UTC)).sign(message, sha256(b"chunk"))
    verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=KEYS)
    (result,) = verifier.verify(message, expect_tag=TAG, require_components=COVERED, body=b"chunk")
    assert result.parameters["keyid"] == "d1"


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_library_signs_we_read_as_ours(target: str) -> None:
    message = request("PUT", target)
    by_library(message, b"chunk")
    read = signature_base.read("PUT", target, lowered(message))
    assert read
    assert (read.key, read.created, read.nonce) == ("d1", int(NOW.timestamp()), "ab" * 16)
    KEY.public_key().verify(read.value, read.base)


def test_another_method_target_or_header_is_another_signature() -> None:
    message = request()
    by_library(message, b"chunk")
    headers = lowered(message)
    changed = {
        "method": ("GET", message.target, headers),
        "target": ("PUT", "/v1/blobs/ab/1?size=5", headers),
        "query": ("PUT", "/v1/blobs/ab/0?size=6", headers),
        "digest": (
            "PUT",
            message.target,
            {**headers, "content-digest": signature_base.content_digest(sha256(b"x"))},
        ),
        "device": ("PUT", message.target, {**headers, "mobile-office-device": "d2"}),
        "version": ("PUT", message.target, {**headers, "mobile-office-protocol": "3"}),
    }
    for method, target, told in changed.values():
        read = signature_base.read(method, target, told)
        assert read
        with pytest.raises(InvalidSignature):
            KEY.public_key().verify(read.value, read.base)


@pytest.mark.parametrize(
    "change",
    [
        {"signature-input": ""},
        {
            "signature-input": 'device=("@method");created=1;keyid="d1";alg="ed25519";nonce="ab";tag="mobile-office"'
        },
        {"signature": "device=:AAAA:"},
        {"signature": "other=:" + "A" * 86 + "==:"},
        {"content-digest": "sha-256=:a\nb:"},
    ],
)
def test_what_is_written_otherwise_is_not_read(change: dict[str, str]) -> None:
    message = request()
    by_library(message, b"chunk")
    assert signature_base.read("PUT", message.target, {**lowered(message), **change}) is None


@pytest.mark.parametrize("target", ["/v1/a%20b", "/v1/a?b=%41", "/v1/ä", "/v1/a?b?c", "v1/a", "/v1/a\n"])
def test_a_target_that_two_could_read_in_two_ways_is_not_read(target: str) -> None:
    message = request()
    by_library(message, b"chunk")
    assert signature_base.read("PUT", target, lowered(message)) is None


def test_a_key_s_name_that_needs_escapes_is_not_written() -> None:
    with pytest.raises(ValueError, match="plain"):
        signature_base.parameters('d"1', 1, "ab")
