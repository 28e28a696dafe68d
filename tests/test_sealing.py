"""Envelopes open for the one they were sealed for, and prove who sent them."""

import base64

import pytest

from mobile_office import sealing, signing
from mobile_office.canonical import canonical
from mobile_office.domain.errors import SignatureInvalid, Unknown, WrongKey

SENDER = signing.new_signing_key()
OFFICE, OTHER = sealing.new_exchange_key(), sealing.new_exchange_key()
PAYLOAD = b'{"family_name": "Mustermann"}'


def seal(payload: bytes = PAYLOAD, recipient: bytes = OFFICE, purpose: str = "request") -> bytes:
    return sealing.seal(
        payload,
        sender_seed=SENDER,
        sender="d-1",
        recipient_public=sealing.exchange_public(recipient),
        recipient="office-1",
        purpose=purpose,
    )


def open_sealed(
    data: bytes,
    private: bytes = OFFICE,
    recipient: str = "office-1",
    sender: str = "d-1",
    sender_public: str = signing.public_key(SENDER),
    purpose: str = "request",
) -> bytes:
    return sealing.open_sealed(
        data,
        recipient_private=private,
        recipient=recipient,
        sender=sender,
        sender_public=sender_public,
        purpose=purpose,
    )


@pytest.mark.parametrize("payload", [b"", PAYLOAD, bytes(range(256)) * 4000])
def test_an_envelope_brings_its_payload_and_shows_nothing_of_it(payload: bytes) -> None:
    data = seal(payload)
    assert open_sealed(data) == payload
    assert data[0] == sealing.SUITE_X25519
    assert b"Mustermann" not in data
    assert base64.b64encode(PAYLOAD)[:12] not in data


def test_the_same_payload_never_looks_the_same_twice() -> None:
    assert seal() != seal()


def test_an_envelope_opens_only_for_its_recipient_sender_and_purpose() -> None:
    data = seal()
    with pytest.raises(Unknown):
        open_sealed(data, private=OTHER)
    with pytest.raises(Unknown):
        open_sealed(data, recipient="office-2")
    with pytest.raises(Unknown):
        open_sealed(data, sender="d-2")
    with pytest.raises(Unknown):
        open_sealed(data, purpose="reply")


def test_an_envelope_of_another_signer_is_refused() -> None:
    with pytest.raises(SignatureInvalid):
        open_sealed(seal(), sender_public=signing.public_key(signing.new_signing_key()))


def test_a_cut_or_changed_envelope_and_an_unknown_suite_prove_nothing() -> None:
    data = seal()
    broken = [b"", data[:1], data[:40], data[:-1], data + b"\0", bytes([2]) + data[1:]]
    broken += [data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :] for i in range(0, len(data), 37)]
    for other in broken:
        with pytest.raises(Unknown):
            open_sealed(other)


def test_a_recipient_cannot_pass_an_envelope_on_as_if_it_were_for_another() -> None:
    inside = sealing.decrypt(seal(), OFFICE, canonical([1, "office-1", "d-1", "request"]))
    passed_on = sealing.encrypt(
        inside, sealing.exchange_public(OTHER), canonical([1, "office-1", "d-1", "request"])
    )
    with pytest.raises(SignatureInvalid):
        open_sealed(passed_on, private=OTHER)


@pytest.mark.parametrize("inside", [b"", b"[]", b"{}", b"\xff", b"1", b"[" * 100_000, b'{"payload": 1}'])
def test_what_is_sealed_but_no_envelope_proves_nothing(inside: bytes) -> None:
    info = canonical([1, "office-1", "d-1", "request"])
    with pytest.raises(Unknown):
        open_sealed(sealing.encrypt(inside, sealing.exchange_public(OFFICE), info))


def test_a_grant_brings_the_database_key_to_one_person_only() -> None:
    dbk = bytes(range(32))
    data = sealing.grant(dbk, sealing.exchange_public(OFFICE))
    assert dbk not in data
    assert sealing.open_grant(data, OFFICE) == dbk
    for wrong, private in [(data, OTHER), (data[:-1], OFFICE), (b"", OFFICE), (b"\2" + data[1:], OFFICE)]:
        with pytest.raises(WrongKey):
            sealing.open_grant(wrong, private)


def test_an_envelope_is_never_taken_for_a_grant() -> None:
    with pytest.raises(WrongKey):
        sealing.open_grant(seal(), OFFICE)


def test_nothing_is_sealed_for_a_key_that_is_none() -> None:
    for public in ("", "ab", "00" * 32):
        with pytest.raises(ValueError):  # noqa: PT011  foreign wording, it may change
            sealing.grant(bytes(32), public)
