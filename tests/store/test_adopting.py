"""Adopting: what a store put back had forgotten is found again, and a draft names nothing that is nowhere."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile_office.desk import Desk
from mobile_office.domain.attachment import Format
from mobile_office.store.adopting import adopt
from mobile_office.store.attachments import FOLDER, Attachments
from mobile_office.store.blobs import expect
from mobile_office.store.transactions import writing
from mobile_office.sync.delivery import deliver
from mobile_office.workplace import open_workplace
from tests.house import Laptop, Town
from tests.older_copy import OlderCopy
from tests.samples import fill_sample
from tests.store.hand import STREAM, Hand
from tests.store.test_attachments import expected
from tests.store.test_blobs import NUMBER, named, sealed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files lie."""
    (tmp_path / "attachments").mkdir()
    return tmp_path / "attachments"


@pytest.fixture
def files(engine: Engine, folder: Path) -> Attachments:
    """The attachments of an office PC."""
    return Attachments(engine, folder, STREAM, "station")


def test_a_store_put_back_finds_the_scan_it_had_forgotten(
    engine: Engine, files: Attachments, folder: Path, hand: Hand
) -> None:
    one = sealed(b"ciphertext")
    (folder / one.digest).write_bytes(b"ciphertext")  # its row was written after the copy that was put back
    files.sweep(opening=True)
    entry = hand.submit(NUMBER)
    body = {**(entry.body or {}), "attachments": named(one)["attachments"]}
    with writing(engine) as connection:
        expect(connection, type(entry)(entry.header, entry.hash, entry.signature, body))
    assert not files.row(one.digest).here
    adopt(engine, folder)
    found = files.row(one.digest)
    assert (found.own, found.here, found.sent_at) == (True, True, None)


def test_what_only_has_the_name_of_a_scan_is_not_adopted(
    engine: Engine, files: Attachments, folder: Path, hand: Hand
) -> None:
    one = expected(files, hand, b"ciphertext")
    (folder / one.digest).write_bytes(b"something else")
    adopt(engine, folder)
    assert not files.row(one.digest).here


def test_a_program_that_ends_before_that_begins_with_it(laptop: Laptop, desk: Desk, town: Town) -> None:
    desk.deliver(force=True)
    town.office.revoke_person(laptop.people["Berger"].person)
    copy = OlderCopy(laptop)
    draft = fill_sample(desk, "registration")
    scanned = desk.attaching.keep(draft.id, desk.attaching.seal(b"%PDF scan", Format.PDF, 1, "landlord"))
    (scan,) = scanned.attachments
    desk.submit(draft.id)
    desk.deliver(force=True)
    copy.put_back()
    place = laptop.place
    (place.home / FOLDER / scan.digest).unlink()
    deliver(place.journal, place.people, town.office, place.device, chain=place.chain())
    place.leave_chain()
    deliver(place.journal, place.people, town.office, place.device, chain=place.chain())
    assert [one.attachments for one in place.drafts.open()] == [(scan,)], "nobody has looked for it yet"
    place.close()
    laptop.place = open_workplace(place.home, next(iter(laptop.people.values())).dbk)
    assert [one.attachments for one in laptop.place.drafts.open()] == [()]
