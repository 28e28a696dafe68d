"""A lane (Spur): hands parcels of attachments over to the office, on a thread of its own.

It asks before each chunk whether to end, and tells apart what is about the link from what lies in an attachment.
"""

import hashlib
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from mobile_office.blobs import Blobs
from mobile_office.domain.attachment import CHUNK, chunks_of
from mobile_office.domain.errors import Damaged, NotAllowed, Refused
from mobile_office.store.attachments import Attachments, Blob
from mobile_office.sync.pace import Pace

Outcomes = list[tuple[Blob, bool | str]]  # handed over, not handed over, or the code of what is poison
_POISON = frozenset({"attachment_damaged", "blob_damaged"})  # reasons that lie in the attachment itself


class Count(Protocol):
    """Notes so many bytes handed over, and which case is on its way."""

    def __call__(self, size: int, *, current: str = "") -> None:
        """Note it."""
        ...


@dataclass(frozen=True)
class Lane:
    """Several threads may deliver through it at once; they share its pace. `is_over()` ends them."""

    attachments: Attachments
    office: Blobs
    pace: Pace
    count: Count
    is_over: Callable[[], bool]

    def deliver(self, parcel: list[Blob]) -> Outcomes:
        """Hand over what travels together; what is refused is tried by itself. What became of each.

        Raises what is not about an attachment: Offline, Unknown, TooOld, CertificateInvalid, Trouble of the store.
        """
        alone = self._send_together(parcel) if len(parcel) > 1 else parcel
        left = {blob.digest for blob in alone}
        outcomes: Outcomes = [(blob, True) for blob in parcel if blob.digest not in left]
        return outcomes + [(blob, self._outcome(blob)) for blob in alone]

    def _outcome(self, blob: Blob) -> bool | str:
        """Whether it was handed over; the code where it is poison."""
        try:
            return self._send(blob)
        except KeyError:
            return False  # erased meanwhile
        except (Damaged, Refused) as error:
            if error.code not in _POISON:
                raise  # not about this attachment
            return error.code

    def _send_together(self, parcel: list[Blob]) -> list[Blob]:
        """Hand over several at once; those that have to be tried by themselves."""
        together: dict[str, bytes] = {}
        for blob in parcel:
            with suppress(KeyError, Damaged):
                together[blob.digest] = self.attachments.chunk(blob, 0)
        if self.is_over():
            return parcel
        self.count(0, current=parcel[0].subject or "")
        refused = self._timed(together)
        sizes = (len(data) for digest, data in together.items() if digest not in refused)
        self.count(sum(sizes))
        return [blob for blob in parcel if blob.digest not in together or blob.digest in refused]

    def _timed(self, together: dict[str, bytes]) -> Mapping[str, str]:
        began, beside = time.monotonic(), self.pace.lanes
        refused = self.office.put_parcel(together)
        self.pace.took(sum(map(len, together.values())), time.monotonic() - began, beside)
        return refused

    def _send(self, blob: Blob) -> bool:
        """Hand over what the office lacks of one; False where it was halted, or nobody wants it yet."""
        self.count(0, current=blob.subject or "")
        try:
            return self._hand_over(blob)
        except Refused as refused:
            if refused.code != "blob_damaged":
                raise
        self._check(blob)
        # Ours is right, so the office's was not: it has forgotten it, and gets it once more.
        return self._hand_over(blob)

    def _hand_over(self, blob: Blob) -> bool:
        # One chunk is sent at once: asking first would cost as much as sending it twice, and saves that seldom.
        lacking = self.office.missing(blob.digest) if chunks_of(blob.size) > 1 else (0,)
        if lacking is None:
            return self._is_unwanted(blob)
        self.count(blob.size - sum(min(CHUNK, blob.size - index * CHUNK) for index in lacking))
        for index in lacking:
            if self.is_over():
                return False
            chunk = self.attachments.chunk(blob, index)
            began, beside = time.monotonic(), self.pace.lanes
            try:
                self.office.put(blob.digest, blob.size, index, chunk)
            except NotAllowed as error:
                if error.code != "blob_unknown":
                    raise
                return self._is_unwanted(blob)
            self.pace.took(len(chunk), time.monotonic() - began, beside)
            self.count(len(chunk))
        return True

    def _is_unwanted(self, blob: Blob) -> bool:
        """Nobody wants it: of a case that is over, because the office has erased it; else not yet."""
        return blob.subject is not None and self.attachments.is_over(blob.subject)

    def _check(self, blob: Blob) -> None:
        """Raise Damaged when the file here is not what its name says."""
        digest = hashlib.sha256()
        for index in range(chunks_of(blob.size)):
            digest.update(self.attachments.chunk(blob, index))
        if digest.hexdigest() != blob.digest:
            raise Damaged("attachment_damaged", what="attachment")
