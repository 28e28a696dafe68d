"""The gate: every request is counted, limited and written down, and nothing of a body is."""

import io
import json
import logging
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from mobile_office.backoffice import embedded, log
from mobile_office.backoffice.gate import Readers
from mobile_office.backoffice.limits import Rate, Rates
from mobile_office.sync.wire import DEVICE_HEADER, PROTOCOL_HEADER, read_answer
from tests.backoffice.counter import Counter, open_counter

CANARY = "Kanarienvogel"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("mobile_office")
    before = root.handlers[:], root.level, ours.level
    stream = io.StringIO()
    log.write_to(stream)
    yield stream
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def ask(url: str, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_canary_in_every_part_of_a_request_is_in_no_line_and_no_measurement(
    counter: Counter, written: io.StringIO
) -> None:
    with embedded.in_thread(counter.office) as url:
        for method, path in (
            ("POST", "/v1/exchange"),
            ("POST", "/v1/people"),
            ("POST", f"/v1/{CANARY}"),
            ("GET", f"/v1/health?nonce={CANARY}"),
            ("PUT", f"/v1/blobs/{CANARY}/0?size={CANARY}"),
            (CANARY, "/v1/exchange"),
        ):
            body = json.dumps({"code": CANARY, "claim": {CANARY: CANARY}}).encode()
            headers = {DEVICE_HEADER: CANARY, PROTOCOL_HEADER: CANARY, "User-Agent": CANARY}
            ask(url, method, path, body, **headers, **{"Signature-Input": quote(CANARY)})
        with counter.bus.over_http(url) as door:
            door.exchange(counter.bus.request(counter.bus.submit("Berger")))
        _, measured = ask(url, "GET", "/metrics")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    told = [line for line in lines if line["event"] == "request"]
    assert len(told) == 8
    assert told[6]["device"] == counter.bus.device.id[:8]
    for text in (written.getvalue(), measured.decode()):
        assert CANARY not in text
        assert "Mustermann" not in text
        assert counter.id_of("Berger") not in text


def test_the_one_who_asks_too_often_gets_a_signed_no_that_says_when(counter: Counter) -> None:
    rates = Rates(device=Rate(1, 0.5), source=Rate(100, 100))
    with embedded.in_thread(counter.office, serving=embedded.Serving(rates=rates)) as url:
        headers = {DEVICE_HEADER: counter.bus.device.id}
        ask(url, "POST", "/v1/exchange", b"", **headers)
        response, body = ask(url, "POST", "/v1/exchange", b"", **headers)
    assert (response.status, response.headers["Retry-After"]) == (429, "2")
    assert read_answer(body, counter.office.keys.public.signing)["error"] == "too_many"


def test_only_who_may_reads_the_measurements(counter: Counter) -> None:
    nobody = embedded.Serving(readers=Readers(()))
    with embedded.in_thread(counter.office, serving=nobody) as url:
        assert ask(url, "GET", "/metrics")[0].status == 403
    assert Readers().may("127.0.0.1")
    assert Readers().may("::1")
    assert not Readers().may("10.0.0.1")
    assert Readers(("10.0.0.0/8",)).may("10.0.0.1")
    assert not Readers().may("")
