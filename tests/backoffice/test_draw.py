"""The draw: secret until the next day, the same for every process, and anybody can check it afterwards."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import draw, release
from mobile_office.backoffice.publishing import Offer
from mobile_office.backoffice.release import Review
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, ServiceRef, Status
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.inspection import Identity
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.transactions import writing
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter

TODAY, TOMORROW = "2026-11-22", NOW + timedelta(days=1)
FILE = b'id = "dog_tax"\nversion = 1\nreview = "drawn"\nreview_share = 0.5\n'
SERVICE = ServiceRef("dog_tax", 1, sha256(FILE))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        counter.office.publish(STREAM, (Offer(Identity("service", "dog_tax", 1), FILE),), 0)
        yield counter


def submitted(counter: Counter, **body: object) -> Entry:
    entry, words = counter.bus.submit("Berger"), new_body({"answers": {}, **body})
    header = replace(entry.header, service=SERVICE, digest=digest(words))
    signed = sign_entry(header, words, counter.bus.staff["Berger"].desk)
    counter.bus.previous = signed.hash
    return signed


def status(counter: Counter, entry: Entry) -> Status | None:
    case = counter.office.journal(STREAM).case(entry.header.subject)
    return case.status if case else None


def test_a_share_waits_and_the_rest_is_passed_on_as_anybody_can_check_the_next_day(counter: Counter) -> None:
    entries = [submitted(counter) for _ in range(20)]
    counter.office.exchange(counter.bus.request(*entries))
    salt = draw.published(counter.office.engine, STREAM, TODAY, TOMORROW)
    drawn = set()
    for entry in entries:  # the recipe of docs/protocol.md, written once more
        mac = hmac.new(bytes.fromhex(salt), entry.header.digest.encode(), hashlib.sha256).digest()
        if int.from_bytes(mac[:6], "big") / 2**48 < 0.5:
            drawn.add(entry.header.subject)
    waiting = {each.header.subject for each in entries if status(counter, each) is Status.SUBMITTED}
    passed = {each.header.subject for each in entries if status(counter, each) is Status.APPROVED}
    assert (waiting, len(waiting) + len(passed)) == (drawn, 20)
    assert drawn
    assert passed
    stored = [
        each for entry in entries for each in counter.office.journal(STREAM).entries(entry.header.subject)
    ]
    words = [each.entry.body for each in stored if each.entry.header.action is Action.RELEASE]
    assert {str((body or {})["policy"]) for body in words} == {"drawn"}


def test_what_overrides_a_check_always_waits(counter: Counter) -> None:
    entries = [submitted(counter, overrides={"persons.0.birth_date": "sworn"}) for _ in range(10)]
    counter.office.exchange(counter.bus.request(*entries))
    assert {status(counter, entry) for entry in entries} == {Status.SUBMITTED}


def test_what_was_returned_comes_back_to_a_person(counter: Counter) -> None:
    entries = [submitted(counter) for _ in range(10)]
    counter.office.exchange(counter.bus.request(*entries))
    first = next(entry for entry in entries if status(counter, entry) is Status.SUBMITTED)
    returned = counter.station.decide("Thiele", Action.RETURN, first)
    counter.office.exchange(counter.station.request(returned))
    for _ in range(1):
        corrected = counter.bus.decide("Weber", Action.CORRECT, first, returned)
        header = replace(corrected.header, service=SERVICE, hands=(corrected.header.person,))
        signed = sign_entry(header, corrected.body or {}, counter.bus.staff["Weber"].desk)
        assert counter.office.exchange(counter.bus.request(signed)).refused == ()
    assert status(counter, first) is Status.SUBMITTED


def test_the_key_of_a_day_is_one_and_stays_secret_until_the_day_is_over(counter: Counter) -> None:
    with writing(counter.office.engine) as connection:
        salt = draw.salt_of(connection, STREAM, TODAY)
        assert draw.salt_of(connection, STREAM, TODAY) == salt
        assert draw.salt_of(connection, STREAM, "2026-11-23") != salt
    engine = counter.office.engine
    with pytest.raises(NotAllowed, match="draw_secret"):
        draw.published(engine, STREAM, TODAY, NOW)
    assert draw.published(engine, STREAM, TODAY, TOMORROW) == salt
    assert draw.published(engine, STREAM, "2026-11-20", TOMORROW) == ""
    for wrong in ("", "yesterday", "9999-12-31", "2026-13-01"):
        with pytest.raises(NotAllowed):
            draw.published(engine, STREAM, wrong, TOMORROW)


def test_a_share_that_is_none_lets_nothing_pass() -> None:
    for line in ('review_share = "0"', "review_share = false", "review_share = 0", ""):
        file = FILE.replace(b"review_share = 0.5", line.encode())
        review = release.review_of(replace(SERVICE, hash=sha256(file)), lambda _, held=file: held)  # type: ignore[misc]
        assert review == Review("drawn", 1.0)
        assert release.policy(review, {}, "ab" * 32, lambda: "00" * 32) is None


def test_the_draw_is_a_figure_of_every_language() -> None:
    assert not draw.is_drawn("00" * 32, "ab" * 32, 0.0)
    assert draw.is_drawn("00" * 32, "ab" * 32, 1.0)
    shares = [draw.is_drawn("00" * 32, f"{n:064x}", 0.1) for n in range(2000)]
    assert 150 < sum(shares) < 250
    assert json.loads("0.1") == 0.1


def test_the_example_of_the_protocol_is_right() -> None:
    page = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text(encoding="utf-8")
    mac = hmac.digest(bytes(32), b"ab" * 32, "sha256")[:6]
    assert f"`{mac.hex()}`" in page
    assert f"{int.from_bytes(mac, 'big') / 2**48:.4f} of 2^48" in page
