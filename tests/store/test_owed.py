"""What the office is owed: with the entry, before or after it is receipted, never of a case that is over."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from mobile_office.domain.case import Status
from mobile_office.protocol import Refusal, Reply
from mobile_office.store import tables
from mobile_office.store.attachments import Attachments
from mobile_office.store.forgetting import OUTCOMES
from mobile_office.store.owed import Owed, is_over
from mobile_office.store.retention import RETENTION, Retention
from mobile_office.store.transactions import writing
from tests.store.hand import NOW, STREAM, Hand, Stamp
from tests.store.test_blobs import NUMBER, complete, keep, submit


@pytest.fixture
def files(engine: Engine, tmp_path: Path) -> Attachments:
    """The attachments of the bus."""
    return Attachments(engine, tmp_path / "attachments", STREAM)


@pytest.fixture
def owed(engine: Engine) -> Owed:
    return Owed(engine, STREAM)


def test_what_goes_with_its_entry_or_after_it_is_owed_until_the_office_holds_it(
    files: Attachments, owed: Owed, hand: Hand, office: Stamp
) -> None:
    large, small = keep(files, "draft-1", b"the larger one"), keep(files, "draft-1", b"small")
    keep(files, "draft-2", b"nobody has handed this in")
    entry = submit(hand, large, small, drop="draft-1")
    both = ((small.digest, small.size), (large.digest, large.size))
    assert owed.with_entries(10) == both, "with its entry"
    assert files.to_send() == (), "over the link its entry goes first"
    office.deliver(hand.journal)
    assert owed.with_entries(10) == both
    assert owed.with_entries(1) == both[:1]
    assert owed.among([large.digest, "00" * 32]) == {large.digest}
    files.mark_all_sent([small.digest], NOW)
    assert owed.with_entries(10) == both[1:]
    complete(hand.journal, office, entry)
    assert owed.with_entries(10) == (), "by whatever way it went"
    assert files.row(large.digest).sent_at == NOW


def test_what_was_refused_owes_nothing(files: Attachments, owed: Owed, hand: Hand, office: Stamp) -> None:
    kept = keep(files, "draft-1")
    entry = submit(hand, kept, drop="draft-1")
    refusal = Refusal(entry.header.id, "certificate_invalid", {"person": "berger"})
    hand.journal.absorb(Reply((), (refusal,), 0, "epoch-1", (), None), office.verify)
    assert owed.with_entries(10) == ()


@pytest.mark.parametrize("status", OUTCOMES)
def test_of_a_case_that_is_over_it_is_owed_until_the_office_does_not_want_it_and_then_it_may_be_erased(
    engine: Engine, files: Attachments, owed: Owed, hand: Hand, office: Stamp, status: Status
) -> None:
    kept = keep(files, "draft-1")
    submit(hand, kept, drop="draft-1")
    office.deliver(hand.journal)
    retention, later = Retention(hand.journal, "bus"), NOW + RETENTION
    assert not is_over(engine, STREAM, NUMBER)
    with writing(engine) as connection:  # what the fold says once such an entry is here
        connection.execute(update(tables.case).values(status=status.value))
    assert is_over(engine, STREAM, NUMBER)
    assert owed.with_entries(10) == ((kept.digest, kept.size),)
    assert retention.erasable(later) == ()
    files.mark_all_sent([kept.digest], NOW)
    assert owed.with_entries(10) == ()
    assert retention.erasable(later) == (NUMBER,)
