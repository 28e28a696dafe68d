"""Drafts and rows: what goes in comes out, and a refused revision becomes the draft it was."""

from dataclasses import replace

from sqlalchemy import Engine, select

from mobile_office.domain.attachment import Attachment, Format
from mobile_office.store import tables
from mobile_office.store.draft_rows import changed_columns, draft_again, draft_row, read_draft
from mobile_office.store.drafts import Drafts
from mobile_office.store.transactions import reading
from tests.store.hand import NOW, Hand

SCAN = Attachment("ab" * 32, 77, "cd" * 32, Format.JPEG, "landlord", 1, NOW)


def test_a_draft_comes_out_as_it_went_in(engine: Engine) -> None:
    draft = Drafts(engine).new("draft-1", "registration", 1, "berger", NOW, attachments=(SCAN,))
    with reading(engine) as connection:
        row = connection.execute(select(tables.draft)).one()
    assert read_draft(row) == draft
    assert draft_row(draft)["attachments"] == dict(row._mapping)["attachments"]


def test_only_what_has_changed_is_written(engine: Engine) -> None:
    draft = Drafts(engine).new("draft-1", "registration", 1, "berger", NOW, attachments=(SCAN,))
    assert changed_columns(draft, replace(draft, parked=True, case="B-1")) == {
        "parked": True,
        "case_number": "B-1",
    }
    assert changed_columns(draft, replace(draft, attachments=())) == {"attachments": []}


def test_a_refused_revision_is_the_draft_it_was_with_its_evidence(hand: Hand) -> None:
    entry = hand.submit("B-2026-00001-A")
    draft = draft_again(entry, None)
    assert (draft.id, draft.owner, draft.label) == (entry.header.id, "berger", "Erika Mustermann")
    assert [item.kind for item in draft.evidence] == ["identity"]
    assert draft.attachments == ()
