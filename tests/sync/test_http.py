"""The back office over HTTP on bad roads: what is not proved is unknown, and never taken for an answer."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import canonical
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Offline, TooOld, Unknown
from mobile_office.protocol import VERSION
from mobile_office.publication import PIECE
from mobile_office.sealing import seal
from mobile_office.signing import new_signing_key
from mobile_office.sync.door import Answered, Door
from mobile_office.sync.http import said_no
from mobile_office.sync.wire import (
    CLEAR,
    CONTENT_REPLY,
    LARGEST,
    OFFICE,
    PROTOCOL_HEADER,
    REPLY,
    SEALED,
    content_reply,
    sign_answer,
)
from tests.backoffice.counter import NOW, Counter, open_counter
from tests.sync.roads import portal

OURS = {PROTOCOL_HEADER: str(VERSION)}


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def exchanged(counter: Counter, status: int, headers: dict[str, str], body: bytes) -> None:
    """One exchange with a portal."""
    with portal(status, headers, body) as url, counter.bus.over_http(url, 2.0) as door:
        door.exchange(counter.bus.request())


@pytest.mark.parametrize(
    "status, headers, body",
    [
        (200, {"Content-Type": "text/html"}, b"<html>Please log in</html>"),
        (200, {"Content-Type": SEALED}, b"\x01"),
        (200, {"Content-Type": SEALED, **OURS}, b""),
        (200, {"Content-Type": SEALED, **OURS}, b"\x01" + b"x" * 500),
        (200, {"Content-Type": CLEAR, **OURS}, b"{}"),
        (200, {"Content-Type": SEALED, "Content-Encoding": "gzip", **OURS}, b"\x01"),
        (204, {}, b""),
        (302, {"Location": "http://127.0.0.1:9/", **OURS}, b""),
        (403, {"Content-Type": CLEAR, **OURS}, b'{"answer":{"error":"device_revoked"},"signature":"00"}'),
        (403, {"Content-Type": "text/html"}, b"blocked by your administrator"),
        (426, {"Content-Type": CLEAR, **OURS}, b'{"answer":{"error":"too_old"},"signature":"00"}'),
        (500, {}, b"oops"),
        (200, {"Content-Type": SEALED, "Content-Length": "10", **OURS}, b"\x01"),
    ],
)
def test_a_foreign_or_cut_answer_is_unknown(
    counter: Counter, status: int, headers: dict[str, str], body: bytes
) -> None:
    with pytest.raises(Unknown):
        exchanged(counter, status, headers, body)


def test_an_answer_without_end_is_cut_off(counter: Counter) -> None:
    with pytest.raises(Unknown, match="too_large"):
        exchanged(counter, 200, {"Content-Type": SEALED, **OURS}, b"x" * (LARGEST + 1))


def test_a_reply_to_another_request_is_unknown(counter: Counter) -> None:
    reply = counter.office.exchange(counter.bus.request())
    sealed = seal(
        canonical({"request": "ab" * 32, "reply": reply.to_json()}),
        sender_seed=counter.office.keys.signing,
        sender=OFFICE,
        recipient_public=counter.office.device(counter.bus.device.id).exchange_key,
        recipient=counter.bus.device.id,
        purpose=REPLY,
    )
    with pytest.raises(Unknown, match="another_request"):
        exchanged(counter, 200, {"Content-Type": SEALED, **OURS}, sealed)


def test_a_signed_no_to_another_request_is_unknown(counter: Counter) -> None:
    no = sign_answer(counter.office.keys.signing, {"request": "ab" * 32, "error": "device_revoked"})
    with pytest.raises(Unknown):
        exchanged(counter, 403, {"Content-Type": CLEAR, **OURS}, no)


def fetched(counter: Counter, status: int, headers: dict[str, str], body: bytes) -> None:
    """One question for a publication, to a portal."""
    with portal(status, headers, body) as url, counter.bus.over_http(url, 2.0) as door:
        door.content("ab" * 32, 0)


def test_a_foreign_answer_is_no_piece_of_a_publication(counter: Counter) -> None:
    known = counter.office.device(counter.bus.device.id)
    too_long = seal(
        content_reply(b"", b"x" * (PIECE + 1)),
        sender_seed=counter.office.keys.signing,
        sender=OFFICE,
        recipient_public=known.exchange_key,
        recipient=known.id,
        purpose=CONTENT_REPLY,
    )
    for headers, body in (
        ({"Content-Type": "text/html"}, b"<html>Please log in</html>"),
        ({"Content-Type": SEALED, **OURS}, b""),
        ({"Content-Type": SEALED, **OURS}, too_long),
    ):
        with pytest.raises(Unknown):
            fetched(counter, 200, headers, body)
    with pytest.raises(Offline):
        fetched(counter, 503, {}, b"")


@pytest.mark.parametrize("hint, seconds", [("120", 120), ("999999", 3600), ("", 0), ("tomorrow", 0)])
def test_later_means_later_with_the_office_s_hint(counter: Counter, hint: str, seconds: int) -> None:
    with pytest.raises(Offline) as caught:
        exchanged(counter, 503, {"Retry-After": hint}, b"")
    assert caught.value.details["seconds"] == seconds


def test_nobody_at_the_address_is_offline(counter: Counter) -> None:
    with counter.bus.over_http("http://127.0.0.1:9", 2.0) as door, pytest.raises(Offline):
        door.exchange(counter.bus.request())


def test_a_server_that_never_answers_leaves_the_outcome_unknown(counter: Counter) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with counter.bus.over_http(url, 0.2) as door, pytest.raises(Unknown):
            door.exchange(counter.bus.request())


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "http://", "127.0.0.1:80", "http://[", "http://a\x00b"])
def test_an_address_that_is_none_is_unknown(counter: Counter, url: str) -> None:
    with pytest.raises((Unknown, Offline)), counter.bus.over_http(url, 2.0) as door:
        door.exchange(counter.bus.request())


def test_system_proxies_are_not_used(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with in_thread(counter.office) as url, counter.bus.over_http(url) as door:
        assert door.reach() == NOW


def looked(counter: Counter, body: bytes) -> None:
    """Ask a portal for a sign of life."""
    with portal(200, {"Content-Type": CLEAR, **OURS}, body) as url, counter.bus.over_http(url) as door:
        door.reach()


def test_a_sign_of_life_must_be_the_office_s_own(counter: Counter) -> None:
    with pytest.raises(Unknown):
        looked(counter, b"{}")
    seed = counter.office.keys.signing
    old = sign_answer(seed, {"nonce": "old", "time": "2026-11-22T10:42:07.000Z"})
    with pytest.raises(Unknown, match="nonce"):
        looked(counter, old)


def test_the_office_s_no_has_its_meaning_only_with_its_signature(counter: Counter) -> None:
    seed, public = counter.office.keys.signing, counter.office.keys.public.signing

    def meaning(status: int, code: str, signer: bytes = seed) -> Exception:
        body = sign_answer(signer, {"request": "aa", "error": code})
        return said_no(Answered(status, CLEAR, body), public, "aa")

    assert isinstance(meaning(426, "too_old"), TooOld)
    assert isinstance(meaning(403, "device_revoked"), CertificateInvalid)
    assert isinstance(meaning(403, "publication_unknown"), NotAllowed)
    assert isinstance(meaning(400, "malformed"), Unknown)
    with pytest.raises(Unknown):
        meaning(426, "too_old", new_signing_key())


def test_a_door_is_only_an_address(counter: Counter) -> None:
    with in_thread(counter.office) as url:
        door = Door(url + "/")
        try:
            answered = door.get("/v1/health?nonce=abc")
        finally:
            door.close()
    assert (answered.status, answered.kind) == (200, CLEAR)
