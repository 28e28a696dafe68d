"""Whose attachments are whose: from a draft to an entry, back when it is refused, and away with the case."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from mobile_office.attached import KEY, to_json
from mobile_office.domain.attachment import Attachment, Format
from mobile_office.domain.case import Action
from mobile_office.protocol import Entry, Receipt, Refusal, Reply
from mobile_office.store import tables
from mobile_office.store.attachments import Attachments
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Journal
from mobile_office.store.retention import RETENTION, Retention
from mobile_office.store.rows import attachments_of
from mobile_office.store.transactions import reading
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import BERGER, NOW, STREAM, THIELE, Hand, Stamp, submission

NUMBER = "B-2026-00001-A"


def sealed(text: bytes = b"ciphertext") -> Attachment:
    """An attachment of these bytes."""
    return Attachment(hashlib.sha256(text).hexdigest(), len(text), "cd" * 32, Format.JPEG, "landlord", 1, NOW)


def named(*attachments: Attachment) -> dict[str, Any]:
    """A submission's values, with attachments."""
    return {**submission(), KEY: to_json(attachments)}


@pytest.fixture
def files(engine: Engine, tmp_path: Path) -> Attachments:
    """The attachments of the bus."""
    return Attachments(engine, tmp_path / "attachments", STREAM)


@pytest.fixture
def station(tmp_path: Path, key: bytes) -> Iterator[Journal]:
    """The journal of an office PC."""
    engine = open_store(tmp_path / "station.db", key)
    yield Journal(engine, STREAM)
    close_store(engine)


def keep(files: Attachments, draft: str, text: bytes = b"ciphertext") -> Attachment:
    """An attachment of a draft, its file kept."""
    one = sealed(text)
    path = files.fresh()
    path.write_bytes(text)
    files.keep(path, one.digest, one.size, draft, NOW)
    return one


def submit(hand: Hand, *attachments: Attachment, drop: str | None = None, **values: Any) -> Entry:
    """A case begins with attachments; its draft goes."""
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT, **{**named(*attachments), **values})
    hand.journal.append(entry, label="Erika Mustermann", drop_draft=drop)
    return entry


def attached(engine: Engine, entry: Entry) -> int:
    """How many attachments a kept entry says it names."""
    e = tables.entry.c
    with reading(engine) as connection:
        return int(connection.scalar(select(e.attached).where(e.id == entry.header.id)) or 0)


def test_a_drafts_attachments_become_the_entrys_and_are_sent_once_it_is_receipted(
    engine: Engine, files: Attachments, hand: Hand, office: Stamp
) -> None:
    kept, removed = keep(files, "draft-1"), keep(files, "draft-1", b"taken out again")
    entry = submit(hand, kept, drop="draft-1")
    assert attached(engine, entry) == 1
    assert (files.row(kept.digest).entry, files.row(kept.digest).subject) == (entry.header.id, NUMBER)
    with pytest.raises(KeyError):
        files.row(removed.digest)
    assert files.to_send() == ()
    office.deliver(hand.journal)
    assert [blob.digest for blob in files.to_send()] == [kept.digest]
    files.mark_all_sent([kept.digest], NOW)
    assert files.to_send() == ()


def test_a_correction_names_what_stays_and_the_file_is_not_sent_twice(
    engine: Engine, files: Attachments, hand: Hand, office: Stamp
) -> None:
    first = keep(files, "draft-1")
    submitted = submit(hand, first, drop="draft-1")
    office.deliver(hand.journal)
    files.mark_all_sent([first.digest], NOW)
    hand.decide(NUMBER, Action.RETURN, comments={})
    second = keep(files, "draft-1", b"another page")
    corrected = hand.entry(BERGER, NUMBER, Action.CORRECT, **named(first, second), basis="typing_error")
    hand.journal.append(corrected, drop_draft="draft-1")
    office.deliver(hand.journal)
    assert [item.refused for item in hand.journal.entries(NUMBER)] == [None] * 3
    assert attached(engine, corrected) == 2
    assert files.row(first.digest).entry == submitted.header.id
    assert [blob.digest for blob in files.to_send()] == [second.digest]


def test_a_refused_submission_is_a_draft_again_with_its_attachments(
    engine: Engine, files: Attachments, hand: Hand, journal: Journal, office: Stamp
) -> None:
    kept = keep(files, "draft-1")
    entry = submit(hand, kept, drop="draft-1")
    refusal = Refusal(entry.header.id, "certificate_invalid", {"person": "berger"})
    journal.absorb(Reply((), (refusal,), 0, "epoch-1", (), None), office.verify)
    (draft,) = Drafts(engine).open()
    assert draft.attachments == (kept,)
    assert (files.row(kept.digest).entry, files.row(kept.digest).own) == (None, True)
    files.sweep(opening=True)
    assert files.read(kept.digest, 0) == b"ciphertext"
    Drafts(engine).delete(draft.id)
    files.sweep()
    with pytest.raises(KeyError):
        files.row(kept.digest)


def test_what_was_refused_and_is_accepted_after_all_is_sent_though_a_draft_names_it_too(
    engine: Engine, files: Attachments, hand: Hand, journal: Journal, office: Stamp
) -> None:
    kept = keep(files, "draft-1")
    entry = submit(hand, kept, drop="draft-1")
    refusal = Refusal(entry.header.id, "certificate_invalid", {"person": "berger"})
    accepted, _ = office.accept(journal.unsent())
    journal.absorb(Reply((), (refusal,), 0, "epoch-1", (), None), office.verify)
    journal.absorb(Reply(accepted, (), 1, "epoch-1", (), None), office.verify)
    Drafts(engine).delete(entry.header.id)
    assert [blob.digest for blob in files.to_send()] == [kept.digest]


def test_a_scan_named_by_a_numbered_entry_and_by_its_refused_twin_s_draft_is_the_entry_s(
    files: Attachments, hand: Hand, journal: Journal, office: Stamp
) -> None:
    """A store put back hands the same draft in twice: the office keeps the first, and needs its scans."""
    kept = keep(files, "draft-1")
    other = Hand(office.journal, hand.device, "chain-before")
    twin = other.entry(BERGER, "B-2026-00009-I", Action.SUBMIT, **named(kept))
    accepted, _ = office.accept([twin])
    ours = submit(hand, kept, drop="draft-1")
    refusal = Refusal(ours.header.id, "stale", {})
    journal.absorb(Reply(accepted, (refusal,), 1, "epoch-1", (), None), office.verify)
    (sent,) = files.to_send()
    assert (sent.digest, sent.entry, sent.subject) == (kept.digest, twin.header.id, "B-2026-00009-I")


def test_an_office_pc_fetches_what_is_named_while_the_case_is_open(
    files: Attachments, hand: Hand, office: Stamp, station: Journal, tmp_path: Path
) -> None:
    entry = submit(hand, sealed())
    office.deliver(hand.journal)
    office.deliver(station, "station-1", "station")
    there = Attachments(station.engine, tmp_path / "there", STREAM, "station")
    (wanted,) = there.to_fetch()
    assert (wanted.digest, wanted.entry, wanted.subject) == (sealed().digest, entry.header.id, NUMBER)
    assert (wanted.own, wanted.here) == (False, False)
    assert Attachments(station.engine, tmp_path / "there", STREAM, "bus").to_fetch() == ()
    hand.decide(NUMBER, Action.WITHDRAW, BERGER)
    office.deliver(hand.journal)
    office.deliver(station, "station-1", "station")
    assert there.to_fetch() == ()


def test_a_new_epoch_offers_every_file_again_and_forgets_what_was_complete(
    engine: Engine, files: Attachments, hand: Hand, journal: Journal, office: Stamp
) -> None:
    kept = keep(files, "draft-1")
    entry = submit(hand, kept, drop="draft-1")
    office.deliver(journal)
    files.mark_all_sent([kept.digest], NOW)
    complete(journal, office, entry)
    (stored,) = journal.entries(NUMBER)
    assert stored.is_complete
    journal.absorb(Reply((), (), 0, "epoch-2", (), None), office.verify)
    (stored,) = journal.entries(NUMBER)
    assert not stored.is_complete
    office.epoch = "epoch-2"
    office.deliver(journal)
    assert [blob.digest for blob in files.to_send()] == [kept.digest]


def test_a_case_is_erased_only_when_the_office_holds_its_attachments_and_takes_the_files_along(
    files: Attachments, hand: Hand, journal: Journal, office: Stamp, tmp_path: Path
) -> None:
    retention, later = Retention(journal, "bus"), NOW + RETENTION
    kept = keep(files, "draft-1")
    entry = submit(hand, kept, drop="draft-1")
    hand.decide(NUMBER, Action.APPROVE, THIELE)
    office.deliver(journal)
    assert retention.erasable(later) == ()
    complete(journal, office, entry)
    assert retention.erasable(later) == (NUMBER,)
    retention.erase(hand.erased(NUMBER), later)
    files.sweep()
    assert list((tmp_path / "attachments").iterdir()) == []
    assert files.of(NUMBER) == ()


def test_a_second_receipt_nobody_has_checked_is_not_believed(
    hand: Hand, journal: Journal, office: Stamp
) -> None:
    entry = submit(hand, sealed())
    office.deliver(journal)
    journal.absorb(Reply((), (), 1, "epoch-1", (), None, completed=(receipt_of(entry),)), office.verify)
    assert not journal.entries(NUMBER)[0].is_complete


def test_what_a_body_calls_attachments_and_is_none_is_none(engine: Engine, hand: Hand) -> None:
    values: dict[str, Any] = {KEY: [{"digest": "../../etc"}]}
    entry = submit(hand, **values)
    assert attached(engine, entry) == 0
    assert attachments_of(entry.body) == ()


def receipt_of(entry: Entry) -> Receipt:
    return Receipt(entry.header.id, entry.hash, STREAM, 1, NOW, "epoch-1")


def complete(journal: Journal, office: Stamp, entry: Entry) -> None:
    reply = Reply((), (), 1, office.epoch, (), None, completed=(receipt_of(entry),))
    journal.absorb(reply, office.verify, lambda receipt: None)
