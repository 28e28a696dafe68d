"""Scopes: who may have which attachment back."""

from pathlib import Path

from mobile_office.backoffice import scopes
from mobile_office.domain.case import Action
from mobile_office.store.transactions import reading
from tests.backoffice.counter import Counter, Place, open_counter
from tests.ciphertexts import naming, scan


def may_have(counter: Counter, place: Place, digest: str) -> bool:
    with reading(counter.office.engine) as connection:
        return scopes.may_have(connection, counter.office.device(place.device.id), digest)


def test_a_station_until_the_case_is_settled_and_its_bus_for_as_long_as_it_is_there(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        one, (bus, station, other) = scan(), (counter.bus, counter.station, counter.another("C", "bus"))
        entry = bus.submit("Berger", naming(one))
        counter.office.exchange(bus.request(entry))
        assert [may_have(counter, each, one.digest) for each in (bus, station, other)] == [True, True, False]
        counter.office.exchange(bus.request(bus.decide("Berger", Action.WITHDRAW, entry)))
        assert [may_have(counter, each, one.digest) for each in (bus, station, other)] == [True, False, False]
        assert not may_have(counter, station, "ab" * 32)
