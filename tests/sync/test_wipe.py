"""The order to wipe and the word that it was obeyed: each signed for one device and one purpose."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mobile_office.domain.errors import SignatureInvalid
from mobile_office.signing import new_signing_key, public_key, sign
from mobile_office.sync.wipe import WIPED, Order, WipeOrdered, Word, read_order

OFFICE, DEVICE = new_signing_key(), new_signing_key()
AT = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
ORDER = Order("d1", "03241001", AT).signed(OFFICE)
WORD = Word(ORDER.signature, "d1", AT, 3, 0).signed(DEVICE)


def test_an_order_and_a_word_travel_and_hold() -> None:
    order, word = Order.from_json(ORDER.to_json()), Word.from_json(WORD.to_json())
    assert (order, word) == (ORDER, WORD)
    order.check("d1", "03241001", public_key(OFFICE))
    word.check(public_key(DEVICE))
    assert WipeOrdered(order).order == order


@pytest.mark.parametrize(
    "order",
    [
        replace(ORDER, device="d2"),
        replace(ORDER, stream="03241002"),
        replace(ORDER, at=AT.replace(year=2027)),
        replace(ORDER, signature=sign(OFFICE, WIPED, ORDER.signed_part())),
        replace(ORDER, signature=sign(OFFICE, "answer", ORDER.signed_part())),
        ORDER.signed(DEVICE),
    ],
)
def test_an_order_that_differs_in_anything_is_none(order: Order) -> None:
    with pytest.raises(SignatureInvalid):
        order.check("d1", "03241001", public_key(OFFICE))


def test_a_word_somebody_else_gave_is_none() -> None:
    for word in (replace(WORD, lost=4), replace(WORD, order="00" * 64), WORD.signed(OFFICE)):
        with pytest.raises(SignatureInvalid):
            word.check(public_key(DEVICE))


def test_what_is_no_order_is_read_as_none() -> None:
    for answer in ({}, {"wipe": 1}, {"wipe": {"device": 1}}, {"wipe": {**ORDER.to_json(), "at": "never"}}):
        assert read_order(answer) is None
    assert read_order({"wipe": ORDER.to_json()}) == ORDER


def test_a_word_with_other_things_than_counts_is_refused() -> None:
    for lost in (-1, True, "1", 2**40):
        with pytest.raises(TypeError):
            Word.from_json({**WORD.to_json(), "lost": lost})
