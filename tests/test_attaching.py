"""Scans of a draft, on their way into the case: sealed first, shared by corrections, gone with what named them."""

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office import attached
from mobile_office.desk import Desk
from mobile_office.domain.attachment import CHUNK, MOST, Attachment, Format
from mobile_office.domain.case import Action
from mobile_office.domain.errors import Damaged, DiskFull, NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.submission import still_asked
from tests.house import Laptop, Town
from tests.samples import decide, fill_sample

PAPER = b"Best\xc3\xa4tigung des Wohnungsgebers " * 20_000  # 600 KB: three chunks


@pytest.fixture
def folder(laptop: Laptop) -> Path:
    """Where the files lie."""
    return laptop.place.home / "attachments"


def attach(desk: Desk, draft: Draft, data: bytes = PAPER, evidence: str = "landlord") -> Draft:
    fresh = desk.attaching.seal(data, Format.JPEG, 1, evidence)
    return desk.attaching.keep(draft.id, fresh)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_scan_is_sealed_named_by_the_draft_and_opens_again(desk: Desk, folder: Path) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    (one,) = draft.attachments
    assert (one.format, one.evidence, one.pages, one.size > 2 * CHUNK) == (Format.JPEG, "landlord", 1, True)
    assert names(folder) == [one.digest]
    assert b"Wohnungsgeber" not in (folder / one.digest).read_bytes()
    assert desk.attaching.opened(one) == PAPER
    assert desk.draft(draft.id).attachments == (one,)


def test_it_travels_in_the_body_and_a_correction_keeps_it(
    desk: Desk, desk_of: Callable[[str], Desk], laptop: Laptop
) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    number = desk.submit(draft.id)
    page = desk.page(number)
    assert (page.attachments, page.attached, page.are_complete) == (draft.attachments, 1, False)
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte nachfragen.")
    correction = desk.correct(number)
    assert correction.attachments == draft.attachments
    desk.submit(attach(desk, correction, b"second page").id, basis="typing_error")
    stored = laptop.place.journal.entries(number)
    assert [item.attached for item in stored] == [1, 0, 2]
    assert len({blob.digest for blob in laptop.place.attachments.of(number)}) == 2
    assert attached.named_in(stored[-1].entry.body)[0] == draft.attachments[0]


def test_a_case_without_scans_says_nothing_of_them(desk: Desk, laptop: Laptop) -> None:
    number = desk.submit(fill_sample(desk, "registration").id)
    (stored,) = laptop.place.journal.entries(number)
    assert attached.KEY not in (stored.entry.body or {})


def test_what_was_scanned_for_another_answer_does_not_leave_the_laptop(desk: Desk, laptop: Laptop) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    visible = desk.visible(draft)
    assert "evidence.landlord" in visible
    assert still_asked(draft.attachments, visible) == draft.attachments
    assert still_asked(draft.attachments, visible - {"evidence.landlord"}) == ()


def test_only_what_the_service_allows_is_kept(desk: Desk, folder: Path, laptop: Laptop) -> None:
    draft = fill_sample(desk, "registration")
    for evidence in ("identity", "signed_paper", "nothing"):
        with pytest.raises(NotAllowed) as caught:
            attach(desk, draft, evidence=evidence)
        assert caught.value.code == "attachment_not_allowed"
    assert names(folder) == []
    assert desk.draft(draft.id).attachments == ()


def test_not_more_than_belong_to_one_case(desk: Desk, folder: Path) -> None:
    draft = fill_sample(desk, "registration")
    for page in range(MOST):
        attach(desk, draft, b"page %d" % page)
    with pytest.raises(NotAllowed) as caught:
        attach(desk, draft, b"one more")
    assert caught.value.code == "attachment_too_many"
    assert len(names(folder)) == MOST


def test_taken_out_and_put_back(desk: Desk) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    (one,) = draft.attachments
    assert desk.attaching.take_out(draft.id, one.digest).attachments == ()
    assert desk.attaching.put_back(draft.id, one).attachments == (one,)
    assert desk.attaching.opened(one) == PAPER


def test_a_discarded_draft_takes_its_scans_along(desk: Desk, folder: Path) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    desk.park(draft.id)
    desk.discard(draft.id)
    assert names(folder) == []


def test_a_full_disk_loses_nothing_and_leaves_nothing(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.draft(fill_sample(desk, "registration").id)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr("mobile_office.chunks.seal", full)
        with pytest.raises(DiskFull):
            attach(desk, draft)
    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        with pytest.raises(DiskFull):
            attach(desk, draft)
    assert names(folder) == []
    assert desk.draft(draft.id) == draft
    assert len(attach(desk, draft).attachments) == 1


def test_a_damaged_or_missing_file_is_said_and_not_shown(desk: Desk, folder: Path) -> None:
    draft = attach(desk, fill_sample(desk, "registration"))
    (one,) = draft.attachments
    path = folder / one.digest
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(Damaged) as caught:
        desk.attaching.opened(one)
    assert caught.value.code == "attachment_damaged"
    stranger = Attachment("ab" * 32, 9, "cd" * 32, Format.PNG, "landlord", 1, one.added_at)
    with pytest.raises(NotAllowed) as refused:
        desk.attaching.opened(stranger)
    assert refused.value.code == "attachment_not_here"


def test_what_was_sealed_and_not_kept_is_swept(desk: Desk, folder: Path, laptop: Laptop) -> None:
    desk.attaching.seal(PAPER, Format.JPEG, 1, "landlord")
    assert len(names(folder)) == 1
    laptop.place.attachments.sweep(opening=True)
    assert names(folder) == []


def test_the_signed_paper_is_kept_only_where_the_settings_say_so(laptop: Laptop, town: Town) -> None:
    laptop.place = replace(laptop.place, settings=replace(laptop.place.settings, scan_signed_paper=True))
    desk = laptop.desk("Berger", town.office)
    draft = attach(desk, fill_sample(desk, "registration"), evidence="signed_paper")
    assert still_asked(draft.attachments, frozenset()) == draft.attachments
