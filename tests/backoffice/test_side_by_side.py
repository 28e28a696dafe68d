"""Two processes over one PostgreSQL behave as one: whatever two do at the same moment, one of them is first.

Two offices with engines of their own stand for the processes; real ones answer in tests/contracts.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from mobile_office.backoffice.accounts import certificates
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.devices import countersign
from mobile_office.backoffice.office import Office, open_office
from mobile_office.backoffice.publishing import Offer
from mobile_office.canonical import digest
from mobile_office.domain.case import ServiceRef
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.domain.inspection import Identity
from mobile_office.domain.people import Role
from mobile_office.protocol import Checkpoint, Entry, Request
from mobile_office.publication import Kind
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_body, new_signing_key, public_key, sign_entry
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.code import Code, proof
from tests.backoffice.counter import NOW, STREAM, Counter, keys_in, open_counter, staffed
from tests.backoffice.test_release import reference
from tests.ciphertexts import naming, scan

ROUNDS = 8  # one round may meet by luck


@dataclass
class Pair:
    """Two offices over one database, and a counter at the first."""

    counter: Counter
    other: Office

    @property
    def both(self) -> tuple[Office, Office]:
        return self.counter.office, self.other


@pytest.fixture
def pair(postgresql: str, tmp_path: Path) -> Iterator[Pair]:
    with open_counter(tmp_path, postgresql) as counter:
        other = open_office(postgresql, keys_in(tmp_path), lambda: NOW)
        yield Pair(counter, other)
        other.close()


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """What comes of jobs that begin at the same moment; an error of ours by its code."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return job()
        except MobileOfficeError as error:
            return error.code

    with ThreadPoolExecutor(len(jobs)) as threads:
        return [done.result() for done in [threads.submit(run, job) for job in jobs]]


def claim() -> dict[str, str]:
    return {
        "signing_key": public_key(new_signing_key()),
        "exchange_key": exchange_public(new_exchange_key()),
    }


def enrolling(office: Office, code: Code, keys: dict[str, str]) -> Callable[[], Any]:
    return lambda: office.enrol(code.lookup, keys, proof(code.proof_key, keys))


def exchanging(office: Office, request: Request) -> Callable[[], Any]:
    return lambda: office.exchange(request)


def letters() -> Iterator[str]:
    return (f"D{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:ROUNDS])


def test_a_code_is_used_by_one_of_two(pair: Pair) -> None:
    for letter in letters():
        code = pair.other.invite_device(STREAM, letter, "bus")
        answers = at_once(*(enrolling(office, code, claim()) for office in pair.both))
        assert [answer for answer in answers if isinstance(answer, str)] == ["code_used"]


def test_the_same_keys_twice_at_once_are_one_device(pair: Pair) -> None:
    for letter in letters():
        code, keys = pair.other.invite_device(STREAM, letter, "bus"), claim()
        first, second = at_once(*(enrolling(office, code, keys) for office in pair.both))
        assert first == second
        assert first.letter == letter


def test_a_letter_is_given_to_one_of_two(pair: Pair) -> None:
    for letter in letters():
        codes = [office.invite_device(STREAM, letter, "bus") for office in pair.both]
        jobs = [enrolling(office, code, claim()) for office, code in zip(pair.both, codes, strict=True)]
        assert [answer for answer in at_once(*jobs) if isinstance(answer, str)] == ["letter_taken"]


def test_a_person_s_code_certifies_one_pair_of_keys(pair: Pair) -> None:
    def certifying(office: Office, code: Code) -> Callable[[], Any]:
        keys = {**claim(), "desk_key": public_key(new_signing_key())}
        keys["decision_key"] = keys.pop("signing_key")
        return lambda: office.certify(code.lookup, keys, proof(code.proof_key, keys))

    for _ in range(ROUNDS):
        account, code = pair.other.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK}))
        answers = at_once(*(certifying(office, code) for office in pair.both))
        assert answers.count("code_used") == 1
        (kept,) = [answer for answer in answers if answer != "code_used"]
        with reading(pair.other.engine) as connection:
            (known,) = [one for one in certificates(connection, STREAM, NOW) if one.person == account.id]
        assert known.desk_key == kept.certificate.desk_key


def test_of_two_who_publish_one_is_told(pair: Pair) -> None:
    def publishing(office: Office, after: int) -> Callable[[], Any]:
        offer = Offer(Identity(Kind.TOURS, "december", 0), new_signing_key())
        return lambda: office.publish(STREAM, (offer,), after)

    for after in range(ROUNDS):
        answers = at_once(*(publishing(office, after) for office in pair.both))
        assert answers.count("published_meanwhile") == 1
    assert [each.number for each in pair.other.published(STREAM)] == list(range(1, ROUNDS + 1))


def test_a_revocation_by_two_is_one(pair: Pair) -> None:
    device = pair.counter.bus.device.id
    answers = at_once(*(partial(office.revoke_device, device) for office in pair.both))
    assert sorted(map(str, answers)) == ["None", "device_revoked"]


def test_the_highest_head_stays_whichever_comes_last(pair: Pair) -> None:
    for n in range(1, 2 * ROUNDS, 2):
        marks = [Checkpoint(pair.counter.bus.chain, k, f"{k:064x}") for k in (n, n + 1)]
        requests = [pair.counter.bus.request(checkpoint=mark) for mark in marks]
        at_once(*map(exchanging, pair.both, requests))
        seen = pair.other.exchange(pair.counter.bus.request(checkpoint=marks[1])).checkpoint
        assert seen is not None
        assert (seen.n, seen.head) == (n + 1, marks[1].head)


def test_an_older_head_that_waits_does_not_come_after_the_newer_one(pair: Pair) -> None:
    chain, device = pair.counter.bus.chain, pair.other.device(pair.counter.bus.device.id)
    is_waiting = text("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    def countersigned(office: Office, n: int) -> Checkpoint:
        with writing(office.engine) as connection:
            seen = countersign(connection, device, Checkpoint(chain, n, f"{n:064x}"), NOW)
            assert seen is not None
            return seen

    countersigned(pair.other, 1)
    with ThreadPoolExecutor(1) as threads:
        with writing(pair.counter.office.engine) as connection:
            countersign(connection, device, Checkpoint(chain, 3, f"{3:064x}"), NOW)
            late = threads.submit(countersigned, pair.other, 2)
            while connection.scalar(is_waiting) is None and not late.done():
                time.sleep(0.001)
        assert late.result().n == 3
    assert countersigned(pair.other, 3).n == 3


def test_the_same_request_twice_at_once_gets_the_same_receipts(pair: Pair) -> None:
    for _ in range(ROUNDS):
        request = pair.counter.bus.request(*[pair.counter.bus.submit("Berger") for _ in range(3)])
        first, second = at_once(*map(exchanging, pair.both, (request, request)))
        offered = {entry.header.id for entry in request.entries}
        kept = [
            [one.receipt for one in reply.accepted if one.entry.header.id in offered]
            for reply in (first, second)
        ]
        assert kept[0] == kept[1]
        assert len(kept[0]) == 3


def test_a_stream_begins_once_and_numbers_without_gaps(pair: Pair) -> None:
    for number in range(ROUNDS):
        stream = f"1000000{number}"
        counter = staffed(pair.counter.office, stream)
        requests = [place.request(place.submit("Berger")) for place in (counter.bus, counter.station)]
        replies = at_once(*map(exchanging, pair.both, requests))
        assert len({reply.epoch for reply in replies}) == 1
        everything = pair.other.exchange(counter.station.request()).accepted
        assert [one.receipt.seq for one in everything] == [1, 2]


def released(counter: Counter, entry: Entry) -> Entry:
    """A submission of a service that the office itself passes on, about which it reads what it has published."""
    body = new_body({"answers": {}})
    header = replace(
        entry.header, service=replace(reference("loss_report"), hash="cd" * 32), digest=digest(body)
    )
    return sign_entry(header, body, counter.staff["Berger"].desk)


def test_more_devices_than_connections_wait_for_each_other_and_none_for_ever(pair: Pair) -> None:
    buses = [replace(pair.counter.bus, chain=f"chain-{n}", taken=100 * n) for n in range(40)]
    requests = [bus.request(released(pair.counter, bus.submit("Berger"))) for bus in buses]
    replies = at_once(*map(exchanging, cycle(pair.both), requests))
    assert [len(reply.refused) for reply in replies] == [0] * 40
    numbers = [one.receipt.seq for one in Journal(pair.other.engine, STREAM).since(0, "", "station", 100)]
    assert numbers == list(range(1, 41))


def test_a_blob_that_becomes_whole_and_an_entry_that_names_it_do_not_wait_for_each_other(pair: Pair) -> None:
    bus, other = pair.counter.bus, pair.counter.another("C", "bus")
    for seed in range(ROUNDS):
        one = scan(1000, seed)
        pair.other.exchange(bus.request(bus.submit("Berger", naming(one))))
        deposit = Deposit(pair.counter.office, pair.other.device(bus.device.id))
        request = other.request(*[other.submit("Berger", naming(one)) for _ in range(3)])
        put, reply = at_once(
            partial(deposit.put, one.digest, one.size, 0, one.data), exchanging(pair.other, request)
        )
        assert put is None
        assert not isinstance(reply, str)
        done = pair.other.exchange(request)
        assert {each.entry for each in done.completed} >= {entry.header.id for entry in request.entries}


def test_a_cursor_never_steps_over_what_is_committed_late(pair: Pair) -> None:
    is_done = threading.Event()

    def delivering(office: Office, chain: str, taken: int) -> None:
        bus = replace(pair.counter.bus, chain=chain, taken=taken)
        for _ in range(15):
            office.exchange(bus.request(bus.submit("Berger"), cursor=10_000))

    def reading_on() -> list[int]:
        journal, seen = Journal(pair.other.engine, STREAM), [0]
        while not is_done.is_set() or journal.cursor() > seen[-1]:
            seen += [one.receipt.seq for one in journal.since(seen[-1], "", "station", 100)]
        return seen

    with ThreadPoolExecutor(3) as threads:
        reader = threads.submit(reading_on)
        jobs = [
            threads.submit(delivering, office, f"chain-{at}", 100 * at) for at, office in enumerate(pair.both)
        ]
        try:
            for job in jobs:
                job.result()
        finally:
            is_done.set()
        assert reader.result() == list(range(31))


def test_a_text_no_server_can_keep_stops_nobody_behind_it(pair: Pair) -> None:
    bus, office = pair.counter.bus, pair.counter.office
    reply = office.exchange(bus.request(bus.submit("Berger", {"label": "Erika\0 Mustermann"})))
    assert not reply.refused
    before = replace(bus)
    header = replace(bus.submit("Berger").header, service=ServiceRef("registration", 1, "ab\0"))
    reply = office.exchange(bus.request(bus.signed_anew(header, "Berger")))
    assert [refusal.code for refusal in reply.refused] == ["chain_broken"]
    following = before.submit("Berger")
    taken = {item.entry.header.id for item in office.exchange(before.request(following)).accepted}
    assert following.header.id in taken
