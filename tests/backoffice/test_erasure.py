"""Erasure at the office: what goes, what stays, and that no page of the database keeps anything."""

from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import legal_hold, turns
from mobile_office.backoffice.erasure import ERASE, HARD_MAXIMUM, Erased, erase
from mobile_office.backoffice.tables import blobs, chunks, deeds, outcomes, wanted
from mobile_office.domain.case import Action, Status
from mobile_office.domain.people import Role
from mobile_office.headers import header_hash
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.store.vault import close_store, open_store
from tests.backoffice.counter import STREAM, Counter, open_counter
from tests.backoffice.decided import CANARY, REGISTER_NUMBER, Clock, submitted, taken_over

DIGEST = "ab" * 32


def pages(folder: Path) -> bytes:
    """Every byte of the database, its log and what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("office.db*")) if path.is_file())


def attached(counter: Counter, *subjects: str) -> None:
    with writing(counter.office.engine) as connection:
        at = {"created_at": "2026-11-22T10:42:07.123Z"}
        connection.execute(blobs.insert().values(stream=STREAM, digest=DIGEST, size=3, **at))
        connection.execute(chunks.insert().values(stream=STREAM, digest=DIGEST, at=0, data=CANARY.encode()))
        for subject in subjects:
            row = {"stream": STREAM, "entry": subject[:36], "digest": DIGEST, "subject": subject}
            connection.execute(wanted.insert().values(**row))


def chunks_kept(counter: Counter) -> int:
    with reading(counter.office.engine) as connection:
        return len(connection.execute(chunks.select()).all())


def test_thirty_days_after_the_outcome_no_page_keeps_anything_and_the_chain_verifies(
    counter: Counter, clock: Clock, tmp_path: Path
) -> None:
    entries = taken_over(counter, submitted(counter))
    number = entries[0].header.subject
    attached(counter, number)
    clock.pass_days(29.9)
    assert erase(counter.office) == Erased(0, 0, True)
    assert CANARY.encode() in pages(tmp_path)
    clock.pass_days(0.2)
    assert erase(counter.office) == Erased(1, 0, True)
    assert CANARY.encode() not in pages(tmp_path)
    kept = [stored.entry for stored in counter.office.journal(STREAM).entries(number)]
    assert [entry.hash for entry in kept] == [entry.hash for entry in entries]
    assert all(entry.body is None and header_hash(entry.header) == entry.hash for entry in kept)
    assert counter.office.journal(STREAM).case(number).status is Status.TAKEN_OVER  # type: ignore[union-attr]
    with reading(counter.office.engine) as connection:
        row = connection.execute(outcomes.select()).mappings().one()
    assert (row["number"], row["register_number"]) == (number, REGISTER_NUMBER)
    assert chunks_kept(counter) == 0


def test_a_device_that_comes_after_the_erasure_gets_headers_only_and_goes_on(
    counter: Counter, clock: Clock, tmp_path: Path
) -> None:
    number = taken_over(counter, submitted(counter))[0].header.subject
    clock.pass_days(31)
    erase(counter.office)
    reply = counter.office.exchange(counter.station.request())
    assert reply.accepted
    assert all(item.entry.body is None for item in reply.accepted)
    engine = open_store(tmp_path / "device.db", None)
    try:
        device = Journal(engine, STREAM)
        device.absorb(reply, lambda _: None)
        assert device.case(number).status is Status.TAKEN_OVER  # type: ignore[union-attr]
        fresh = submitted(counter)
        taken = counter.office.exchange(counter.bus.request(fresh))
        device.absorb(taken, lambda _: None)
        assert device.case(fresh.header.subject).status is Status.SUBMITTED  # type: ignore[union-attr]
    finally:
        close_store(engine)


def test_what_is_offered_again_after_the_erasure_does_not_bring_the_body_back(
    counter: Counter, clock: Clock
) -> None:
    entries = taken_over(counter, submitted(counter))
    clock.pass_days(31)
    erase(counter.office)
    again = counter.office.exchange(counter.bus.request(entries[0]))
    assert [item.entry.body for item in again.accepted if item.entry.header.id == entries[0].header.id] == [
        None
    ]


def test_a_late_note_goes_the_next_time_and_the_number_stays(counter: Counter, clock: Clock) -> None:
    entry = taken_over(counter, submitted(counter))[0]
    clock.pass_days(31)
    erase(counter.office)
    note = counter.bus.decide("Berger", Action.NOTE, entry)
    assert not counter.office.exchange(counter.bus.request(note)).refused
    assert erase(counter.office) == Erased(1, 0, True)
    with reading(counter.office.engine) as connection:
        assert connection.execute(outcomes.select()).mappings().one()["register_number"] == REGISTER_NUMBER


def test_an_open_case_goes_after_ninety_days_but_only_when_that_was_told_for_two_weeks(
    counter: Counter, clock: Clock, tmp_path: Path
) -> None:
    entry = submitted(counter)
    counter.office.exchange(counter.bus.request(entry))
    attached(counter, entry.header.subject)
    clock.pass_days(75)
    assert erase(counter.office) == Erased(0, 0, True)
    clock.pass_days(14)
    assert erase(counter.office) == Erased(0, 0, True, told=1)
    clock.pass_days(2)
    assert erase(counter.office) == Erased(0, 1, True, told=1)  # it is told for two days only
    assert CANARY.encode() in pages(tmp_path)
    clock.pass_days(12)
    assert erase(counter.office) == Erased(1, 0, True, undecided=1)
    assert CANARY.encode() not in pages(tmp_path)
    assert chunks_kept(counter) == 0
    case = counter.office.journal(STREAM).case(entry.header.subject)
    assert case is not None
    assert case.status is Status.SUBMITTED
    with reading(counter.office.engine) as connection:
        row = connection.execute(deeds.select()).mappings().all()[-1]
    assert (row["deed"], row["subject"]) == (HARD_MAXIMUM, entry.header.subject)
    assert erase(counter.office) == Erased(0, 0, True)


def test_a_case_that_is_decided_in_time_keeps_its_thirty_days(counter: Counter, clock: Clock) -> None:
    entry = submitted(counter)
    counter.office.exchange(counter.bus.request(entry))
    clock.pass_days(80)
    assert erase(counter.office) == Erased(0, 0, True, told=1)
    taken_over(counter, entry)
    clock.pass_days(29)
    assert erase(counter.office) == Erased(0, 0, True)
    clock.pass_days(2)
    assert erase(counter.office) == Erased(1, 0, True)


def test_what_was_refused_and_became_no_case_goes_too(counter: Counter, clock: Clock, tmp_path: Path) -> None:
    counter.office.revoke_person(counter.id_of("Berger"))
    clock.pass_days(1)
    entry = submitted(counter)
    reply = counter.office.exchange(counter.bus.request(entry))
    if not reply.refused:
        pytest.skip("held for the administrator instead")
    clock.pass_days(31)
    assert erase(counter.office) == Erased(1, 0, True)
    assert CANARY.encode() not in pages(tmp_path)


def test_an_attachment_stays_while_another_case_names_it(counter: Counter, clock: Clock) -> None:
    first = taken_over(counter, submitted(counter))[0]
    clock.pass_days(10)
    second = taken_over(counter, submitted(counter))[0]
    attached(counter, first.header.subject, second.header.subject)
    clock.pass_days(21)
    assert erase(counter.office) == Erased(1, 0, True)
    assert chunks_kept(counter) == 1
    clock.pass_days(10)
    assert erase(counter.office) == Erased(1, 0, True)
    assert chunks_kept(counter) == 0


def test_of_two_processes_one_erases_and_a_dead_one_loses_its_turn(counter: Counter, clock: Clock) -> None:
    with writing(counter.office.engine) as connection:
        assert turns.take(connection, ERASE, clock(), timedelta(minutes=30))
    assert erase(counter.office) is None
    clock.pass_days(1)
    assert erase(counter.office) == Erased(0, 0, True)
    assert erase(counter.office, every=timedelta(hours=1)) is None
    clock.pass_days(0.5)
    assert erase(counter.office, every=timedelta(hours=1)) == Erased(0, 0, True)


def test_a_policy_says_at_most_ninety_days(counter: Counter) -> None:
    with pytest.raises(ValueError, match="1 to 90"):
        erase(counter.office, timedelta(days=91))


def test_a_server_s_database_is_erased_too(tmp_path: Path, clock: Clock, postgresql: str) -> None:
    with open_counter(tmp_path, postgresql, clock=clock) as counter:
        number = taken_over(counter, submitted(counter))[0].header.subject
        attached(counter, number)
        clock.pass_days(31)
        assert erase(counter.office) == Erased(1, 0, True)
        assert chunks_kept(counter) == 0
        assert all(stored.entry.body is None for stored in counter.office.journal(STREAM).entries(number))


def test_a_server_s_database_knows_the_hard_maximum_and_the_hold(
    tmp_path: Path, clock: Clock, postgresql: str
) -> None:
    with open_counter(tmp_path, postgresql, clock=clock) as counter:
        office = counter.office
        administrator = office.add_person(STREAM, "Erika", frozenset({Role.ADMINISTRATOR}))[0].id
        open_, kept = submitted(counter), submitted(counter)
        office.exchange(counter.bus.request(open_, kept))
        legal_hold.hold(office, STREAM, kept.header.subject, "court", administrator)
        clock.pass_days(80)
        assert erase(office) == Erased(0, 0, True, told=2, kept=1)
        clock.pass_days(15)
        assert erase(office) == Erased(1, 1, True, undecided=1, told=1, kept=1)
        assert [
            stored.entry.body is None for stored in office.journal(STREAM).entries(open_.header.subject)
        ] == [True]
        legal_hold.lift(office, STREAM, kept.header.subject, "court", administrator)
        assert erase(office) == Erased(1, 0, True, undecided=1)
