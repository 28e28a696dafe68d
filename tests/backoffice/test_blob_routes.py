"""The routes of attachments over real HTTP: signed both ways, and anything odd is a signed no."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from socket import create_connection
from time import monotonic, sleep
from urllib.parse import urlsplit

import httpx
import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.blobs import pack
from mobile_office.sync import wire
from tests.backoffice.counter import Counter, open_counter
from tests.ciphertexts import Scan, naming, scan

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


def test_a_parcel_is_one_request_and_no_parcel_is_a_signed_no(office: Asked) -> None:
    one = scan(33)
    bus = office.counter.bus
    office.counter.office.exchange(bus.request(bus.submit("Berger", naming(one))))
    body = pack({one.digest: one.data, "ab" * 32: b"x"})
    put = office.ask("POST", "/v1/blobs", body)
    assert (put.status_code, office.answer(put)["refused"]) == (200, {"ab" * 32: "blob_damaged"})
    assert office.answer(office.ask("HEAD", f"/v1/blobs/{one.digest}"))["missing"] == []
    cut = office.ask("POST", "/v1/blobs", body[:-1])
    assert (cut.status_code, office.answer(cut)["error"]) == (400, "malformed")
    unsigned = office.ask("POST", "/v1/blobs", body, signed=False)
    assert unsigned.status_code == 403


def test_of_a_parcel_that_was_cut_what_has_arrived_whole_is_kept(office: Asked) -> None:
    """sync.md 7: at most one chunk is repeated, also where many travel in one request."""
    first, second = scan(70_000, 1), scan(70_000, 2)
    bus = office.counter.bus
    office.counter.office.exchange(bus.request(bus.submit("Berger", naming(first, second))))
    _send_and_hang_up(office, pack({first.digest: first.data, second.digest: second.data}), 100_000)

    def lacking(one: Scan) -> object:
        return office.answer(office.ask("HEAD", f"/v1/blobs/{one.digest}"))["missing"]

    eventually(lambda: lacking(first) == [])
    assert lacking(second) == [0]


def test_of_a_cut_parcel_nothing_is_kept_that_its_device_has_not_signed_for(office: Asked) -> None:
    one = scan(70_000, 3)
    bus = office.counter.bus
    office.counter.office.exchange(bus.request(bus.submit("Berger", naming(one))))
    _send_and_hang_up(office, pack({one.digest: one.data}) + bytes(50_000), 100_000, signature="AAAA")
    sleep(0.3)
    assert office.answer(office.ask("HEAD", f"/v1/blobs/{one.digest}"))["missing"] == [0]


def _send_and_hang_up(office: Asked, body: bytes, after: int, signature: str = "") -> None:
    headers = office.counter.bus.signed("POST", "/v1/blobs", body)
    if signature:
        headers["Signature"] = f"device=:{signature}{headers['Signature'][12:]}"
    address = urlsplit(office.url)
    assert address.hostname is not None
    head = ["POST /v1/blobs HTTP/1.1", "Host: office", f"Content-Length: {len(body)}"]
    head += [f"{name}: {value}" for name, value in headers.items()]
    with create_connection((address.hostname, address.port or 80)) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body[:after])


def eventually(holds: Callable[[], bool]) -> None:
    """The office hears of a line that went dead a little later."""
    until = monotonic() + 10
    while not holds():
        assert monotonic() < until
        sleep(0.02)
