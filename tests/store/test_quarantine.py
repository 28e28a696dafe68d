"""What came in place of an entry: told what can be told of it, kept where its chain can go on."""

from dataclasses import replace
from typing import Any

import pytest

from mobile_office.canonical import Json, digest
from mobile_office.domain.case import Action
from mobile_office.headers import GENESIS
from mobile_office.protocol import Entry, Refusal
from mobile_office.store.quarantine import in_order, poison_row, read_poison
from tests.store.hand import BERGER, NOW, STREAM, Hand, Stamp, certificate_of

NUMBER = "B-2026-00001-A"


def spoiled(entry: Entry, **header: Any) -> Json:
    """The entry as a later program might write it: of an action nobody here knows."""
    value = entry.to_json()
    changed = {**value["header"], "action": "sing", **header}
    return {**value, "header": changed, "hash": digest(changed)}


def accept(office: Stamp, *entries: Entry, poison: tuple[Json, ...]) -> Any:
    return office.journal.accept(entries, certificate_of, office.number, NOW, "bus-1", poison=poison)


def test_it_is_refused_and_the_rest_of_its_chain_goes_on(hand: Hand, office: Stamp) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    raw = spoiled(entry)
    after = hand.entry(BERGER, NUMBER, Action.SUBMIT, header_n=2, header_previous=raw["hash"])
    taken = accept(office, after, poison=(raw,))
    assert taken.refused == (Refusal(entry.header.id, "malformed", {}),)
    assert [item.entry for item in taken.numbered] == [after]
    assert accept(office, after, poison=(raw,)) == taken


def test_where_nothing_proves_its_place_its_chain_is_broken_and_others_go_on(
    hand: Hand, office: Stamp
) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    raw = {**spoiled(entry), "hash": "ab" * 32}
    after = hand.entry(BERGER, NUMBER, Action.SUBMIT, header_n=2, header_previous="ab" * 32)
    hand.chain = "chain-2"
    other = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    taken = accept(office, after, other, poison=(raw,))
    assert [(each.entry, each.code) for each in taken.refused] == [
        (entry.header.id, "malformed"),
        (after.header.id, "chain_broken"),
    ]
    assert [item.entry for item in taken.numbered] == [other]


def test_nobody_else_uses_up_a_place(hand: Hand, office: Stamp) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    accept(office, poison=(spoiled(entry, device="bus-9"),))
    assert [item.entry for item in accept(office, entry, poison=()).numbered] == [entry]


def test_an_entry_we_hold_is_not_touched(hand: Hand, office: Stamp) -> None:
    entry = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    (item,) = accept(office, entry, poison=()).numbered
    accept(office, poison=(spoiled(entry, n=2, previous=entry.hash),))
    assert accept(office, entry, poison=()).numbered == (item,)


@pytest.mark.parametrize(
    "raw",
    [
        None,
        7,
        "x",
        [],
        {},
        {"header": 7},
        {"header": {"id": 7}},
        {"header": {"id": "x" * 37}},
        {"header": {"n": "1"}},
    ],
)
def test_what_does_not_even_say_which_it_is_is_passed_over(office: Stamp, raw: Json) -> None:
    assert accept(office, poison=(raw,)) == ((), (), ())
    assert read_poison(raw).id is None
    assert poison_row(read_poison(raw), STREAM, "bus-1", 0, GENESIS) is None


def test_it_stands_in_its_place_of_the_chain(hand: Hand) -> None:
    first = hand.entry(BERGER, NUMBER, Action.SUBMIT)
    third = replace(first, header=replace(first.header, n=3))
    raws: tuple[Json, ...] = (spoiled(first, n=4), spoiled(first, n=2), {"header": {}})
    places = [each.header.n if isinstance(each, Entry) else each.n for each in in_order([first, third], raws)]
    assert places == [1, 2, 3, 0, 4]
