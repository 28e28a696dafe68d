"""Wiping at the office: who is ordered, what is kept of what they hand over, and whose word is believed."""

from dataclasses import replace

import pytest

from mobile_office.backoffice import inviting, wiping
from mobile_office.desk import utc_now
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, SignatureInvalid
from mobile_office.signing import new_signing_key
from mobile_office.sync.wipe import Word
from tests.house import Laptop, Town


def test_an_order_revokes_and_only_the_ordered_hear_of_it(town: Town, laptop: Laptop) -> None:
    device = laptop.place.device
    assert wiping.told(town.office, "device_revoked", device.id) == {}
    town.office.revoke_device(device.id)
    assert wiping.told(town.office, "device_revoked", device.id) == {}
    wiping.order(town.office, device.id)
    order = wiping.order_of(town.office, device.id)
    assert order is not None
    order.check(device.id, device.stream, device.office_signing)
    wiping.order(town.office, device.id)
    assert wiping.order_of(town.office, device.id) == order  # the first order stays
    assert wiping.told(town.office, "device_unknown", device.id) == {}
    assert wiping.order_of(town.office, "nobody") is None
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        wiping.order(town.office, "nobody")


def test_only_the_devices_own_word_about_this_order_is_noted(town: Town, laptop: Laptop) -> None:
    device, seed = laptop.place.device, laptop.place.keys.seed
    word = Word("", device.id, utc_now(), 0, 0)
    with pytest.raises(CertificateInvalid, match="device_unknown"):  # nobody has ordered anything
        wiping.take_word(town.office, word.signed(seed))
    wiping.order(town.office, device.id)
    order = wiping.order_of(town.office, device.id)
    assert order is not None
    word = replace(word, order=order.signature)
    for wrong in (word.signed(new_signing_key()), replace(word, order="00" * 64).signed(seed)):
        with pytest.raises(SignatureInvalid):
            wiping.take_word(town.office, wrong)
    assert inviting.standings(town.office)[0].wiped_at is None
    wiping.take_word(town.office, word.signed(seed))
    assert inviting.standings(town.office)[0].wiped_at is not None
    with pytest.raises(NotAllowed, match="handover_over"):
        wiping.take_over(town.office, wiping.ordered(town.office, device.id), b"late")


def test_the_same_letter_is_kept_once(town: Town, laptop: Laptop) -> None:
    device = laptop.place.device
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        wiping.ordered(town.office, device.id)
    wiping.order(town.office, device.id)
    known = wiping.ordered(town.office, device.id)
    for content in (b"one", b"one", b"two"):
        wiping.take_over(town.office, known, content)
    assert sorted(wiping.handed_over(town.office, device.id)) == [b"one", b"two"]
