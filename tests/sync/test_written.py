"""The list of bundles written, in a real store."""

from dataclasses import replace

from mobile_office.protocol import Checkpoint
from mobile_office.sync.late import Asked
from mobile_office.sync.written import Ledger, Written
from tests.backoffice.counter import NOW
from tests.house import Laptop

ASKED = Asked("e", 3, Checkpoint("chain", 9, "ab" * 32))
FIRST = Written(1, NOW, 9, 4, "cd" * 32, ("ef" * 32,), {"chain": 9}, ASKED)


def test_a_bundle_is_remembered_as_it_was_and_changed_in_its_place(laptop: Laptop) -> None:
    ledger = Ledger(laptop.place.local)
    assert (ledger.all(), ledger.next_number()) == ((), 1)
    second = replace(FIRST, number=2, attachments=("12" * 32,))
    answered = replace(FIRST, is_whole=True, receipted_at=NOW)
    for item in (FIRST, second, answered):
        ledger.keep(item)
    assert Ledger(laptop.place.local).all() == (answered, second)
    ledger.strike(answered)
    assert (ledger.all(), ledger.next_number()) == ((second,), 3)


def test_the_list_does_not_grow_for_ever(laptop: Laptop) -> None:
    ledger = Ledger(laptop.place.local)
    for number in range(1, 103):
        ledger.keep(replace(FIRST, number=number))
    assert [item.number for item in ledger.all()] == list(range(3, 103))
