"""What any back office promises a device: ours in this process, over HTTP, on a stick, as two processes over one
PostgreSQL; and any other (`make contract URL=...`). Numbers are counted from where the stream stood before.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice.commands.contract import STAFF
from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.case import Action
from mobile_office.domain.errors import CertificateInvalid, TooOld, Trouble
from mobile_office.protocol import VERSION, BackOffice, Checkpoint, Request
from mobile_office.signing import verify_certificate, verify_checkpoint, verify_receipt
from mobile_office.sync.http import HttpBackOffice
from tests.backoffice.counter import Counter, open_counter
from tests.contracts.sites import Site

# With two processes, too, among the quick tests.
QUICK = ("test_the_same_again_gets_the_same_receipt", "test_everything_arrives_in_pages")


def test_an_entry_comes_back_with_its_number_and_the_office_s_signature(
    counter: Counter, door: BackOffice
) -> None:
    entry = counter.bus.submit("Berger")
    reply = door.exchange(counter.bus.request(entry))
    (numbered,) = reply.accepted
    assert numbered.entry == entry
    assert (numbered.receipt.entry, numbered.receipt.hash, numbered.receipt.seq) == (
        entry.header.id,
        entry.hash,
        counter.bus.start + 1,
    )
    verify_receipt(numbered.receipt, counter.bus.device.office_signing)
    assert reply.refused == ()


def test_the_same_again_gets_the_same_receipt(counter: Counter, door: BackOffice) -> None:
    request = counter.bus.request(counter.bus.submit("Berger"))
    assert door.exchange(request).accepted == door.exchange(request).accepted


def test_the_same_id_with_another_hash_is_refused_and_changes_nothing(
    counter: Counter, door: BackOffice
) -> None:
    entry = counter.bus.submit("Berger")
    kept = door.exchange(counter.bus.request(entry)).accepted
    forged = counter.bus.signed_anew(replace(entry.header, subject="B-2026-00099-X"), "Berger")
    (refusal,) = door.exchange(counter.bus.request(forged)).refused
    assert refusal.code == "conflicting"
    assert door.exchange(counter.bus.request()).accepted == kept


def test_an_entry_nobody_certified_signed_is_refused(counter: Counter, door: BackOffice) -> None:
    entry = counter.bus.submit("Berger")
    forged = counter.bus.signed_anew(replace(entry.header, person=counter.id_of("Weber")), "Berger")
    (refusal,) = door.exchange(counter.bus.request(forged)).refused
    assert refusal.code == "signature_invalid"


def test_four_eyes_are_enforced_whatever_the_device_thinks(counter: Counter, door: BackOffice) -> None:
    submitted = counter.bus.submit("Thiele Berger")
    door.exchange(counter.bus.request(submitted))
    decision = counter.bus.decide("Thiele Berger", Action.APPROVE, submitted)
    (refusal,) = door.exchange(counter.bus.request(decision)).refused
    assert refusal.code == "same_person"


def test_a_second_person_frees_a_case(counter: Counter, door: BackOffice) -> None:
    submitted = counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
    reply = door.exchange(counter.bus.request(submitted, approved))
    start = counter.bus.start
    assert [item.receipt.seq for item in reply.accepted] == [start + 1, start + 2]
    assert reply.refused == ()


def test_a_bus_sees_its_own_cases_and_a_station_all(counter: Counter, door: BackOffice, site: Site) -> None:
    ours, theirs = counter.bus.submit("Berger"), counter.station.submit("Weber")
    site.station.exchange(counter.station.request(theirs))
    seen = door.exchange(counter.bus.request(ours)).accepted
    assert [item.entry for item in seen] == [ours]
    all_of_it = site.station.exchange(counter.station.request()).accepted
    assert {item.entry.header.id for item in all_of_it} == {ours.header.id, theirs.header.id}


def test_what_was_read_is_not_sent_again(counter: Counter, door: BackOffice) -> None:
    reply = door.exchange(counter.bus.request(counter.bus.submit("Berger")))
    assert reply.cursor == counter.bus.start + 1
    assert door.exchange(counter.bus.request(cursor=reply.cursor)).accepted == ()


def test_a_query_comes_with_its_whole_case_because_the_device_may_have_erased_it(
    counter: Counter, door: BackOffice, site: Site
) -> None:
    first, other = counter.bus.submit("Berger"), counter.bus.submit("Berger")
    approved = counter.bus.decide("Thiele", Action.APPROVE, first)
    cursor = door.exchange(counter.bus.request(first, other, approved)).cursor
    queried = counter.station.decide("Albrecht", Action.QUERY, first, approved)
    site.station.exchange(counter.station.request(queried))
    reply = door.exchange(counter.bus.request(cursor=cursor))
    assert [item.entry for item in reply.accepted] == [first, approved, queried]
    assert (reply.cursor, reply.more) == (counter.bus.start + 4, False)
    assert door.exchange(counter.bus.request(cursor=reply.cursor)).accepted == ()


def test_a_page_made_longer_by_a_query_still_says_that_there_is_more(
    counter: Counter, door: BackOffice, site: Site
) -> None:
    first, *others = [counter.bus.submit("Berger") for _ in range(24)]
    approved = counter.bus.decide("Thiele", Action.APPROVE, first)
    door.exchange(counter.bus.request(first, *others, approved))
    queried = counter.station.decide("Albrecht", Action.QUERY, first, approved)
    site.station.exchange(counter.station.request(queried))
    door.exchange(counter.bus.request(counter.bus.submit("Berger")))
    start = counter.bus.start
    reply = door.exchange(counter.bus.request(cursor=start + 1))
    assert [item.receipt.seq for item in reply.accepted] == list(range(start + 1, start + 27))
    assert (reply.cursor, reply.more) == (start + 26, True)


def test_certificates_come_with_each_reply_signed(counter: Counter, door: BackOffice) -> None:
    reply = door.exchange(counter.bus.request())
    people = {verify_certificate(item, counter.bus.device.office_signing).person for item in reply.people}
    assert {counter.id_of(name) for name in STAFF} <= people


def test_a_revoked_person_is_told_of(counter: Counter, door: BackOffice) -> None:
    counter.office.revoke_person(counter.id_of("Weber"))
    revoked = [item for item in door.exchange(counter.bus.request()).people if item.certificate.revoked_at]
    assert [item.certificate.name for item in revoked] == ["Weber"]


def test_the_checkpoint_comes_back_countersigned(counter: Counter, door: BackOffice) -> None:
    mark = Checkpoint(counter.bus.chain, 3, "ab" * 32)
    reply = door.exchange(counter.bus.request(checkpoint=mark))
    assert reply.checkpoint is not None
    verify_checkpoint(reply.checkpoint, counter.bus.device.office_signing)
    assert replace(reply.checkpoint, signature="") == mark


def test_a_store_put_back_to_yesterday_is_noticed(counter: Counter, door: BackOffice) -> None:
    door.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 3, "ab" * 32)))
    reply = door.exchange(counter.bus.request(checkpoint=Checkpoint(counter.bus.chain, 2, "cd" * 32)))
    assert reply.checkpoint is not None
    assert reply.checkpoint.n == 3


def test_an_entry_beyond_a_gap_waits_without_an_answer(counter: Counter, door: BackOffice) -> None:
    first, second = counter.bus.submit("Berger"), counter.bus.submit("Berger")
    early = door.exchange(counter.bus.request(second))
    assert (early.accepted, early.refused) == ((), ())
    assert len(door.exchange(counter.bus.request(first, second)).accepted) == 2


def test_everything_arrives_in_pages(counter: Counter, door: BackOffice) -> None:
    for _ in range(2):
        door.exchange(counter.bus.request(*[counter.bus.submit("Berger") for _ in range(20)]))
    start = counter.bus.start
    seen, cursor, more = [], start, True
    while more:
        reply = door.exchange(counter.bus.request(cursor=cursor))
        seen += [item.receipt.seq for item in reply.accepted]
        cursor, more = reply.cursor, reply.more
    assert seen == list(range(start + 1, start + 41))


def test_a_revoked_device_is_refused_at_its_next_request(counter: Counter, door: BackOffice) -> None:
    counter.office.revoke_device(counter.bus.device.id)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        door.exchange(counter.bus.request(counter.bus.submit("Berger")))
    assert counter.office.journal(counter.bus.device.stream).cursor() == 0


def test_an_unknown_version_is_too_old(counter: Counter, door: BackOffice) -> None:
    with pytest.raises(TooOld):
        door.exchange(replace(counter.bus.request(), version=VERSION + 7))


def test_over_http_another_office_s_signature_is_not_believed(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with (
        open_counter(tmp_path) as counter,
        open_counter(tmp_path / "other") as other,
        in_thread(other.office) as url,
    ):
        pinned = replace(counter.bus.device, office_exchange=other.office.keys.public.exchange)
        door = HttpBackOffice(
            url,
            device=pinned.id,
            device_seed=counter.bus.keys.seed,
            device_exchange=counter.bus.keys.exchange,
            office_exchange=pinned.office_exchange,
            office_signing=pinned.office_signing,
        )
        request: Request = counter.bus.request(counter.bus.submit("Berger"))
        with door, pytest.raises(Trouble, match="not_the_office"):
            door.exchange(request)
