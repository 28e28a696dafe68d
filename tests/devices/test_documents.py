"""Documents bring their pages and nothing else; what could act, or cannot be read, is refused."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from mobile_office.devices import documents
from mobile_office.domain.errors import NotAllowed
from tests.devices.files import ENCLOSED, PROGRAM, SECRET, document


def test_the_pages_are_taken_over_and_the_author_is_not() -> None:
    data = document(pages=3)
    assert SECRET in data
    pages, kept = documents.clean(data)
    assert (pages, SECRET in kept) == (3, False)
    shown = documents.shown(kept, 2, 600)
    assert (shown.width(), shown.height()) == (600, 600)


@pytest.mark.parametrize(
    "data",
    [
        document(root=b"/OpenAction " + PROGRAM),
        document([b"<< /Names [(a) " + PROGRAM + b"] >>"], root=b"/Names << /JavaScript 4 0 R >>"),
        document(ENCLOSED, root=b"/Names << /EmbeddedFiles 4 0 R >>"),
    ],
    ids=["on opening", "by name", "enclosed"],
)
def test_programs_and_files_of_the_document_stay_behind(data: bytes) -> None:
    pages, kept = documents.clean(data)
    assert pages == 1
    assert not any(word in kept for word in (b"alert", SECRET, b"JavaScript", b"EmbeddedFile"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (document(page=b"/AA << /O " + PROGRAM + b" >>"), "attachment_active"),
        (
            document(
                [b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (x) >> >>"],
                page=b"/Annots [4 0 R]",
            ),
            "attachment_active",
        ),
        (document(pages=51), "attachment_too_many_pages"),
        (document(size=9000), "attachment_page_too_large"),
        (document(pages=0), "attachment_unreadable"),
        (b"%PDF-1.7 nothing", "attachment_unreadable"),
    ],
    ids=["of a page", "starts a program", "51 pages", "a wall", "no page", "garbage"],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        documents.clean(data)
    assert caught.value.code == code


def test_a_document_with_a_password_says_so() -> None:
    writer, locked = PdfWriter(), BytesIO()
    writer.add_blank_page(300, 300)
    writer.encrypt("geheim", algorithm="AES-256")
    writer.write(locked)
    with pytest.raises(NotAllowed) as caught:
        documents.clean(locked.getvalue())
    assert caught.value.code == "attachment_encrypted"
