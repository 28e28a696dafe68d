"""The sixteen rules of delivery (design note `sync.md`), each by its number, each with the smallest real thing.

The long proofs stand elsewhere: tests/contracts, tests/storm, and the partner tests of what is named here.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office import chunks
from mobile_office.attached import to_json
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import Json, canonical, digest
from mobile_office.domain.attachment import CHUNK, Attachment, Format
from mobile_office.domain.case import Action, Status
from mobile_office.domain.errors import (
    CertificateInvalid,
    ClockWrong,
    Offline,
    SignatureInvalid,
    TooOld,
    Unknown,
)
from mobile_office.domain.overview import Delivery
from mobile_office.protocol import VERSION, Entry, Refusal, Reply, Request
from mobile_office.signing import new_body, sign_entry, verify_receipt
from mobile_office.store import cases
from mobile_office.store.drafts import Drafts
from mobile_office.store.vault import close_store
from mobile_office.sync import bundle
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.rhythm import CAP, LONGEST_HINT, next_try
from mobile_office.sync.wire import read_json
from tests.backoffice.bystick import ByStick
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter
from tests.sync.bus import Bus
from tests.sync.test_delivery import Plot


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def bus(counter: Counter, tmp_path: Path) -> Iterator[Bus]:
    bus = Bus(counter, tmp_path / "bus.db")
    yield bus
    close_store(bus.engine)


class Says:
    """An office that answers with an error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def exchange(self, request: Request) -> Reply:
        raise self._error


def attached(counter: Counter, clear: bytes) -> tuple[Entry, Attachment, bytes]:
    """A case that names an attachment, the attachment, and its ciphertext."""
    sealed = io.BytesIO()
    made = chunks.seal(io.BytesIO(clear), sealed)
    paper = Attachment(made.digest, made.size, made.key, Format("pdf"), "landlord", 1, NOW)
    entry, words = counter.bus.submit("Berger"), new_body({"answers": {}, "attachments": to_json([paper])})
    header = replace(entry.header, digest=digest(words))
    signed = sign_entry(header, words, counter.staff["Berger"].desk)
    counter.bus.previous = signed.hash
    return signed, paper, sealed.getvalue()


def status(counter: Counter, entry: Entry) -> Status | None:
    case = counter.office.journal(STREAM).case(entry.header.subject)
    return case.status if case else None


def test_rule_1_an_entry_is_in_the_outbox_by_being_written(bus: Bus) -> None:
    (entry,) = bus.submit()
    assert (bus.journal.unsent(), bus.writes) == ((entry,), 0)


def test_rule_2_the_same_again_gets_the_same_receipt_and_another_hash_a_refusal(counter: Counter) -> None:
    entry = counter.bus.submit("Berger")
    first = counter.office.exchange(counter.bus.request(entry)).accepted
    assert counter.office.exchange(counter.bus.request(entry)).accepted == first
    forged = counter.bus.signed_anew(replace(entry.header, at=NOW - timedelta(days=1)), "Berger")
    reply = counter.office.exchange(counter.bus.request(forged))
    assert ([each.code for each in reply.refused], reply.accepted) == (["conflicting"], first)


def test_rule_3_a_case_arrives_before_its_scans_and_a_second_receipt_says_complete(counter: Counter) -> None:
    entry, paper, sealed = attached(counter, b"%PDF-1.7 paper")
    reply = counter.office.exchange(counter.bus.request(entry))
    assert (len(reply.accepted), reply.completed) == (1, ())
    deposit = Deposit(counter.office, counter.office.device(counter.bus.device.id))
    deposit.put(paper.digest, paper.size, 0, sealed)
    (complete,) = counter.office.exchange(counter.bus.request(cursor=reply.cursor)).completed
    assert (complete.entry, complete.seq) == (entry.header.id, 2)


@pytest.mark.parametrize("error", [Offline(), Unknown(), TooOld(), CertificateInvalid("device_unknown")])
def test_rule_4_whatever_the_answer_nothing_is_dropped(bus: Bus, counter: Counter, error: Exception) -> None:
    (entry,) = bus.submit()
    with pytest.raises(type(error)):
        bus.deliver(Says(error))
    assert bus.journal.unsent() == (entry,)
    (stored,) = bus.journal.entries(entry.header.subject)
    is_unknown = isinstance(error, Unknown)  # it may have arrived; of all others we know that it has not
    assert stored.delivery is (Delivery.HANDED_OVER if is_unknown else Delivery.SAVED)
    assert bus.deliver(counter.office).sent == 1


def test_rule_5_a_refusal_loses_no_work_and_takes_along_what_depends_on_it(
    bus: Bus, counter: Counter
) -> None:
    (entry,) = bus.submit()
    bus.journal.append(counter.bus.decide("Thiele", Action.APPROVE, entry))
    counter.office.revoke_person(counter.id_of("Berger"))  # by the devices' clocks just now: written too late
    bus.deliver(counter.office)
    codes = [stored.refused for stored in bus.journal.entries(entry.header.subject)]
    assert codes == ["certificate_revoked", "follows_refused"]
    assert Drafts(bus.engine).get(entry.header.id).answers == {"family_name": "Mustermann"}
    assert (bus.journal.unsent(), counter.office.journal(STREAM).head(counter.bus.chain)[0]) == ((), 2)


def test_rule_5_two_laptops_on_one_case_the_first_wins_and_the_other_sees_both(
    bus: Bus, counter: Counter
) -> None:
    (entry,) = bus.submit()
    bus.deliver(counter.office)
    late = counter.bus.decide("Thiele", Action.APPROVE, entry)
    bus.journal.append(late)
    first = counter.station.decide("Thiele Berger", Action.RETURN, entry)
    counter.office.exchange(counter.station.request(first))
    assert bus.deliver(counter.office).refused == (late.header.id,)
    history = {
        each.entry.header.id: (each.refused, each.seq) for each in bus.journal.entries(entry.header.subject)
    }
    assert history == {
        entry.header.id: (None, 1),
        first.header.id: (None, 2),
        late.header.id: ("stale", None),
    }
    assert status(counter, entry) is Status.RETURNED


def test_rule_6_tries_spread_are_capped_and_a_hint_is_honoured() -> None:
    waits = [(next_try(NOW, failures, None, lambda: 0.999) - NOW).total_seconds() for failures in range(40)]
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert CAP - 1 < waits[-1] <= CAP
    assert next_try(NOW, 1, 9e9, lambda: 0.0) - NOW == timedelta(seconds=LONGEST_HINT)


def test_rule_7_a_cut_repeats_one_chunk_at_most_and_the_whole_digest_counts(counter: Counter) -> None:
    entry, paper, sealed = attached(counter, b"x" * (CHUNK + 9))
    counter.office.exchange(counter.bus.request(entry))
    with in_thread(counter.office) as url, counter.bus.over_http(url) as office:
        blobs = blobs_of(office)
        assert blobs.missing(paper.digest) == (0, 1)
        for _ in range(2):  # its answer was lost: the same again is harmless
            blobs.put(paper.digest, paper.size, 0, sealed[:CHUNK])
        assert blobs.missing(paper.digest) == (1,)
        blobs.put(paper.digest, paper.size, 1, sealed[CHUNK:])
        assert blobs.missing(paper.digest) == ()


def test_rule_8_a_receipt_is_signed_and_a_new_epoch_offers_everything_again(
    bus: Bus, counter: Counter
) -> None:
    (entry,) = bus.submit()
    bus.deliver(counter.office)
    (stored,) = bus.journal.entries(entry.header.subject)
    assert stored.receipt is not None
    verify_receipt(stored.receipt, counter.office.keys.public.signing)
    with pytest.raises(SignatureInvalid):
        verify_receipt(replace(stored.receipt, seq=2), counter.office.keys.public.signing)
    reply = counter.office.exchange(counter.bus.request(cursor=1))
    bus.journal.absorb(replace(reply, epoch="restored"), lambda item: None)
    assert (bus.journal.unsent(), bus.journal.cursor()) == ((entry,), 0)


def test_rule_9_the_cursor_is_the_office_s_number_and_never_a_clock(bus: Bus, counter: Counter) -> None:
    bus.submit(2)
    bus.deliver(Plot(counter, lambda reply: replace(reply, at=NOW - timedelta(days=400))))
    assert bus.journal.cursor() == 2
    counter.office.exchange(counter.station.request(counter.station.submit("Weber")))
    assert bus.deliver(counter.office).changed == frozenset()  # a bus sees its own cases only


def test_rule_10_no_entry_is_refused_for_a_wrong_clock_and_a_request_says_so(counter: Counter) -> None:
    counter.bus.clock = lambda: NOW + timedelta(days=400)
    reply = counter.office.exchange(counter.bus.request(counter.bus.submit("Berger")))
    assert (len(reply.accepted), reply.at) == (1, NOW)
    with in_thread(counter.office) as url, counter.bus.over_http(url) as office, pytest.raises(ClockWrong):
        office.exchange(counter.bus.request())


def test_rule_11_link_and_stick_bring_the_same_receipt(counter: Counter, tmp_path: Path) -> None:
    entry = counter.bus.submit("Berger")
    by_stick = ByStick(counter, tmp_path).exchange(counter.bus.request(entry)).accepted
    assert counter.office.exchange(counter.bus.request(entry)).accepted == by_stick


def test_rule_12_nothing_remote_deletes_unsent_work(bus: Bus, counter: Counter) -> None:
    (entry,) = bus.submit()
    reply = counter.office.exchange(counter.bus.request())
    for hostile in (
        replace(reply, held=("another",), refused=(Refusal("another", "fork", {}),)),
        replace(reply, epoch="restored", cursor=9),
    ):
        bus.journal.absorb(hostile, lambda item: None)
        assert bus.journal.unsent() == (entry,)
    bus.journal.absorb(
        replace(reply, refused=(Refusal(entry.header.id, "unheard_of", {}),)), lambda item: None
    )
    assert Drafts(bus.engine).get(entry.header.id).answers == {"family_name": "Mustermann"}


def test_rule_13_the_version_before_is_served_an_older_one_told_and_it_keeps_saving_and_exporting(
    bus: Bus, counter: Counter, tmp_path: Path
) -> None:
    older = Plot(counter, lambda reply: reply)
    older.exchange(replace(counter.bus.request(counter.bus.submit("Berger")), version=VERSION - 1))
    counter.bus.n, counter.bus.previous = 1, counter.office.journal(STREAM).head(counter.bus.chain)[1]
    counter.bus.chain, counter.bus.n, counter.bus.previous = "a-new-chain", 0, "0" * 64
    with pytest.raises(TooOld):
        counter.office.exchange(replace(counter.bus.request(), version=VERSION - 2))
    with pytest.raises(TooOld):
        bus.deliver(Says(TooOld()))
    (entry,) = bus.submit()
    folder = ByStick(counter, tmp_path).put(counter.bus.request(*bus.journal.unsent()))
    assert bundle.read(folder).manifest.files
    assert bus.journal.unsent() == (entry,)


def test_rule_13_what_a_later_program_wrote_beside_is_kept(bus: Bus, counter: Counter) -> None:
    entry = counter.bus.submit("Berger")
    words = new_body({"answers": {}, "of_version_9": {"kept": [1, None]}})
    header = replace(entry.header, digest=digest(words), more=canonical({"weight": 3}).decode())
    entry = sign_entry(header, words, counter.staff["Berger"].desk)
    bus.journal.append(entry)
    value = read_json(canonical(counter.bus.request(*bus.journal.unsent()).to_json()))
    later = {**value, "mood": "good", "checkpoint": {**_mark(counter), "more": 1}}
    reply = Reply.from_json({**counter.office.exchange(Request.from_json(later)).to_json(), "mood": "good"})
    (item,) = reply.accepted
    assert item.entry == entry
    assert item.entry.to_json()["header"]["weight"] == 3
    assert (item.entry.body or {})["of_version_9"] == {"kept": [1, None]}
    bus.deliver(counter.office)
    assert [each.entry for each in bus.journal.entries(entry.header.subject)] == [entry]


def _mark(counter: Counter) -> dict[str, Json]:
    return {"chain": counter.bus.chain, "n": 1, "head": "ab" * 32, "signature": ""}


def test_rule_14_reachable_is_who_signs_our_nonce(counter: Counter, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with in_thread(counter.office) as url, counter.bus.over_http(url) as office:
        assert office.reach() == NOW
    with (
        open_counter(tmp_path / "other") as other,
        in_thread(other.office) as url,
        counter.bus.over_http(url) as office,
        pytest.raises(Unknown),
    ):
        office.reach()


def test_rule_15_a_poison_entry_is_quarantined_and_the_rest_goes_on(counter: Counter) -> None:
    first, last = counter.bus.submit("Berger"), counter.bus.submit("Berger")
    poison = {"header": {"id": "poison", "chain": "another", "n": 1}, "hash": 7}
    value = {**counter.bus.request(first, last).to_json()}
    value["entries"] = [value["entries"][0], poison, "no entry at all", value["entries"][1]]
    with in_thread(counter.office) as url, counter.bus.over_http(url) as office:
        request = Request.from_json(read_json(canonical(value)))
        reply = office.exchange(request)
    assert [item.entry for item in reply.accepted] == [first, last]
    assert reply.refused == (Refusal("poison", "malformed", {}),)


def test_rule_16_everything_is_visible(bus: Bus, counter: Counter) -> None:
    bus.submit(2)
    again = NOW + timedelta(minutes=1)
    lines = cases.delivery_lines(bus.engine, STREAM, attempts=3, reason="offline", next_try=again)
    told = [(each.delivery, each.waiting, each.attempts, each.reason, each.next_try) for each in lines]
    assert told == [(Delivery.SAVED, 1, 3, "offline", again)] * 2
    assert all(line.bytes > 100 for line in lines)
