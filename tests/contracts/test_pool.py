"""What any back office promises about slots for substitutes: over HTTP, as two processes, at the URL."""

from typing import cast

import pytest

from mobile_office.authoring import new_id
from mobile_office.domain.errors import CertificateInvalid
from mobile_office.domain.people import Role
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.pool import SIZE, seal_code
from mobile_office.sync.http import HttpBackOffice
from mobile_office.sync.pooling import Heard, Offer, Told, tell
from tests.backoffice.counter import Counter
from tests.contracts.sites import Door, InTurn

SITES = ("real HTTP", "two processes")


def say(door: Door, told: Told) -> Heard:
    return tell(cast(HttpBackOffice, door.turn() if isinstance(door, InTurn) else door), told)


def offer(counter: Counter, by: str = "Berger") -> Offer:
    device, maker, person = counter.bus.device, counter.staff[by], new_id()
    desk, decision = public_key(new_signing_key()), public_key(new_signing_key())
    code = seal_code(bytes(16), device.office_recovery, device.id, person).hex()
    made = Offer(person, desk, decision, exchange_public(new_exchange_key()), code, maker.id)
    return made.signed(device.id, maker.desk)


def test_a_slot_is_certified_for_its_device_and_the_same_again_gets_the_same(
    counter: Counter, door: Door
) -> None:
    made, device = offer(counter), counter.bus.device.id
    heard = say(door, Told(device, offers=(made,)))
    (certificate,) = (each.certificate for each in heard.certificates)
    assert (certificate.person, certificate.roles) == (made.person, {Role.CLERK})
    assert (certificate.desk_key, certificate.exchange_key) == (made.desk_key, made.exchange_key)
    assert (heard.drop, heard.wanted) == ((), SIZE - 1)
    assert say(door, Told(device, offers=(made,))) == heard
    assert say(door, Told(device, ready=(made.person,))) == Heard(wanted=SIZE - 1)
    people = door.exchange(counter.bus.request()).people
    assert made.person not in {each.certificate.person for each in people}  # nobody yet


def test_what_is_told_of_no_more_is_void_for_good(counter: Counter, door: Door) -> None:
    made, device = offer(counter), counter.bus.device.id
    say(door, Told(device, offers=(made,)))
    assert say(door, Told(device)).wanted == SIZE
    assert say(door, Told(device, ready=(made.person,))).drop == (made.person,)
    assert say(door, Told(device, offers=(made,))).certificates == ()


def test_whoever_has_no_rights_offers_in_vain(counter: Counter, door: Door) -> None:
    made = offer(counter, "Albrecht")
    heard = say(door, Told(counter.bus.device.id, offers=(made,)))
    assert (heard.certificates, heard.drop, heard.wanted) == ((), (made.person,), SIZE)


def test_a_device_tells_of_itself_only(counter: Counter, door: Door) -> None:
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        say(door, Told(counter.station.device.id))
