"""Signed requests at the office: a device's own, just now, and once; everything else is told no, in signed words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.signed_requests import Content, Proof, sender
from mobile_office.canonical import Json, canonical, write_time
from mobile_office.domain.errors import CertificateInvalid, ClockWrong, SignatureInvalid, Unknown
from mobile_office.protocol import VERSION
from mobile_office.sealing import seal
from mobile_office.sync import wire
from mobile_office.sync.requests import COVERED, LABEL, TAG, WINDOW, Message
from tests.backoffice.counter import NOW, Counter, Place, open_counter

DEVICE = "mobile-office-device"
TARGET = "/v1/blobs/abc/0?size=5"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def asked(place: Place, method: str = "PUT", target: str = TARGET, body: bytes = b"chunk") -> Message:
    """A signed request as the office reads it: header names in lower case."""
    headers = place.signed(method, target, body)
    return Message(method, target, {name.lower(): value for name, value in headers.items()})


def by_library(place: Place, covered: Sequence[str], label: str = LABEL) -> Message:
    """A request as a stranger's program signs it that knows RFC 9421."""
    key = Ed25519PrivateKey.from_private_bytes(place.keys.seed)
    keys = MappingKeyResolver(public_keys={}, private_keys={place.device.id: key})
    own = {wire.PROTOCOL_HEADER: str(VERSION), wire.DEVICE_HEADER: place.device.id}
    message = Message("PUT", TARGET, own)
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        message,
        key_id=place.device.id,
        created=place.clock(),
        nonce="ab" * 16,
        label=label,
        tag=TAG,
        covered_component_ids=covered,
        body=b"chunk",
    )
    return Message("PUT", TARGET, {name.lower(): value for name, value in message.headers.items()})


def test_a_signed_request_names_its_device_and_its_nonce(counter: Counter) -> None:
    for method, body in (("PUT", b"chunk"), ("HEAD", b""), ("GET", b""), ("POST", b"{}")):
        found = sender(counter.office, asked(counter.bus, method, body=body), Content(body), Proof.SIGNED)
        assert found is not None
        assert (found.device.id, len(found.nonce)) == (counter.bus.device.id, 32)


CHANGES: list[Callable[[Message], Message]] = [
    lambda message: Message("POST", message.target, message.headers),
    lambda message: Message(message.method, "/v1/blobs/abd/0?size=5", message.headers),
    lambda message: Message(message.method, "/v1/blobs/abc/0?size=6", message.headers),
    lambda message: Message(message.method, "/v1/blobs/abc/0", message.headers),
    *(
        (lambda message, name=name, value=value: Message(message.method, TARGET, {**message.headers, name: value}))
        for name, value in (
            ("content-digest", "sha-256=:" + "A" * 43 + "=:"),
            ("content-digest", "md5=:AAAA:"),
            ("mobile-office-protocol", "1"),
            ("signature", "device=:AAAA:"),
            ("signature", "\x00\xff"),
            ("signature", ""),
            ("signature-input", "device=()"),
            ("signature-input", 'device=("@method");created=1;keyid="x";nonce="y";tag="mobile-office"'),
            ("signature-input", "(" * 5000),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_request_is_refused(counter: Counter, change: Callable[[Message], Message]) -> None:
    with pytest.raises(SignatureInvalid):
        sender(counter.office, change(asked(counter.bus)), Content(b"chunk"), Proof.SIGNED)


def test_another_body_is_refused(counter: Counter) -> None:
    with pytest.raises(SignatureInvalid):
        sender(counter.office, asked(counter.bus), Content(b"other"), Proof.SIGNED)


def by_another_s_hand(place: Place, covered: tuple[str, ...]) -> Message:
    """A request signed by a library of RFC 9421, covering this."""
    key = Ed25519PrivateKey.from_private_bytes(place.keys.seed)
    named = {DEVICE: place.device.id, "mobile-office-protocol": str(VERSION)}
    message = Message("PUT", TARGET, {**named})
    keys = MappingKeyResolver(public_keys={}, private_keys={place.device.id: key})
    HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys).sign(
        message,
        key_id=place.device.id,
        created=NOW,
        nonce="ab" * 16,
        tag=TAG,
        covered_component_ids=covered,
        body=b"chunk",
    )
    return Message("PUT", TARGET, {name.lower(): value for name, value in message.headers.items()})


def test_whoever_signs_by_rfc_9421_is_understood_and_nothing_may_be_left_out(counter: Counter) -> None:
    backwards = by_another_s_hand(counter.bus, COVERED[::-1])
    assert sender(counter.office, backwards, Content(b"chunk"), Proof.SIGNED)
    for missing in COVERED:
        fewer = tuple(name for name in COVERED if name != missing)
        if missing == "content-digest":
            continue  # the library adds it whenever there is a body
        with pytest.raises(SignatureInvalid):
            sender(counter.office, by_another_s_hand(counter.bus, fewer), Content(b"chunk"), Proof.SIGNED)


def test_a_device_cannot_sign_for_another(counter: Counter) -> None:
    message = asked(counter.bus)
    message.headers[wire.DEVICE_HEADER.lower()] = counter.station.device.id
    with pytest.raises(SignatureInvalid):
        sender(counter.office, message, Content(b"chunk"), Proof.SIGNED)


def test_a_revoked_or_unknown_device_is_told_so_before_anything_else(counter: Counter) -> None:
    message = asked(counter.bus)
    counter.office.revoke_device(counter.bus.device.id)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        sender(counter.office, message, Content(b"chunk"), Proof.SIGNED)
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        sender(counter.office, Message("GET", TARGET), Content(b""), Proof.SIGNED)


@pytest.mark.parametrize("off", [WINDOW, -WINDOW])
def test_rule_10_only_a_clock_outside_the_window_is_refused(counter: Counter, off: timedelta) -> None:
    counter.bus.clock = lambda: NOW + off
    assert sender(counter.office, asked(counter.bus), Content(b"chunk"), Proof.SIGNED)
    counter.bus.clock = lambda: NOW + off * 1.01
    with pytest.raises(ClockWrong) as caught:
        sender(counter.office, asked(counter.bus), Content(b"chunk"), Proof.SIGNED)
    assert caught.value.details["seconds"] == round(off.total_seconds() * 1.01)


def test_what_changes_something_is_taken_in_once(counter: Counter, tmp_path: Path) -> None:
    message = asked(counter.bus, "POST")
    other = Office(
        counter.office.engine, counter.office.keys, lambda: NOW
    )  # another process over the database
    sender(counter.office, message, Content(b"chunk"), Proof.SIGNED)
    for office in (counter.office, other):
        with pytest.raises(Unknown, match="replayed"):
            sender(office, message, Content(b"chunk"), Proof.SIGNED)


def test_a_read_and_a_put_may_come_twice_as_proxies_repeat_them(counter: Counter) -> None:
    for method in ("GET", "HEAD", "PUT"):
        message = asked(counter.bus, method)
        assert sender(counter.office, message, Content(b"chunk"), Proof.SIGNED) == sender(
            counter.office, message, Content(b"chunk"), Proof.SIGNED
        )


def test_only_version_1_may_leave_its_signature_to_its_envelope(counter: Counter) -> None:
    named = {"mobile-office-device": counter.bus.device.id}
    older, newer = ({**named, "mobile-office-protocol": str(VERSION - back)} for back in (1, 0))
    assert sender(counter.office, Message("POST", "/v1/exchange", older), Content(b""), Proof.SEALED) is None
    for headers, proof in ((newer, Proof.SEALED), (older, Proof.SIGNED)):
        with pytest.raises(SignatureInvalid):
            sender(counter.office, Message("POST", "/v1/exchange", headers), Content(b""), proof)


def said(
    url: str, path: str, body: bytes, headers: dict[str, str], counter: Counter
) -> tuple[int, dict[str, Json]]:
    """The office's signed no over a real socket."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, wire.read_answer(response.read(), counter.office.keys.public.signing)
    finally:
        connection.close()


def test_the_office_tells_its_time_to_a_wrong_clock(counter: Counter) -> None:
    counter.bus.clock = lambda: NOW - timedelta(days=1)
    with in_thread(counter.office) as url:
        headers = counter.bus.signed("POST", "/v1/exchange", b"x")
        status, answer = said(url, "/v1/exchange", b"x", headers, counter)
        assert (status, answer["error"], answer["time"]) == (400, "clock_wrong", write_time(NOW))
        with counter.bus.over_http(url) as door, pytest.raises(ClockWrong):
            door.exchange(counter.bus.request())


def test_a_signed_exchange_is_worth_nothing_without_its_signature(counter: Counter) -> None:
    sealed = seal(
        canonical(counter.bus.request().to_json()),
        sender_seed=counter.bus.keys.seed,
        sender=counter.bus.device.id,
        recipient_public=counter.office.keys.public.exchange,
        recipient=wire.OFFICE,
        purpose=wire.REQUEST,
    )
    headers = {wire.DEVICE_HEADER: counter.bus.device.id, wire.PROTOCOL_HEADER: str(VERSION - 1)}
    with in_thread(counter.office) as url:
        status, answer = said(url, "/v1/exchange", sealed, headers, counter)
    assert (status, answer["error"]) == (400, "signature_invalid")
