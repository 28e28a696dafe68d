"""Signatures: what was signed stays as it was, and only the named key can have made it."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from mobile_office import signing
from mobile_office.canonical import Body, canonical, digest
from mobile_office.certified import SignedCertificate
from mobile_office.domain.case import Action, Header, ServiceRef, SubjectKind
from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid
from mobile_office.domain.people import Certificate, FormerKeys, Role
from mobile_office.headers import GENESIS
from mobile_office.protocol import Checkpoint, Entry, Receipt

NOW = datetime(2026, 11, 22, 10, 42, 7, 123000, tzinfo=UTC)
DESK, DECISION, OFFICE = (bytes([number]) * 32 for number in (1, 2, 3))
CERTIFICATE = Certificate(
    person="p-1",
    name="Jana Kroll",
    roles=frozenset({Role.CLERK}),
    stream="05315000",
    desk_key=signing.public_key(DESK),
    decision_key=signing.public_key(DECISION),
    exchange_key="00" * 32,
    valid_from=NOW - timedelta(days=1),
    valid_until=NOW + timedelta(days=34),
)
BODY = signing.new_body({"answers": {"family_name": "Mustermann", "given_names": "Erika"}})


def header(action: Action = Action.SUBMIT, kind: SubjectKind = SubjectKind.CASE) -> Header:
    return Header(
        id="e-1",
        stream="05315000",
        kind=kind,
        subject="B-2026-00042-7",
        base=None,
        chain="c-1",
        n=1,
        previous=GENESIS,
        action=action,
        person="p-1",
        device="d-1",
        at=NOW,
        digest=digest(BODY),
        service=ServiceRef("residence_registration", 1, "ab" * 32),
    )


def test_a_signature_is_worth_nothing_for_another_label_value_or_key() -> None:
    signature = signing.sign(DESK, "entry", {"a": 1})
    public = signing.public_key(DESK)
    signing.verify(public, "entry", {"a": 1}, signature)
    for key, label, value in [
        (public, "receipt", {"a": 1}),
        (public, "entry", {"a": 2}),
        (signing.public_key(OFFICE), "entry", {"a": 1}),
    ]:
        with pytest.raises(SignatureInvalid):
            signing.verify(key, label, value, signature)


@pytest.mark.parametrize(
    "key, value, signature",
    [
        ("", {}, "00" * 64),
        ("zz" * 32, {}, "00" * 64),
        ("00" * 32, {}, "00" * 64),
        (signing.public_key(DESK), {}, ""),
        (signing.public_key(DESK), {}, None),
        (signing.public_key(DESK), "\ud800", "00" * 64),
        (signing.public_key(DESK), 2**60, "00" * 64),
    ],
)
def test_malformed_keys_values_and_signatures_are_invalid_and_never_a_crash(
    key: str, value: object, signature: str
) -> None:
    with pytest.raises(SignatureInvalid):
        signing.verify(key, "entry", value, signature)


@pytest.mark.parametrize(
    "weak",
    [
        "01" + "00" * 31,
        "00" * 32,
        "00" * 31 + "80",
        "ec" + "ff" * 30 + "7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ],
)
def test_a_key_under_which_anybody_could_sign_is_no_key(weak: str) -> None:
    forged = f"{weak}{'00' * 32}"
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(weak))
    taken = 0
    for number in range(64):
        with contextlib.suppress(InvalidSignature):
            key.verify(bytes.fromhex(forged), canonical(["entry", number]))
            taken += 1
        with pytest.raises(SignatureInvalid):
            signing.verify(weak, "entry", number, forged)
    assert taken  # the control: the library alone is fooled


def test_a_signature_has_one_spelling_only() -> None:
    signature = signing.sign(DESK, "entry", 1)
    for other in (signature.upper(), " " + signature):
        with pytest.raises(SignatureInvalid):
            signing.verify(signing.public_key(DESK), "entry", 1, other)


def test_two_bodies_with_the_same_answers_have_different_digests() -> None:
    first, second = signing.new_body({"answers": {}}), signing.new_body({"answers": {}})
    assert len(first["salt"]) == 64
    assert digest(first) != digest(second)


def test_an_entry_verifies_also_after_its_journey_and_after_its_body_is_erased() -> None:
    entry = signing.sign_entry(header(), BODY, DESK)
    signing.verify_entry(entry, CERTIFICATE)
    signing.verify_entry(Entry.from_json(entry.to_json()), CERTIFICATE)
    signing.verify_entry(replace(entry, body=None), CERTIFICATE)


def test_an_entry_is_not_signed_over_a_body_it_does_not_name_or_that_can_be_guessed() -> None:
    with pytest.raises(ValueError, match="digest"):
        signing.sign_entry(header(), signing.new_body({}), DESK)
    guessable: Body = {"answers": {}}
    with pytest.raises(ValueError, match="salt"):
        signing.sign_entry(replace(header(), digest=digest(guessable)), guessable, DESK)


@pytest.mark.parametrize(
    "reason, changed",
    [
        ("person", lambda entry: replace(entry, header=replace(entry.header, person="p-2"))),
        ("hash", lambda entry: replace(entry, header=replace(entry.header, subject="B-2026-00043-5"))),
        ("hash", lambda entry: replace(entry, header=replace(entry.header, subject=2**60))),
        ("hash", lambda entry: replace(entry, header=replace(entry.header, at="2026-11-22"))),
        ("hash", lambda entry: replace(entry, hash="00" * 32)),
        ("body", lambda entry: replace(entry, body={**BODY, "answers": {"family_name": "Musterfrau"}})),
        ("hash", lambda entry: replace(entry, body={"answers": "\ud800"})),
        ("signature", lambda entry: replace(entry, signature="00" * 64)),
    ],
)
def test_a_changed_entry_is_refused_and_the_reason_is_named(reason: str, changed) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SignatureInvalid) as refusal:
        signing.verify_entry(changed(signing.sign_entry(header(), BODY, DESK)), CERTIFICATE)
    assert refusal.value.details["reason"] == reason
    assert "Muster" not in str(refusal.value)


def test_an_entry_whose_body_can_be_guessed_is_refused() -> None:
    body = {"answers": {}, "salt": "ab"}
    bare = replace(header(), digest=digest(body))
    hash_ = digest(Entry(bare, "", "").to_json()["header"])
    entry = Entry(bare, hash_, signing.sign(DESK, signing.ENTRY, hash_), body)
    with pytest.raises(SignatureInvalid) as refusal:
        signing.verify_entry(entry, CERTIFICATE)
    assert refusal.value.details["reason"] == "salt"


@pytest.mark.parametrize(
    "action, kind, seed, other",
    [
        (Action.SUBMIT, SubjectKind.CASE, DESK, DECISION),
        (Action.NOTE, SubjectKind.CASE, DESK, DECISION),
        (Action.APPROVE, SubjectKind.CASE, DECISION, DESK),
        (Action.TAKE_OVER, SubjectKind.CASE, DECISION, DESK),
        (Action.APPROVE, SubjectKind.DAY, DESK, DECISION),
        (Action.NOTE, SubjectKind.DEVICE, DESK, DECISION),
    ],
)
def test_a_decision_needs_the_decision_key_and_everything_else_the_desk_key(
    action: Action, kind: SubjectKind, seed: bytes, other: bytes
) -> None:
    signing.verify_entry(signing.sign_entry(header(action, kind), BODY, seed), CERTIFICATE)
    with pytest.raises(SignatureInvalid):
        signing.verify_entry(signing.sign_entry(header(action, kind), BODY, other), CERTIFICATE)


def test_a_former_key_decides_nothing_new_but_what_it_decided_stays_signed() -> None:
    former = FormerKeys(CERTIFICATE.desk_key, CERTIFICATE.decision_key, until=NOW)
    new = replace(
        CERTIFICATE,
        desk_key=signing.public_key(b"\4" * 32),
        decision_key=signing.public_key(b"\5" * 32),
        former=(former,),
    )
    decision = signing.sign_entry(header(Action.APPROVE), BODY, DECISION)
    submitted = signing.sign_entry(header(), BODY, DESK)
    signing.verify_entry(decision, new)
    signing.verify_entry(submitted, new, at_the_door=True)
    with pytest.raises(SignatureInvalid):
        signing.verify_entry(decision, new, at_the_door=True)
    ended = replace(new, former=(replace(former, until=NOW - timedelta(seconds=1)),))
    for entry in (decision, submitted):
        with pytest.raises(SignatureInvalid):
            signing.verify_entry(entry, ended)


def test_a_certificate_is_the_word_of_our_office_only() -> None:
    signed = signing.sign_certificate(CERTIFICATE, OFFICE)
    travelled = SignedCertificate.from_json(signed.to_json())
    assert signing.verify_certificate(travelled, signing.public_key(OFFICE)) == CERTIFICATE
    promoted = replace(CERTIFICATE, roles=frozenset({Role.SUPERVISOR}))
    for forged in (replace(signed, certificate=promoted), signing.sign_certificate(CERTIFICATE, DESK)):
        with pytest.raises(CertificateInvalid):
            signing.verify_certificate(forged, signing.public_key(OFFICE))


def test_a_receipt_with_another_number_is_not_the_offices_word() -> None:
    receipt = signing.sign_receipt(Receipt("e-1", "ab" * 32, "05315000", 7, NOW, "epoch-1"), OFFICE)
    signing.verify_receipt(Receipt.from_json(receipt.to_json()), signing.public_key(OFFICE))
    with pytest.raises(SignatureInvalid):
        signing.verify_receipt(replace(receipt, seq=8), signing.public_key(OFFICE))


def test_a_checkpoint_is_signed_and_countersigned() -> None:
    offered = signing.sign_checkpoint(Checkpoint("c-1", 3, "ab" * 32), DESK)
    signing.verify_checkpoint(offered, signing.public_key(DESK))
    countersigned = signing.sign_checkpoint(offered, OFFICE)
    signing.verify_checkpoint(countersigned, signing.public_key(OFFICE))
    with pytest.raises(SignatureInvalid):
        signing.verify_checkpoint(replace(countersigned, n=2), signing.public_key(OFFICE))


def test_the_signed_bytes_are_what_the_protocol_document_says() -> None:
    expected = Ed25519PrivateKey.from_private_bytes(DESK).sign(b'["entry",{"a":1,"b":"\xc3\xa4"}]')
    assert signing.sign(DESK, "entry", {"b": "ä", "a": 1}) == expected.hex()
    assert canonical(["entry", 1]) == b'["entry",1]'
