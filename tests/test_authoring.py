"""Writing entries: chain, base, signature, and the refusal before anything is written."""

from dataclasses import replace
from datetime import date

import pytest

from mobile_office.authoring import Author, Subject, new_id
from mobile_office.domain.case import Action, DayAction, DeviceAction, ServiceRef, Status
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.domain.people import Actor
from mobile_office.headers import GENESIS
from mobile_office.signing import verify_entry
from mobile_office.store.retention import Retention
from tests.house import Laptop, Town

SERVICE = ServiceRef("registration", 1, "ab" * 32)


def _author(laptop: Laptop, name: str = "Berger") -> Author:
    place, unlocked = laptop.place, laptop.people[name]
    certificate = place.people.certificate(unlocked.person)
    assert certificate is not None
    actor = Actor(unlocked.person, unlocked.name, certificate.roles, place.device.id, place.device.stream)
    return Author(actor, unlocked.desk_seed, place.journal, place.chain, place.people.certificate)


def test_entries_follow_each_other_in_the_chain(laptop: Laptop) -> None:
    author, journal, now = _author(laptop), laptop.place.journal, laptop.clock()
    first = author.entry(Subject("B-2026-00001-K", None, SERVICE), Action.SUBMIT, {"answers": {}}, now)
    assert (first.header.n, first.header.previous, first.header.base) == (1, GENESIS, None)
    case = journal.append(first)
    second = author.entry(Subject("B-2026-00001-K", case), Action.NOTE, {"reason": "ruft an"}, now)
    assert (second.header.n, second.header.previous, second.header.base) == (2, first.hash, first.header.id)


def test_an_entry_is_signed_by_its_author(laptop: Laptop) -> None:
    author = _author(laptop)
    entry = author.entry(
        Subject("B-2026-00001-K", None, SERVICE), Action.SUBMIT, {"answers": {}}, laptop.clock()
    )
    certificate = laptop.place.people.certificate(author.actor.person)
    assert certificate is not None
    verify_entry(entry, certificate)


def test_what_the_role_does_not_allow_is_refused_before_it_is_written(laptop: Laptop) -> None:
    author = _author(laptop, "Thiele")
    with pytest.raises(NotAllowed):
        author.entry(Subject("B-2026-00001-K", None, SERVICE), Action.SUBMIT, {}, laptop.clock())
    assert laptop.place.journal.head(laptop.place.chain()) == (0, GENESIS)


def test_a_decision_names_the_revision_it_is_about(laptop: Laptop) -> None:
    clerk, supervisor, now = _author(laptop), _author(laptop, "Thiele"), laptop.clock()
    submitted = clerk.entry(Subject("B-2026-00001-K", None, SERVICE), Action.SUBMIT, {"answers": {}}, now)
    case = laptop.place.journal.append(submitted)
    assert case is not None
    decided = supervisor.entry(Subject(case.number, case), Action.APPROVE, {}, now, b"\1" * 32)
    assert decided.header.decides == submitted.header.digest
    with pytest.raises(NotAllowed, match="status_not_allowed"):
        supervisor.entry(Subject(case.number, replace(case, status=Status.APPROVED)), Action.APPROVE, {}, now)


def test_ids_are_unique_and_in_the_order_of_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert sorted(ids) == ids
    assert len(set(ids)) == 1000


def test_an_erasure_is_signed_with_the_desk_key_and_the_office_takes_it(laptop: Laptop, town: Town) -> None:
    author, place, now = _author(laptop, "Thiele"), laptop.place, laptop.clock()
    entry = author.about_device(DeviceAction.ERASED, {"cases": []}, now)
    header = entry.header
    assert (header.subject, header.base, header.n) == (place.device.id, None, 1)
    certificate = place.people.certificate(author.actor.person)
    assert certificate is not None
    verify_entry(entry, certificate)
    Retention(place.journal, place.device.kind).erase(entry, now)
    state = laptop.desk("Thiele", town.office).deliver(force=True)
    assert (state.waiting, state.needs_person, state.trouble) == (0, 0, "")
    assert [item.seq for item in place.journal.entries(place.device.id)] == [1]


def test_who_is_no_longer_certified_notes_nothing_about_a_device(laptop: Laptop) -> None:
    author = _author(laptop)
    stranger = Author(author.actor, bytes(32), laptop.place.journal, laptop.place.chain, lambda person: None)
    with pytest.raises(CertificateInvalid):
        stranger.about_device(DeviceAction.ERASED, {"cases": []}, laptop.clock())


def test_a_note_about_a_day_is_signed_with_the_desk_key_and_the_office_takes_it(
    laptop: Laptop, town: Town
) -> None:
    author, place, now = _author(laptop), laptop.place, laptop.clock()
    day = now.astimezone().date()
    entry = author.about_day(day, DayAction.STOP, {"stop": "Misburg-Nord"}, now)
    assert (entry.header.subject, entry.header.base) == (f"{place.device.id}/{day.isoformat()}", None)
    certificate = place.people.certificate(author.actor.person)
    assert certificate is not None
    verify_entry(entry, certificate)
    place.journal.append(entry)
    state = laptop.desk("Berger", town.office).deliver(force=True)
    assert (state.waiting, state.needs_person, state.trouble) == (0, 0, "")
    assert [item.seq for item in place.journal.entries(entry.header.subject)] == [1]


def test_intake_writes_nothing_about_a_day_on_the_road(laptop: Laptop) -> None:
    with pytest.raises(NotAllowed, match="role_not_allowed"):
        _author(laptop, "Albrecht").about_day(date(2026, 11, 22), DayAction.CLOSING, {}, laptop.clock())
