"""The routes of attachments over real HTTP: signed both ways, and anything odd is a signed no."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.sync import wire
from tests.backoffice.counter import Counter, open_counter
from tests.ciphertexts import naming, scan

ONE = scan(900)


@dataclass
class Asked:
    """A running office and its bus."""

    counter: Counter
    url: str

    def ask(self, method: str, target: str, body: bytes = b"", *, signed: bool = True) -> httpx.Response:
        """A request of the bus."""
        bus = self.counter.bus
        headers = bus.signed(method, target, body) if signed else {wire.PROTOCOL_HEADER: "2"}
        return httpx.request(method, self.url + target, content=body, headers=headers, trust_env=False)

    def answer(self, response: httpx.Response) -> dict[str, object]:
        """What the office has signed, in the body or in the header."""
        told = response.headers.get(wire.ANSWER_HEADER) or response.text
        return wire.read_answer(told.encode(), self.counter.office.keys.public.signing)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    with open_counter(tmp_path_factory.mktemp("office")) as counter, in_thread(counter.office) as url:
        counter.office.exchange(counter.bus.request(counter.bus.submit("Berger", naming(ONE))))
        yield Asked(counter, url)


def test_a_chunk_goes_in_and_comes_out_as_bare_ciphertext(office: Asked) -> None:
    path = f"/v1/blobs/{ONE.digest}"
    head = office.ask("HEAD", path)
    assert (head.status_code, head.content, office.answer(head)["missing"]) == (200, b"", [0])
    put = office.ask("PUT", f"{path}/0?size=900", ONE.data)
    assert (put.status_code, office.answer(put)["blob"]) == (200, ONE.digest)
    assert office.answer(office.ask("HEAD", path))["missing"] == []
    got = office.ask("GET", f"{path}/0")
    assert (got.content, got.headers["Content-Type"]) == (ONE.data, wire.SEALED)
    assert office.answer(got)["sha256"] == wire.sha256(ONE.data)


def test_what_nobody_wants_is_a_signed_404_to_head_and_a_signed_no_to_the_others(office: Asked) -> None:
    path = f"/v1/blobs/{'ab' * 32}"
    head = office.ask("HEAD", path)
    assert (head.status_code, office.answer(head)["missing"]) == (404, None)
    for response in (office.ask("PUT", f"{path}/0?size=1", b"x"), office.ask("GET", f"{path}/0")):
        assert (response.status_code, office.answer(response)["error"]) == (403, "blob_unknown")


@pytest.mark.parametrize(
    "target",
    [
        "/v1/blobs/AB/0?size=1",
        f"/v1/blobs/{'AB' * 32}/0?size=1",
        f"/v1/blobs/{ONE.digest}/0",
        f"/v1/blobs/{ONE.digest}/-1?size=900",
        f"/v1/blobs/{ONE.digest}/0x0?size=900",
        f"/v1/blobs/{ONE.digest}/0?size=9999999999",
        f"/v1/blobs/{ONE.digest}/%C2%B2?size=900",
    ],
)
def test_an_address_that_is_none_is_malformed(office: Asked, target: str) -> None:
    response = office.ask("PUT", target, ONE.data)
    assert (response.status_code, office.answer(response)["error"]) == (400, "malformed")


def test_more_than_is_read_at_once_is_not_read(office: Asked) -> None:
    response = office.ask("PUT", f"/v1/blobs/{ONE.digest}/0?size=900", bytes(wire.LARGEST + 1))
    assert (response.status_code, office.answer(response)["error"]) == (413, "too_large")


def test_nothing_is_answered_without_a_signature(office: Asked) -> None:
    for method, target in (("HEAD", ""), ("GET", "/0"), ("PUT", "/0?size=900")):
        response = office.ask(method, f"/v1/blobs/{ONE.digest}{target}", signed=False)
        assert response.status_code == 403
        assert office.answer(response)["error"] == "device_unknown"


def test_a_signed_chunk_cannot_be_put_elsewhere(office: Asked) -> None:
    bus, body = office.counter.bus, ONE.data
    headers = bus.signed("PUT", f"/v1/blobs/{'ab' * 32}/0?size=900", body)
    url = f"{office.url}/v1/blobs/{ONE.digest}/0?size=900"
    response = httpx.put(url, content=body, headers=headers, trust_env=False)
    assert (response.status_code, office.answer(response)["error"]) == (400, "signature_invalid")
    assert json.loads(response.text)["answer"]["request"] == wire.sha256(body)
