"""The journal's contract, over every database it may live in: SQLCipher on a device, SQLite or PostgreSQL at an office.

Both ends are the same file, so the same tests run with each database at each end.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.domain.case import Action, Case, Status
from mobile_office.domain.overview import Delivery
from mobile_office.signing import public_key
from mobile_office.store.journal import Journal
from mobile_office.store.vault import close_store, open_database, open_store
from mobile_office.store.verify import verify_store
from tests.fresh import fresh
from tests.store.hand import ALBRECHT, BERGER, STREAM, THIELE, WEBER, Hand, Stamp, certificate_of

NUMBER = "B-2026-00001-A"
KEYS = {"sqlcipher": bytes(range(32)), "sqlite": None}


@pytest.fixture(params=KEYS)
def device(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Journal]:
    """A bus's journal."""
    fresh(tmp_path / "device.db", KEYS[request.param])
    engine = open_store(tmp_path / "device.db", KEYS[request.param])
    yield Journal(engine, STREAM)
    close_store(engine)


@pytest.fixture(params=[*KEYS, "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stamp]:
    """An office's journal, and its stamp."""
    if request.param == "postgresql":
        engine = open_database(request.getfixturevalue("postgresql"))
    else:
        fresh(tmp_path / "office.db", KEYS[request.param], "office")
        engine = open_store(tmp_path / "office.db", KEYS[request.param], "office")
    yield Stamp(Journal(engine, STREAM))
    close_store(engine)


def folded(journal: Journal) -> Case:
    case = journal.case(NUMBER)
    assert case is not None
    return case


def test_a_case_goes_its_whole_way_and_both_ends_hold_the_same(device: Journal, office: Stamp) -> None:
    hand = Hand(device)
    hand.submit(NUMBER, BERGER)
    hand.decide(NUMBER, Action.RETURN, THIELE, comments={"persons.0.family_name": "Typed twice?"})
    office.deliver(device)
    hand.correct(NUMBER, WEBER)
    hand.decide(NUMBER, Action.APPROVE, THIELE)
    hand.decide(NUMBER, Action.TAKE_OVER, ALBRECHT, register_number="4711")
    office.deliver(device)
    assert folded(device) == folded(office.journal)
    assert folded(device).status is Status.TAKEN_OVER
    assert folded(device).hands == frozenset({"berger", "weber"})
    assert [item.seq for item in device.entries(NUMBER)] == [1, 2, 3, 4, 5]
    assert {item.delivery for item in device.entries(NUMBER)} == {Delivery.RECEIPTED}


def test_a_lost_reply_sends_nothing_twice(device: Journal, office: Stamp) -> None:
    hand = Hand(device)
    hand.submit(NUMBER)
    for _ in range(3):
        office.exchange(device)
    office.deliver(device)
    assert office.journal.cursor() == device.cursor() == 1
    assert device.unsent() == ()


def test_kept_and_refused_is_what_was_written(device: Journal, office: Stamp) -> None:
    hand = Hand(device)
    for n in range(1, 6):
        number = f"B-2026-0000{n}-A"
        hand.submit(number, BERGER)
        hand.decide(number, Action.APPROVE, BERGER if n % 2 else THIELE)
    while device.unsent():
        office.deliver(device)
    for end in (device, office.journal):
        stored = [item for n in range(1, 6) for item in end.entries(f"B-2026-0000{n}-A")]
        assert len(stored) == 10
        assert [item.refused for item in stored if item.refused] == ["same_person"] * 3


def test_an_office_that_stopped_half_way_has_numbered_nothing(device: Journal, office: Stamp) -> None:
    hand = Hand(device)
    entries = [hand.submit(NUMBER), hand.submit("B-2026-00002-B")]

    def out_of_paper(receipt: object) -> object:
        if getattr(receipt, "seq", 0) == 2:
            raise RuntimeError
        return office.number(receipt)  # type: ignore[arg-type]

    with pytest.raises(RuntimeError):
        office.journal.accept(entries, certificate_of, out_of_paper, hand.now, "bus-1")  # type: ignore[arg-type]
    assert office.journal.cursor() == 0
    assert office.journal.entries(NUMBER) == ()
    assert len(office.accept(entries)[0]) == 2


def test_both_ends_verify(device: Journal, office: Stamp) -> None:
    hand = Hand(device)
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.APPROVE)
    office.deliver(device)
    for end in (device, office.journal):
        found = verify_store(end.engine, certificate_of, public_key(office.seed))
        assert (found.entries, found.cases, found.problems) == (2, 1, ())
