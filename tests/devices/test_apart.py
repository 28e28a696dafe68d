"""Documents are looked at apart: the same answers as beside us, and what would never end is ended."""

import resource

import pytest

from mobile_office.devices import apart, documents, scans
from mobile_office.domain.errors import NotAllowed
from tests.devices.files import SECRET, document
from tests.fuzz.scans import nested


def test_a_document_is_cleaned_and_shown_as_beside_us() -> None:
    data = document(pages=3)
    pages, kept = apart.clean(data)
    assert (pages, SECRET in kept) == (3, False)
    there, here = apart.shown(kept, 2, 600), documents.shown(kept, 2, 600)
    assert (there.width(), there.height()) == (600, 600)
    assert there == here


def test_its_refusals_come_back_with_what_they_say() -> None:
    with pytest.raises(NotAllowed) as caught:
        apart.clean(document(pages=51))
    assert (caught.value.code, caught.value.details) == (
        "attachment_too_many_pages",
        {"pages": 51, "most": 50},
    )


def test_a_document_that_draws_itself_for_years_is_refused_and_takes_none_of_our_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(NotAllowed, match="attachment_unreadable"):
        scans.clean(nested(12))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB
