"""A file that is to be attached: what it is by its content, checked and cleaned, never believed by its name.

JPEG, PNG and PDF only. What comes back is in memory; nothing of it is written anywhere in clear.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from mobile_office.devices import apart, documents, pictures
from mobile_office.domain.attachment import LARGEST, Format
from mobile_office.domain.errors import NotAllowed

_BEGINNINGS = {Format.JPEG: b"\xff\xd8\xff", Format.PNG: b"\x89PNG\r\n\x1a\n", Format.PDF: b"%PDF-"}


@dataclass(frozen=True)
class Scan:
    """What is to be kept of a file: clean, in clear, in memory. `pages` is 1 for a picture."""

    format: Format
    pages: int
    data: bytes


def read(path: Path) -> Scan:
    """The scan in a file. Not for the window's thread.

    Raises NotAllowed: attachment_unreadable, attachment_too_large, attachment_format, and as `pictures.clean`
    and `apart.clean`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise NotAllowed("attachment_unreadable") from None  # its text would name the folder
    return clean(data)


def clean(data: bytes) -> Scan:
    """The same of what is in memory already."""
    if len(data) > LARGEST:
        raise NotAllowed("attachment_too_large", megabytes=LARGEST // 2**20)
    kind = next((kind for kind, beginning in _BEGINNINGS.items() if data.startswith(beginning)), None)
    if kind is None:
        raise NotAllowed("attachment_format")
    if kind is Format.PDF:
        pages, kept = apart.clean(data)
        return Scan(kind, pages, kept)
    return Scan(*_with_one_page(*pictures.clean(data, kind)))


def shown(format: Format, data: bytes, page: int = 0, longest: int | None = None) -> QImage:
    """A page (from 0) of what was kept, to look at; for a document its longer side in pixels."""
    if format is Format.PDF:
        return apart.shown(data, page, longest or documents.LONGEST)
    return pictures.shown(data, format)


def _with_one_page(format: Format, data: bytes) -> tuple[Format, int, bytes]:
    return format, 1, data
