"""The messages: each comes back from JSON as it went, and what is no message is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mobile_office.canonical import Json, canonical, digest
from mobile_office.certified import SignedCertificate
from mobile_office.domain.case import Action, DayAction, DeviceAction, Header, ServiceRef, SubjectKind
from mobile_office.domain.people import Certificate, Role
from mobile_office.headers import GENESIS, header_from_json, header_hash, header_to_json
from mobile_office.protocol import Checkpoint, Entry, Numbered, Receipt, Refusal, Reply, Request
from mobile_office.sync.wire import read_json

AT = datetime(2026, 11, 22, 10, 42, 7, 123_000, tzinfo=UTC)
BODY = {"answers": {"persons": [{"family_name": "Mustermann"}]}, "salt": "00" * 32}
HEADER = Header(
    id="e1",
    stream="03241001",
    kind=SubjectKind.CASE,
    subject="B-2026-00042-7",
    base=None,
    chain="c1",
    n=1,
    previous=GENESIS,
    action=Action.SUBMIT,
    person="p1",
    device="d1",
    at=AT,
    digest=digest(BODY),
    service=ServiceRef("residence", 1, "ab" * 32),
    hands=("p1", "p2"),
)
ENTRY = Entry(HEADER, header_hash(HEADER), "cd" * 64, BODY)
RECEIPT = Receipt("e1", ENTRY.hash, "03241001", 7, AT, "epoch", "ef" * 64)
CERTIFICATE = Certificate(
    "p1", "Erika Mustermann", frozenset({Role.CLERK}), "03241001", "a", "b", "c", AT, AT, None
)
REQUEST = Request("d1", "03241001", 3, (ENTRY, replace(ENTRY, body=None)), Checkpoint("c1", 1, ENTRY.hash))
REPLY = Reply(
    accepted=(Numbered(ENTRY, RECEIPT),),
    refused=(Refusal("e2", "stale", {"subject": "B-2026-00042-7", "n": 2}),),
    cursor=7,
    epoch="epoch",
    people=(
        SignedCertificate(CERTIFICATE, "01"),
        SignedCertificate(replace(CERTIFICATE, revoked_at=AT), "02"),
    ),
    checkpoint=Checkpoint("c1", 1, ENTRY.hash, "03"),
    more=True,
    completed=(RECEIPT,),
    held=("e3",),
    services=("ab" * 32,),
    office={"version": 2},
)


NEW_IN_2 = ("keys", "services", "completed", "held", "office")


def travelled(value: Json) -> Json:
    return read_json(canonical(value))


def test_a_request_comes_back_as_it_went() -> None:
    for request in (REQUEST, replace(REQUEST, brief=True)):
        assert Request.from_json(travelled(request.to_json())) == request


def test_of_what_is_known_as_it_is_the_receipt_alone_comes_back() -> None:
    short = travelled(REPLY.to_json([ENTRY]))
    assert short["accepted"] == [{"receipt": travelled(RECEIPT.to_json())}]
    assert Reply.from_json(short, [ENTRY]) == REPLY
    with pytest.raises(KeyError):  # about something else than was asked
        Reply.from_json(short)


def test_what_the_office_holds_otherwise_comes_back_whole() -> None:
    erased = replace(ENTRY, body=None)
    assert REPLY.to_json([erased]) == REPLY.to_json()
    assert Reply.from_json(travelled(REPLY.to_json()), [erased]) == REPLY


def test_a_request_without_checkpoint_comes_back_as_it_went() -> None:
    bare = replace(REQUEST, checkpoint=None, entries=())
    assert Request.from_json(travelled(bare.to_json())) == bare


def test_a_reply_comes_back_as_it_went() -> None:
    assert Reply.from_json(travelled(REPLY.to_json())) == REPLY
    bare = replace(REPLY, accepted=(), refused=(), people=(), checkpoint=None)
    assert Reply.from_json(travelled(bare.to_json())) == bare


def test_the_hash_is_of_the_header_alone_so_a_body_can_be_erased() -> None:
    assert header_hash(header_from_json(travelled(header_to_json(HEADER)))) == ENTRY.hash
    assert ENTRY.to_json()["hash"] == replace(ENTRY, body=None).to_json()["hash"]


def test_the_hash_knows_every_field_of_the_header() -> None:
    changes: list[Header] = [
        replace(HEADER, id="x"), replace(HEADER, stream="x"), replace(HEADER, kind=SubjectKind.DAY),
        replace(HEADER, subject="x"), replace(HEADER, base="x"), replace(HEADER, chain="x"),
        replace(HEADER, n=2), replace(HEADER, previous="x"), replace(HEADER, action=Action.NOTE),
        replace(HEADER, person="x"), replace(HEADER, device="x"), replace(HEADER, digest="x"),
        replace(HEADER, at=AT.replace(year=2027)), replace(HEADER, service=None),
        replace(HEADER, hands=()), replace(HEADER, decides="x"), replace(HEADER, more='{"x":1}'),
    ]  # fmt: skip
    assert len(changes) == len(Header.__dataclass_fields__)
    assert len({header_hash(header) for header in [HEADER, *changes]}) == len(changes) + 1


def test_the_signature_of_a_receipt_is_no_part_of_what_it_signs() -> None:
    assert RECEIPT.signed_part() == replace(RECEIPT, signature="").signed_part()
    assert Receipt.from_json(travelled(RECEIPT.to_json())) == RECEIPT


@pytest.mark.parametrize("key", [key for key in REQUEST.to_json() if key not in NEW_IN_2])
def test_a_request_with_a_missing_part_is_no_request(key: str) -> None:
    value = REQUEST.to_json()
    del value[key]
    with pytest.raises(KeyError):
        Request.from_json(value)


def test_what_version_1_did_not_have_may_be_missing() -> None:
    asked, answered = REQUEST.to_json(), REPLY.to_json()
    for key in NEW_IN_2:
        asked.pop(key, None)
        answered.pop(key, None)
    assert Request.from_json(asked) == REQUEST
    bare = replace(REPLY, completed=(), held=(), services=(), office=None)
    assert Reply.from_json(answered) == bare


@pytest.mark.parametrize("part", [None, 1, "x", [1], {"header": {}}])
def test_what_is_no_entry_keeps_no_other_from_being_read(part: Json) -> None:
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        Entry.from_json(part)
    value = {**REQUEST.to_json(), "entries": [part, ENTRY.to_json()]}
    assert Request.from_json(value) == replace(REQUEST, entries=(ENTRY,), poison=(part,))


@pytest.mark.parametrize("entries", [None, 1, "x", {}])
def test_what_is_no_list_of_entries_is_no_request(entries: Json) -> None:
    with pytest.raises(TypeError):
        Request.from_json({**REQUEST.to_json(), "entries": entries})


@pytest.mark.parametrize(
    "kind, action",
    [
        (SubjectKind.CASE, Action.NOTE),
        (SubjectKind.DAY, DayAction.CLOSING),
        (SubjectKind.DEVICE, DeviceAction.ERASED),
    ],
)
def test_each_kind_of_subject_has_its_own_actions(kind: SubjectKind, action: Action) -> None:
    header = replace(HEADER, kind=kind, action=action)
    assert header_from_json(travelled(header_to_json(header))) == header
    for other in SubjectKind:
        if other is not kind:
            with pytest.raises(ValueError, match="is not a valid"):
                header_from_json({**header_to_json(header), "kind": other.value})


@pytest.mark.parametrize(
    "places",
    [
        {"chain": -1},
        {"chain": 2**60},
        {"chain": "1"},
        {"a\0b": 1},
        {"": 1},
        dict.fromkeys(map(str, range(51)), 0),
    ],
)
def test_what_are_no_places_of_chains_is_no_request(places: dict[str, object]) -> None:
    written = Request("device-1", "03241001", 0, (), None).to_json()
    with pytest.raises(ValueError, match="places"):
        Request.from_json({**written, "recall": places})
