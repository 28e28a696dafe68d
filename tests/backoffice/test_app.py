"""The office's HTTP face, asked by hand: signed answers, limits, and no word about a citizen."""

import json
import logging
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import canonical
from mobile_office.protocol import VERSION, Request
from mobile_office.sealing import open_sealed, seal
from mobile_office.sync.wire import (
    CLEAR,
    CONTENT_REQUEST,
    DEVICE_HEADER,
    LARGEST,
    OFFICE,
    PROTOCOL_HEADER,
    REPLY,
    REQUEST,
    SEALED,
    read_answer,
    sha256,
)
from tests.backoffice.counter import Counter, Place, open_counter

OURS = {PROTOCOL_HEADER: str(VERSION), "Content-Type": SEALED}


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def url(counter: Counter) -> Iterator[str]:
    with in_thread(counter.office) as url:
        yield url


def post(url: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


def sealed(counter: Counter, place: Place, payload: bytes, purpose: str = REQUEST) -> bytes:
    return seal(
        payload,
        sender_seed=place.keys.seed,
        sender=place.device.id,
        recipient_public=counter.office.keys.public.exchange,
        recipient=OFFICE,
        purpose=purpose,
    )


def said(
    counter: Counter, url: str, body: bytes, path: str = "/v1/exchange", **headers: str
) -> tuple[int, str]:
    """The status and the code of the office's signed no; a device that is named signs the request."""
    named = [
        place for place in (counter.bus, counter.station) if place.device.id == headers.get(DEVICE_HEADER)
    ]
    asked = named[0].signed("POST", path, body, **{**OURS, **headers}) if named else {**OURS, **headers}
    status, got, answer = post(url, path, body, asked)
    assert got["content-type"] == CLEAR
    assert got[PROTOCOL_HEADER.lower()] == str(VERSION)
    read = read_answer(answer, counter.office.keys.public.signing)
    assert read["request"] == sha256(body) or status == 413
    return status, read["error"]


def test_who_is_not_enrolled_is_told_so(counter: Counter, url: str) -> None:
    assert said(counter, url, b"x", **{DEVICE_HEADER: "nobody"}) == (403, "device_unknown")


def test_without_our_header_nothing_is_done(counter: Counter, url: str) -> None:
    body = sealed(counter, counter.bus, canonical(counter.bus.request().to_json()))
    named = {DEVICE_HEADER: counter.bus.device.id}
    assert said(counter, url, body, **named, **{PROTOCOL_HEADER: ""}) == (400, "malformed")
    assert said(counter, url, body, **named, **{PROTOCOL_HEADER: "99"}) == (426, "too_old")


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"version": 1}', b'{"a":1,"a":2}'])
def test_what_is_no_request_is_malformed(counter: Counter, url: str, payload: bytes) -> None:
    body = sealed(counter, counter.bus, payload)
    assert said(counter, url, body, **{DEVICE_HEADER: counter.bus.device.id}) == (400, "malformed")


def test_a_device_cannot_speak_for_another(counter: Counter, url: str) -> None:
    own_name = sealed(counter, counter.bus, canonical(counter.station.request().to_json()))
    status, _ = said(counter, url, own_name, **{DEVICE_HEADER: counter.bus.device.id})
    assert status == 403
    status, code = said(counter, url, own_name, **{DEVICE_HEADER: counter.station.device.id})
    assert (status, code) == (400, "unknown")


HOSTILE: list[object] = [None, True, -1, 1.5, "", "x", "AB" * 32, "ab" * 33, [], {}, ["ab" * 32], {"a": 1}]


def test_a_number_that_is_none_is_malformed(counter: Counter, url: str) -> None:
    named, asked = {DEVICE_HEADER: counter.bus.device.id}, counter.bus.request().to_json()
    for key in ("cursor", "published", "keys", "version"):
        for value in HOSTILE:
            body = sealed(counter, counter.bus, canonical({**asked, key: value}))
            assert (key, value, said(counter, url, body, **named)) == (key, value, (400, "malformed"))


@pytest.mark.parametrize(
    "changed", [{"n": -1}, {"n": "1"}, {"chain": ["x"]}, {"chain": "x" * 65}, {"head": "\0"}]
)
def test_a_checkpoint_no_database_can_keep_is_malformed(
    counter: Counter, url: str, changed: dict[str, object]
) -> None:
    head = {"chain": "c", "n": 1, "head": "ab" * 32, "signature": "", **changed}
    body = sealed(counter, counter.bus, canonical({**counter.bus.request().to_json(), "checkpoint": head}))
    assert said(counter, url, body, **{DEVICE_HEADER: counter.bus.device.id}) == (400, "malformed")


def test_a_client_that_goes_away_in_the_middle_is_no_bug(url: str, caplog: pytest.LogCaptureFixture) -> None:
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as half:
        half.sendall(b"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it")
    time.sleep(0.2)  # until the office has noticed
    assert [record for record in caplog.records if "bug" in record.getMessage()] == []


def test_a_hostile_question_for_a_publication_is_malformed(counter: Counter, url: str) -> None:
    named = {DEVICE_HEADER: counter.bus.device.id}
    asked: dict[str, object] = {"device": counter.bus.device.id, "digest": "ab" * 32, "at": 0}
    for key in ("digest", "at", "device", "more"):
        for value in HOSTILE:
            body = sealed(counter, counter.bus, canonical({**asked, key: value}), CONTENT_REQUEST)
            stranger = key == "device" and isinstance(value, str)
            expected = (403, "device_unknown") if stranger else (400, "malformed")
            assert (key, value, said(counter, url, body, "/v1/publications", **named)) == (
                key,
                value,
                expected,
            )
    for payload in (b"", b"[]", b"7", b"null", b'"x"', b"{}", b'{"at":0}', b"[[" * 90, b"\xff"):
        body = sealed(counter, counter.bus, payload, CONTENT_REQUEST)
        assert said(counter, url, body, "/v1/publications", **named) == (400, "malformed")


def test_an_exchange_is_no_question_for_a_publication(counter: Counter, url: str) -> None:
    body = sealed(counter, counter.bus, canonical(counter.bus.request().to_json()))
    named = {DEVICE_HEADER: counter.bus.device.id}
    assert said(counter, url, body, "/v1/publications", **named) == (400, "unknown")
    assert said(counter, url, b"", "/v1/publications", **named) == (400, "unknown")


def test_an_endless_request_is_refused(counter: Counter, url: str) -> None:
    body = b"x" * (LARGEST + 1)
    assert said(counter, url, body, **{DEVICE_HEADER: counter.bus.device.id}) == (413, "too_large")


def test_a_bug_is_a_signed_unknown_and_the_log_names_no_citizen(
    counter: Counter, url: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(request: Request, asker: KnownDevice) -> None:
        raise ZeroDivisionError("Erika Mustermann")

    monkeypatch.setattr(counter.office, "exchange", broken)
    body = sealed(counter, counter.bus, canonical(counter.bus.request().to_json()))
    with caplog.at_level(logging.DEBUG):
        assert said(counter, url, body, **{DEVICE_HEADER: counter.bus.device.id}) == (500, "bug")
    assert "ZeroDivisionError" in caplog.text
    assert "Mustermann" not in caplog.text


def test_nothing_readable_travels(counter: Counter, url: str) -> None:
    entry = counter.bus.submit("Berger")
    body = sealed(counter, counter.bus, canonical(counter.bus.request(entry).to_json()))
    signed = counter.bus.signed("POST", "/v1/exchange", body, **OURS)
    status, headers, reply = post(url, "/v1/exchange", body, signed)
    assert (status, headers["content-type"]) == (200, SEALED)
    for word in (b"Mustermann", b"Berger", entry.header.subject.encode()):
        assert word not in body
        assert word not in reply


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"code":1,"claim":{},"proof":""}',
        b'{"code":"a","claim":{"signing_key":"zz","exchange_key":"aa"},"proof":"x"}',
        b'{"code":"a","claim":{"signing_key":"' + b"a" * 64 + b'"},"proof":"x"}',
    ],
)
def test_a_broken_enrolment_is_malformed(counter: Counter, url: str, body: bytes) -> None:
    status, _, answer = post(url, "/v1/enrolments", body, {**OURS, "Content-Type": CLEAR})
    read = read_answer(answer, counter.office.keys.public.signing)
    assert (status, read["error"]) == (400, "malformed")
    assert read["office"] == counter.office.keys.public.to_json()


def test_the_office_publishes_its_interface(counter: Counter, url: str) -> None:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", "/openapi.json")
        paths = json.loads(connection.getresponse().read())["paths"]
    finally:
        connection.close()
    assert set(paths) >= {
        "/v1/health", "/v1/exchange", "/v1/publications", "/v1/enrolments", "/v1/introductions", "/v1/people"
    }  # fmt: skip


@pytest.mark.parametrize("brief", [False, True])
def test_a_program_that_does_not_ask_for_receipts_alone_gets_whole_entries(
    counter: Counter, url: str, *, brief: bool
) -> None:
    bus, entry = counter.bus, counter.bus.submit("Berger")
    body = sealed(counter, bus, canonical(replace(bus.request(entry), brief=brief).to_json()))
    status, _, reply = post(url, "/v1/exchange", body, bus.signed("POST", "/v1/exchange", body, **OURS))
    opened = open_sealed(
        reply,
        recipient_private=bus.keys.exchange,
        recipient=bus.device.id,
        sender=OFFICE,
        sender_public=counter.office.keys.public.signing,
        purpose=REPLY,
    )
    (item,) = json.loads(opened)["reply"]["accepted"]
    assert (status, item["receipt"]["entry"]) == (200, entry.header.id)
    assert item.get("entry") == (None if brief else entry.to_json())
