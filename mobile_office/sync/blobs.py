"""Attachments over HTTP: the office's `Blobs`, chunk by chunk. A body is the ciphertext itself.

As everywhere, what the office has not signed for this very request proves nothing and is Unknown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mobile_office.blobs import Parcel, pack
from mobile_office.canonical import Json
from mobile_office.domain.attachment import CHUNK
from mobile_office.domain.errors import Refused, Unknown
from mobile_office.sync import wire
from mobile_office.sync.door import Answered, Door
from mobile_office.sync.http import HttpBackOffice, said_no, signed

_CODES = frozenset({"blob_damaged", "blob_unknown"})  # what may be said of one in a parcel
_NO_PARCELS = (404, 405)  # of an office from before there were any


class HttpBlobs:
    """`Blobs` behind a door that signs each request. `office_signing` is the office's public key, hex.

    Several threads may use it at once.
    """

    def __init__(self, door: Door, office_signing: str) -> None:
        self._door = door
        self._office = office_signing

    def missing(self, digest: str) -> tuple[int, ...] | None:
        """Which chunks the office lacks; None when nobody wants it yet.

        Raises Offline, Unknown, TooOld or CertificateInvalid, as all of these.
        """
        answered = _with_answer(self._door.ask("HEAD", f"/v1/blobs/{digest}"))
        answer = self._answer(answered, {"blob": digest}, (200, 404))
        lacking = answer.get("missing")
        if lacking is None and answered.status == 404:
            return None
        if not isinstance(lacking, list) or not all(type(index) is int and index >= 0 for index in lacking):
            raise Unknown(reason="not_an_answer")
        return tuple(lacking)

    def put(self, digest: str, size: int, index: int, chunk: bytes) -> None:
        """Hand over a chunk. Raises Refused("blob_damaged") or NotAllowed("blob_unknown")."""
        path = f"/v1/blobs/{digest}/{index}?size={size}"
        self._answer(self._door.ask("PUT", path, chunk, wire.SEALED), {"blob": digest, "index": index})

    def put_parcel(self, parcel: Parcel) -> Mapping[str, str]:
        """Hand over several at once; one after another at an office that takes no parcels."""
        body = pack(parcel)
        answered = self._door.post("/v1/blobs", body, wire.SEALED)
        if answered.status in _NO_PARCELS:
            return dict(self._one_by_one(parcel))
        refused = self._answer(answered, {}).get("refused")
        if not isinstance(refused, dict) or refused.keys() - parcel.keys() or set(refused.values()) - _CODES:
            raise Unknown(reason="not_an_answer")
        return refused

    def _one_by_one(self, parcel: Parcel) -> Iterator[tuple[str, str]]:
        for digest, data in parcel.items():
            try:
                self.put(digest, len(data), 0, data)
            except Refused as error:
                if error.code not in _CODES:
                    raise
                yield digest, error.code

    def fetch(self, digest: str, index: int) -> bytes:
        """A chunk. Raises NotAllowed("blob_unknown")."""
        answered = self._door.ask("GET", f"/v1/blobs/{digest}/{index}")
        if answered.status != 200:
            raise said_no(answered, self._office, answered.asked)
        chunk = answered.body
        told = {"blob": digest, "index": index, "sha256": wire.sha256(chunk)}
        self._answer(_with_answer(answered), told)
        if len(chunk) > CHUNK:
            raise Unknown(reason="too_large")
        return chunk

    def _answer(
        self, answered: Answered, about: dict[str, Json], statuses: tuple[int, ...] = (200,)
    ) -> dict[str, Json]:
        """The signed answer to this very request; raises what a signed no means."""
        if answered.status not in statuses:
            raise said_no(answered, self._office, answered.asked)
        answer = signed(answered, self._office)
        expected = {"request": answered.asked, "nonce": answered.nonce, **about}
        if any(answer.get(name) != value for name, value in expected.items()):
            raise Unknown(reason="another_request")
        return answer


def blobs_of(office: HttpBackOffice) -> HttpBlobs:
    """The attachments of the office at the same address, over the same connections."""
    return HttpBlobs(office.door, office.office_signing)


def _with_answer(answered: Answered) -> Answered:
    """The answer of a response whose body is something else, as if it were its body."""
    told = answered.headers.get(wire.ANSWER_HEADER.lower(), "")
    return replace(answered, kind=wire.CLEAR, body=told.encode())
