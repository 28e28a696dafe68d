"""Attachments over HTTP: what the office has not signed for this very request proves nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.blobs import pack
from mobile_office.domain.errors import NotAllowed, Unknown
from mobile_office.sync import wire
from mobile_office.sync.blobs import HttpBlobs
from mobile_office.sync.door import Answered, Door
from tests.backoffice.counter import open_counter
from tests.ciphertexts import naming, scan

ONE = scan(900)
Change = Callable[[Answered], Answered]


class Between(Door):
    """Somebody between the device and the office, who changes what comes back."""

    def __init__(self, door: Door, change: Change) -> None:
        self._behind, self._change = door, change

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", largest: int = wire.LARGEST
    ) -> Answered:
        return self._change(self._behind.ask(method, path, body, kind, largest))


def without_answer(answered: Answered) -> Answered:
    return replace(answered, headers={}, body=b"" if answered.kind == wire.CLEAR else answered.body)


def with_another_nonce(answered: Answered) -> Answered:
    return replace(answered, nonce="00" * 16)


def with_another_chunk(answered: Answered) -> Answered:
    return replace(answered, body=b"x" + answered.body[1:])


def test_only_the_office_s_own_word_about_this_request_counts(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter, in_thread(counter.office) as url:
        office, bus = counter.office, counter.bus
        office.exchange(bus.request(bus.submit("Berger", naming(ONE))))
        key = bus.device.office_signing
        with bus.over_http(url) as back_office:
            straight = HttpBlobs(back_office.door, key)
            assert straight.missing(ONE.digest) == (0,)
            straight.put(ONE.digest, ONE.size, 0, ONE.data)
            assert straight.fetch(ONE.digest, 0) == ONE.data
            with pytest.raises(NotAllowed, match="blob_unknown"):
                straight.fetch("ab" * 32, 0)
            for change in (without_answer, with_another_nonce, with_another_chunk):
                between = HttpBlobs(Between(back_office.door, change), key)
                with pytest.raises(Unknown):
                    between.fetch(ONE.digest, 0)
            for change in (without_answer, with_another_nonce):
                between = HttpBlobs(Between(back_office.door, change), key)
                with pytest.raises(Unknown):
                    between.missing(ONE.digest)
                with pytest.raises(Unknown):
                    between.put(ONE.digest, ONE.size, 0, ONE.data)
            stranger = HttpBlobs(back_office.door, counter.office.keys.public.root)
            with pytest.raises(Unknown):
                stranger.missing(ONE.digest)


class Older(Door):
    """The door of an office from before there were parcels."""

    def __init__(self, door: Door, status: int) -> None:
        self._behind, self._status = door, status

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "", largest: int = wire.LARGEST
    ) -> Answered:
        if method == "POST":
            return Answered(self._status, wire.CLEAR, b"{}")
        return self._behind.ask(method, path, body, kind, largest)


@pytest.mark.parametrize("status", [404, 405])
def test_an_office_that_takes_no_parcels_gets_them_one_by_one(tmp_path: Path, status: int) -> None:
    other, stranger = scan(300, 2), scan(300, 3)
    with open_counter(tmp_path) as counter, in_thread(counter.office) as url:
        office, bus = counter.office, counter.bus
        office.exchange(bus.request(bus.submit("Berger", naming(ONE, other))))
        with bus.over_http(url) as back_office:
            blobs = HttpBlobs(Older(back_office.door, status), bus.device.office_signing)
            parcel = {each.digest: each.data for each in (ONE, other, stranger)}
            assert blobs.put_parcel(parcel) == {stranger.digest: "blob_unknown"}
            assert blobs.missing(other.digest) == ()


@pytest.mark.parametrize("told", [{"ab" * 32: "blob_unknown"}, {ONE.digest: "too_old"}, [ONE.digest], None])
def test_an_answer_about_anything_else_proves_nothing(tmp_path: Path, told: object) -> None:
    with open_counter(tmp_path) as counter:
        keys, body = counter.office.keys, pack({ONE.digest: ONE.data})
        said = {"request": wire.sha256(body), "nonce": "", "refused": told}

        class Lying(Door):
            def ask(self, *_: object, **__: object) -> Answered:
                told = wire.sign_answer(keys.signing, said)
                return Answered(200, wire.CLEAR, told, asked=wire.sha256(body))

        with pytest.raises(Unknown):
            HttpBlobs(Lying("http://office"), keys.public.signing).put_parcel({ONE.digest: ONE.data})
