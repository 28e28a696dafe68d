"""A file is what its content is, whatever its name says."""

from pathlib import Path

import pytest

from mobile_office.devices import scans
from mobile_office.domain.attachment import LARGEST, Format
from mobile_office.domain.errors import NotAllowed
from tests.devices.files import document, picture


@pytest.mark.parametrize(
    ("data", "format", "pages"),
    [
        (picture(200, 300), Format.JPEG, 1),
        (picture(200, 300, "PNG"), Format.PNG, 1),
        (document(pages=2), Format.PDF, 2),
    ],
    ids=["jpeg", "png", "pdf"],
)
def test_the_content_decides(tmp_path: Path, data: bytes, format: Format, pages: int) -> None:
    path = tmp_path / "scan.txt"
    path.write_bytes(data)
    scan = scans.read(path)
    assert (scan.format, scan.pages) == (format, pages)
    assert not scans.shown(scan.format, scan.data, pages - 1, 100).isNull()


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"PK\x03\x04", b"<html>", b"RIFF1234WEBP"])
def test_anything_else_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(data)
    with pytest.raises(NotAllowed) as caught:
        scans.read(path)
    assert caught.value.code == "attachment_format"


def test_too_large_and_not_there_are_said(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    for known, code in ((path, "attachment_too_large"), (tmp_path / "none", "attachment_unreadable")):
        with pytest.raises(NotAllowed) as caught:
            scans.read(known)
        assert caught.value.code == code
