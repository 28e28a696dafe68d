"""What a device tells of its pool: signed by whoever made a slot, for this device; strict on both sides."""

from dataclasses import replace

import pytest

from mobile_office.domain.errors import SignatureInvalid
from mobile_office.signing import new_signing_key, public_key
from mobile_office.sync.pooling import MOST, Offer, Told

SEED = new_signing_key()
OFFER = Offer("p1", "aa" * 32, "bb" * 32, "cc" * 32, "dd" * 65, "berger").signed("bus-1", SEED)


def test_what_is_told_comes_back_as_it_went() -> None:
    told = Told("bus-1", ("p2",), ("p3",), (OFFER,))
    assert Told.from_json(told.to_json()) == told


def test_an_offer_holds_for_its_device_and_as_it_was_signed() -> None:
    OFFER.check("bus-1", public_key(SEED))
    with pytest.raises(SignatureInvalid):
        OFFER.check("bus-2", public_key(SEED))
    for name in ("person", "desk_key", "decision_key", "exchange_key", "code", "by"):
        with pytest.raises(SignatureInvalid):
            replace(OFFER, **{name: "ee" * 32}).check("bus-1", public_key(SEED))


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"device": "bus-2"},
        {"ready": ["p"] * (MOST + 1)},
        {"ready": [1]},
        {"offers": [{"device": "bus-1"}]},
        {"opened": None},
    ],
)
def test_anything_else_is_none(change: dict[str, object]) -> None:
    value = {**dict(Told("bus-1", (), (), (OFFER,)).to_json()), **change}
    with pytest.raises((KeyError, TypeError, ValueError)):
        Told.from_json(value)
