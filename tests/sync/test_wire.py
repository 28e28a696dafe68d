"""Strict JSON, the office's signed answers, and the list of its keys."""

import pytest

from mobile_office.domain.errors import SignatureInvalid, Unknown
from mobile_office.signing import new_signing_key, public_key, sign
from mobile_office.sync.wire import (
    DEEPEST,
    KEY_LIST,
    OfficeKeyList,
    content_piece,
    content_reply,
    fingerprint,
    read_answer,
    read_json,
    sign_answer,
)

SEED = new_signing_key()


def key_list(root: bytes) -> OfficeKeyList:
    unsigned = OfficeKeyList(1, public_key(SEED), "aa", "bb", public_key(root))
    return OfficeKeyList.from_json(
        {**unsigned.to_json(), "signature": sign(root, KEY_LIST, unsigned.signed_part())}
    )


def test_plain_json_is_read() -> None:
    assert read_json('{"a": [1, true, null, "ü"]}'.encode()) == {"a": [1, True, None, "ü"]}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[NaN]",
        b"[Infinity]",
        b'{"a": 1, "a": 2}',
        b'["\\ud800"]',
        b'{"\\ud800": 1}',
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b"[" * 200_000 + b"]" * 200_000,
        b"[" + b"9" * 5000 + b"]",
        b"[9007199254740992]",
        b"[-9007199254740992]",
        b"[1e999]",
    ],
    ids=lambda data: str(data[:12]),
)
def test_what_two_readers_could_read_differently_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each in its own words; the kind is the promise
        read_json(data)


def test_an_answer_of_the_office_is_read() -> None:
    assert read_answer(sign_answer(SEED, {"time": "now"}), public_key(SEED)) == {"time": "now"}


def test_an_answer_signed_by_somebody_else_is_not_believed() -> None:
    with pytest.raises(SignatureInvalid):
        read_answer(sign_answer(new_signing_key(), {"time": "now"}), public_key(SEED))


@pytest.mark.parametrize("data", [b"<html>log in here</html>", b"[]", b"{}", b'{"answer":{},"signature":1}'])
def test_a_captive_portal_is_no_answer(data: bytes) -> None:
    with pytest.raises(Unknown):
        read_answer(data, public_key(SEED))


def test_the_key_list_is_believed_with_the_pinned_root_only() -> None:
    root = new_signing_key()
    listed = key_list(root)
    listed.check(fingerprint(public_key(root)))
    with pytest.raises(SignatureInvalid):
        listed.check(fingerprint(public_key(new_signing_key())))


def test_a_changed_key_list_is_not_believed() -> None:
    root = new_signing_key()
    changed = OfficeKeyList.from_json({**key_list(root).to_json(), "exchange": "cc"})
    with pytest.raises(SignatureInvalid):
        changed.check(fingerprint(public_key(root)))


def test_a_piece_answers_its_own_question_only() -> None:
    assert content_piece(content_reply(b"asked", b"piece"), b"asked") == b"piece"
    assert content_piece(content_reply(b"asked", b""), b"asked") == b""
    for payload in (b"", b"piece", content_reply(b"another", b"piece")):
        with pytest.raises(Unknown, match="another_request"):
            content_piece(payload, b"asked")
