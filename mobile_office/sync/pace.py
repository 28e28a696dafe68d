"""The pace of freight: how much travels at once, by how long the last took, so that whatever is urgent waits half a second.

On a quick link two lanes (one travels while another is answered for) and parcels of many small attachments; on a slow
one a single chunk at a time, since anything more would only make a cut dearer.
"""

from dataclasses import dataclass

from mobile_office.blobs import HEAVIEST
from mobile_office.domain.attachment import CHUNK

LANES = 2
_QUICK = 0.35  # seconds a chunk may take on a quick link: 10 Mbit/s is one, its answers included
_PATIENCE = 0.5  # seconds a parcel may take


@dataclass
class Pace:
    """`lanes` under way at once, `bytes` in a parcel; begins as on a slow link."""

    lanes: int = 1
    bytes: int = CHUNK

    def took(self, size: int, seconds: float, beside: int) -> None:
        """So many bytes took so long, with so many lanes under way: each of them had its share of the link."""
        per_second = size * beside / max(seconds, 1e-6)
        self.lanes = LANES if CHUNK / per_second < _QUICK else 1
        self.bytes = min(HEAVIEST, max(CHUNK, int(per_second * _PATIENCE))) if self.lanes > 1 else CHUNK
