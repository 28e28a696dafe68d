"""The deposit (Ablage): the `Blobs` of one device at the office, one transaction for each chunk or parcel.

What makes an attachment whole completes, in that transaction, whatever has waited for it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mobile_office.backoffice import blobs, completing, scopes
from mobile_office.backoffice.blobs import Piece, Progress
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.blobs import Parcel, damaged
from mobile_office.domain.errors import NotAllowed, Refused
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.wire import sha256

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office


@dataclass(frozen=True)
class Deposit:
    """What a device of a stream hands in and may have back. `device` is one that was just recognised."""

    office: "Office"
    device: KnownDevice

    def missing(self, digest: str) -> tuple[int, ...] | None:
        """Which chunks are lacking; none of them when it is whole; None when no accepted entry wants it."""
        with reading(self.office.engine) as connection:
            return blobs.missing(connection, self.device.stream, digest)

    def put(self, digest: str, size: int, index: int, chunk: bytes) -> None:
        """Take a chunk. Raises Refused("blob_damaged") or NotAllowed("blob_unknown")."""
        self.take(Piece(digest, size, index, chunk, sha256(chunk)))

    def take(self, piece: Piece) -> None:
        """Take a chunk whose own digest is known. Raises as `put`."""
        now, keys, stream = self.office.clock(), self.office.keys, self.device.stream
        with writing(self.office.engine) as connection:
            progress = blobs.put(connection, stream, piece, now)
            if progress is Progress.WHOLE:
                completing.complete(connection, keys, stream, [piece.digest], now)
        if progress is Progress.DROPPED:  # said after it was made durable
            raise Refused("blob_damaged")

    def put_parcel(self, parcel: Parcel) -> dict[str, str]:
        """Take several of one chunk each, in one transaction; the code for each that is not taken."""
        spoilt = dict.fromkeys(damaged(parcel), "blob_damaged")
        sound = {digest: data for digest, data in parcel.items() if digest not in spoilt}
        now, keys, stream = self.office.clock(), self.office.keys, self.device.stream
        with writing(self.office.engine) as connection:
            whole, refused = blobs.put_whole(connection, stream, sound, now)
            completing.complete(connection, keys, stream, whole, now)
        return spoilt | refused

    def fetch(self, digest: str, index: int) -> bytes:
        """A chunk of what an entry in the device's scope names. Raises NotAllowed("blob_unknown")."""
        with reading(self.office.engine) as connection:
            if not scopes.may_have(connection, self.device, digest):
                raise NotAllowed("blob_unknown")
            return blobs.chunk(connection, self.device.stream, digest, index)
