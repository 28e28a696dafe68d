"""An attachment (Anlage): a scan, a signature's picture or a signed paper that belongs to a case.

It is encrypted once, at capture; its ciphertext's SHA-256 is its name on disk, in the body and at the office. The
key stands in the body and dies with it. Never of identity documents or medical papers (`EvidenceKind.scan`).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CHUNK = (
    256 * 1024
)  # bytes of ciphertext in one chunk; each is sealed by itself and travels by itself (sync.md 7)
LARGEST = 24 * 1024 * 1024  # bytes of ciphertext of one attachment
MOST = 20  # attachments of one case


class Format(StrEnum):
    """What may be attached; anything else is refused at capture."""

    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True)
class Attachment:
    """An attachment as a draft and a body name it.

    `digest` is SHA-256 of the ciphertext (hex), `size` its bytes, `key` an AES-256 key (hex). `evidence` is the key of
    the evidence kind it shows, empty for a paper the program has printed. `pages` is 1 for a picture.
    """

    digest: str
    size: int
    key: str
    format: Format
    evidence: str
    pages: int
    added_at: datetime


def chunks_of(size: int) -> int:
    """How many chunks a ciphertext of `size` bytes travels in; at least one."""
    return max(1, -(-size // CHUNK))
