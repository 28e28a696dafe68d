"""The pool at the office: who may prepare, who is handed a code, what is kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from mobile_office.authoring import new_id
from mobile_office.backoffice import pool
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.pool import Slot
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.domain.people import Role
from mobile_office.domain.spoken import heard
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.pool import SIZE, seal_code
from mobile_office.sync.pooling import Heard, Offer, Told
from tests.backoffice.counter import STREAM, Counter, open_counter

SECRET = bytes(range(16))


@dataclass
class Bus:
    """A laptop of the counter, and what it tells of its pool."""

    counter: Counter

    @property
    def device(self) -> KnownDevice:
        return self.counter.office.device(self.counter.bus.device.id)

    def offer(self, by: str = "Berger", person: str = "", code: bytes = b"") -> Offer:
        """A slot somebody has made here; its code, unless given, is SECRET."""
        person, maker = person or new_id(), self.counter.staff[by]
        sealed = code or seal_code(SECRET, self.counter.office.keys.public.recovery, self.device.id, person)
        desk, decision = public_key(new_signing_key()), public_key(new_signing_key())
        exchange = exchange_public(new_exchange_key())
        made = Offer(person, desk, decision, exchange, sealed.hex(), maker.id)
        return made.signed(self.device.id, maker.desk)

    def tell(self, *offers: Offer, ready: tuple[str, ...] = (), opened: tuple[str, ...] = ()) -> Heard:
        return pool.settle(self.counter.office, self.device, Told(self.device.id, ready, opened, offers))

    def prepared(self, by: str = "Berger") -> Offer:
        """One slot ready."""
        offer = self.offer(by)
        ready = tuple(each.person for each in self.slots() if each.is_ready)
        self.tell(offer, ready=ready)
        self.tell(ready=(*ready, offer.person))
        return offer

    def hand_out(self, to: str = "Anna Probst") -> pool.HandedOut:
        return pool.hand_out(self.counter.office, self.device.id, to, "Sabine Thiele")

    def slots(self) -> tuple[Slot, ...]:
        found = {each.device.id: held for each, held in pool.slots(self.counter.office, STREAM)}
        return found[self.device.id]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    with open_counter(tmp_path) as counter:
        yield Bus(counter)


def test_an_offered_slot_is_certified_and_once_told_ready_can_be_handed_out(bus: Bus) -> None:
    offer = bus.offer()
    heard_of = bus.tell(offer)
    (certificate,) = (each.certificate for each in heard_of.certificates)
    assert (certificate.person, certificate.name) == (offer.person, "Vertretung B-001")
    assert certificate.roles == {Role.CLERK}
    assert certificate.also == (offer.by,)
    assert heard_of.wanted == SIZE - 1
    with pytest.raises(NotAllowed, match="pool_empty"):  # the laptop may never have heard the answer
        bus.hand_out()
    assert bus.tell(offer) == heard_of
    bus.tell(ready=(offer.person,))
    handed = bus.hand_out()
    assert heard(handed.code) == SECRET
    with pytest.raises(NotAllowed, match="pool_empty"):
        bus.hand_out()


def test_who_was_handed_a_code_is_a_clerk_under_their_name(bus: Bus) -> None:
    offer, before = bus.prepared(), {each.person for each in bus.counter.office.certificates(STREAM)}
    assert offer.person not in before
    handed = bus.hand_out()
    (known,) = (each for each in bus.counter.office.certificates(STREAM) if each.person not in before)
    assert (known.person, known.name, known.roles) == (
        handed.person,
        "Anna Probst (Vertretung)",
        {Role.CLERK},
    )
    assert known.desk_key == offer.desk_key
    bus.tell(opened=(handed.person,))
    (kept,) = bus.slots()
    assert (kept.handed_to, kept.asked_by, kept.person) == ("Anna Probst", "Sabine Thiele", offer.person)
    assert kept.handed_at
    assert kept.opened_at


def test_somebody_known_is_the_same_hand_and_leaves_with_their_substitution(bus: Bus) -> None:
    bus.prepared(by="Weber")
    thiele, weber = bus.counter.id_of("Thiele"), bus.counter.id_of("Weber")
    handed = bus.hand_out(thiele)
    known = {each.person: each for each in bus.counter.office.certificates(STREAM)}
    assert known[thiele].also == known[weber].also == (handed.person,)
    bus.counter.office.revoke_person(thiele)
    known = {each.person: each for each in bus.counter.office.certificates(STREAM)}
    assert known[handed.person].revoked_at == known[thiele].revoked_at
    assert bus.tell(ready=(handed.person,)).drop == (handed.person,)
    with pytest.raises(NotAllowed, match="person_revoked"):
        bus.hand_out(thiele)
    with pytest.raises(NotAllowed, match="person_unknown"):
        bus.hand_out(new_id())


def test_only_who_has_rights_prepares_and_only_with_their_own_signature(bus: Bus) -> None:
    right = bus.offer()
    wrong = (
        bus.offer(by="Albrecht"),  # takes over into the register, and nothing else
        replace(right, person=new_id()),
        replace(bus.offer(), by=bus.counter.id_of("Weber")),
        replace(bus.offer(), person="not-an-id"),
        bus.offer(person=bus.counter.id_of("Thiele")),
    )
    answer = bus.tell(*wrong)
    assert answer.certificates == ()
    assert set(answer.drop) == {each.person for each in wrong}
    assert bus.slots() == ()


def test_a_slot_cannot_be_replaced_nor_taken_to_another_laptop(bus: Bus) -> None:
    offer = bus.prepared()
    assert bus.tell(bus.offer(person=offer.person)).certificates == ()
    station = Bus(bus.counter)
    other = bus.counter.office.device(bus.counter.station.device.id)
    told = Told(other.id, ready=(offer.person,))
    assert pool.settle(station.counter.office, other, told).drop == (offer.person,)


def test_what_a_laptop_no_longer_holds_is_void(bus: Bus) -> None:
    bus.prepared()
    bus.tell()
    with pytest.raises(NotAllowed, match="pool_empty"):
        bus.hand_out()
    (kept,) = bus.slots()
    assert kept.void_at
    assert bus.tell(ready=(kept.person,)).drop == (kept.person,)


def test_a_code_that_is_none_is_passed_over(bus: Bus) -> None:
    broken, good = bus.offer(code=b"no code"), bus.offer()
    bus.tell(broken, good)
    bus.tell(ready=(broken.person, good.person))
    assert bus.hand_out().person == good.person


def test_without_the_recovery_key_nothing_is_handed_out_and_a_lost_laptops_codes_are_void(bus: Bus) -> None:
    bus.prepared()
    office = bus.counter.office
    whole, office.keys = office.keys, replace(office.keys, recovery=b"")
    with pytest.raises(NotAllowed, match="recovery_key_away"):
        bus.hand_out()
    office.keys = whole
    device = bus.device.id
    office.revoke_device(device)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        pool.hand_out(office, device, "Anna Probst", "Sabine Thiele")
    assert all(each.device.id != device for each, _ in pool.slots(office, STREAM))


def test_who_came_in_by_a_slot_prepares_none(bus: Bus) -> None:
    seed = new_signing_key()
    maker = bus.counter.staff["Berger"]
    offer = replace(bus.offer(), desk_key=public_key(seed), signature="").signed(bus.device.id, maker.desk)
    bus.tell(offer)
    bus.tell(ready=(offer.person,))
    bus.hand_out()
    further = replace(bus.offer(), by=offer.person, signature="").signed(bus.device.id, seed)
    assert bus.tell(further).certificates == ()
