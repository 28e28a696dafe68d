"""PDF documents as they are captured: their pages taken over into a new document, and nothing else of them.

Programs, enclosed files, forms' actions, titles and authors stay behind. PDFium works on one document at a time.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

from mobile_office.domain.errors import NotAllowed

PAGES = 50  # of one document
_LARGEST_SIDE = 14400 / 4  # points: about 1.27 m; nothing brought to a counter is larger
LONGEST = 2339  # pixels of a page to look at: A4 at 200 dots per inch
_PASSWORD = 4  # PDFium: FPDF_ERR_PASSWORD
_FLATTENED = (1, 2)  # drawn into the page, or there was nothing to draw
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|XFA)\b")
_one = Lock()  # the library keeps no two threads apart


def clean(data: bytes) -> tuple[int, bytes]:
    """The number of pages, and a new document with these pages; what was drawn over them is part of them now.

    Raises NotAllowed: attachment_unreadable, attachment_encrypted, attachment_too_many_pages,
    attachment_page_too_large, attachment_active.
    """
    with _opened(data) as document:
        count = len(document)
        if not count:
            raise NotAllowed("attachment_unreadable")
        if count > PAGES:
            raise NotAllowed("attachment_too_many_pages", pages=count, most=PAGES)
        kept = _pages_only(document)
    if _ACTIVE.search(kept):
        raise NotAllowed("attachment_active")
    shown(kept, 0, 200)  # what cannot be drawn is no page
    return count, kept


def shown(data: bytes, page: int, longest: int = LONGEST) -> QImage:
    """A page (from 0) to look at, its longer side `longest` pixels. Raises as `clean`."""
    with _opened(data) as document:
        width, height = document.get_page_size(page)
        scale = longest / max(width, height, 1)
        bitmap = document[page].render(scale=scale, prefer_bgrx=True, may_draw_forms=False)
        picture = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        )
        return picture.copy()  # the bytes above are gone when this returns


def _pages_only(document: Any) -> bytes:
    import pypdfium2.raw as pdfium

    fresh = type(document).new()
    try:
        fresh.import_pages(document)
        for page in fresh:
            if max(page.get_size()) > _LARGEST_SIDE:
                raise NotAllowed("attachment_page_too_large")
            if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_PRINT) not in _FLATTENED:
                raise NotAllowed("attachment_unreadable")
        written = BytesIO()
        fresh.save(written)
    finally:
        fresh.close()
    return written.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2  # when the first document is captured or looked at: 0.1 s that most days do not need

    with _one:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as problem:
            is_locked = getattr(problem, "err_code", None) == _PASSWORD
            raise NotAllowed("attachment_encrypted" if is_locked else "attachment_unreadable") from None
        try:
            yield document
        except pypdfium2.PdfiumError:
            raise NotAllowed("attachment_unreadable") from None
        finally:
            document.close()
