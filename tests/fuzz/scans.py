"""Scans as files: pictures and documents, which libraries in C read. What is kept of one can be looked at, too."""

from mobile_office.devices import documents, scans
from mobile_office.domain.errors import NotAllowed
from tests.devices.files import ENCLOSED, PROGRAM, bomb, document, picture, with_exif
from tests.fuzz.target import Target


def _picture(data: bytes) -> None:
    kept = scans.clean(data) if not data.startswith(b"%PDF-") else None
    if kept and scans.shown(kept.format, kept.data).isNull():
        raise AssertionError("what was kept cannot be looked at")


def _document(data: bytes) -> None:
    """As the other process does; but what is heavy is left to it (`tests/devices/test_apart.py`)."""
    pages, kept = documents.clean(data)
    for page in (0, pages - 1):
        documents.shown(kept, page, 200)


def _pictures() -> tuple[bytes, ...]:
    small = picture(40, 60)
    return small, with_exif(small), picture(40, 60, "PNG")


def _documents() -> tuple[bytes, ...]:
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>"
    return document(), document(pages=3), document([link], page=b"/Annots [4 0 R]"), document(ENCLOSED)


def nested(levels: int, each: int = 10) -> bytes:
    """A document of a kilobyte whose page draws a form that draws a form ... `each` to the power of `levels` times."""
    objects = [b"<< /Length %d >>\nstream\n%s\nendstream" % (6 * each, b"/F Do " * each)]
    for level in range(levels):
        last = level == levels - 1
        body = b"0 0 9 9 re f" if last else b"/F Do " * each
        inner = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level)
        head = b"<< /Type /XObject /Subtype /Form /BBox [0 0 300 300] %s /Length %d >>" % (inner, len(body))
        objects.append(head + b"\nstream\n" + body + b"\nendstream")
    page = b"/Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >>"
    return document(objects, page=page)


def _heavy_documents() -> tuple[bytes, ...]:
    return document([PROGRAM] * 2000), b"%PDF-1.7\n" + b"1 0 obj\n<<" * 100_000


TARGETS = (
    Target("pictures", _picture, (NotAllowed,), _pictures, 4096, lambda: (bomb(), bomb(60_000, 1_900))),
    Target("documents", _document, (NotAllowed,), _documents, 4096, _heavy_documents),
)
