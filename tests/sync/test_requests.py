"""Signed requests as any implementation of RFC 9421 reads them: what is covered, and that no two are alike."""

import base64
import hashlib
import re
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mobile_office.signing import new_signing_key
from mobile_office.sync.requests import Message, Signer
from mobile_office.sync.wire import sha256

NOW = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
SEED = new_signing_key()


def signed(body: bytes) -> tuple[str, dict[str, str]]:
    message = Message("PUT", "/v1/blobs/ab/0?size=5", {"Mobile-Office-Protocol": "2"})
    nonce = Signer("d1", SEED, lambda: NOW).sign(message, sha256(body))
    return nonce, message.headers


def test_the_signature_holds_by_the_letter_of_rfc_9421() -> None:
    nonce, headers = signed(b"chunk")
    digest = "sha-256=:" + base64.b64encode(hashlib.sha256(b"chunk").digest()).decode() + ":"
    assert headers["Content-Digest"] == digest
    parameters = headers["Signature-Input"].removeprefix("device=")
    wanted = f'created={int(NOW.timestamp())};keyid="d1";alg="ed25519";nonce="{nonce}";tag="mobile-office"'
    assert parameters.endswith(");" + wanted)
    base = "\n".join(
        (
            '"@method": PUT',
            '"@path": /v1/blobs/ab/0',
            '"@query": ?size=5',
            f'"content-digest": {digest}',
            '"mobile-office-device": d1',
            '"mobile-office-protocol": 2',
            f'"@signature-params": {parameters}',
        )
    )
    found = re.fullmatch("device=:(.+):", headers["Signature"])
    assert found
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key()
    public.verify(base64.b64decode(found[1]), base.encode())


def test_no_two_requests_have_the_same_nonce() -> None:
    assert len({signed(b"")[0] for _ in range(50)}) == 50
