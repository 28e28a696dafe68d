"""The plot of the storm: two devices and an office, random work, a road that loses things.

The office, the stores and the delivery are the real ones; only the road between them is ours. What is
random comes from the seed, so that a storm can be seen again.
"""

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from mobile_office.backoffice.office import Office, open_office
from mobile_office.domain.people import Role
from mobile_office.protocol import BackOffice
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.device import Device
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Journal
from mobile_office.store.people import People
from mobile_office.store.vault import close_store, open_store
from mobile_office.sync.code import proof
from tests.storm.road import Clock, Lossy
from tests.storm.site import STREAM, Person, Site

STAFF = {
    "Berger": Role.CLERK,
    "Weber": Role.CLERK,
    "Thiele": Role.SUPERVISOR,
    "Sommer": Role.SUPERVISOR,
    "Albrecht": Role.INTAKE,
}


class World:
    """An office, a bus and a station, in a folder; made once and copied for each storm."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._clock = Clock()
        office = open_office(f"sqlite:///{folder / 'office.db'}", clock=self._clock)
        self._people = tuple(_person(office, name, role) for name, role in STAFF.items())
        self._devices = (_device(office, "B", "bus"), _device(office, "S", "station"))
        for device in self._devices:
            engine = open_store(folder / f"{device.letter}.db", None)
            close_store(engine)
        office.close()

    def storm(self, folder: Path) -> "Storm":
        """A fresh copy of everything."""
        shutil.copytree(self._folder, folder)
        clock = Clock()
        office = open_office(f"sqlite:///{folder / 'office.db'}", clock=clock)
        sites = tuple(self._site(device, folder, clock) for device in self._devices)
        return Storm(office, sites, folder=folder, clock=clock)

    def _site(self, device: Device, folder: Path, clock: Clock) -> Site:
        engine = open_store(folder / f"{device.letter}.db", None)
        return Site(
            device, self._people, Journal(engine, STREAM), Drafts(engine), People(engine, STREAM), clock
        )


@dataclass
class Storm:
    """One storm: the office, the two sites, and the cases anybody has begun."""

    office: Office
    sites: tuple[Site, ...]
    numbers: list[str] = field(default_factory=list)
    folder: Path = field(kw_only=True)
    clock: Clock = field(kw_only=True)

    def rage(self, chance: random.Random, road: BackOffice, steps: int = 50) -> None:
        """Random work with the road as it is; then the sky clears and everything is delivered."""
        for site in self.sites:
            site.deliver(self.office)  # the morning: everybody has everybody's certificate
        bus, _ = self.sites
        bus.begin(chance)
        for _ in range(steps):
            site = chance.choice(self.sites)
            match chance.randrange(12):
                case 0:
                    bus.begin(chance)
                case 1:
                    site.type(chance)
                case 2 | 3:
                    site.submit(chance, self.numbers)
                case 4 | 5 | 6:
                    site.deliver(road)
                case 7:
                    self.meet(chance)
                case _:
                    site.act(chance, self.numbers)
        self.clear()

    def clear(self) -> None:
        """The sky clears, and everything is delivered: again, so that each has what the other brought."""
        for site in (*self.sites, *self.sites, *self.sites):
            site.deliver(self.office)

    def meet(self, chance: random.Random) -> None:
        """Both sites work on one case, each without knowing of the other."""
        bus, station = self.sites
        shared = [number for number in self.numbers[-4:] if all(s.journal.case(number) for s in self.sites)]
        if shared:
            chosen = [chance.choice(shared)]
            for site in (bus, station, bus):
                site.act(chance, chosen, notes=False)

    def met(self, road: Lossy) -> Counter[str]:
        """What this storm has met, for the counts: refusals by code, and what the road did."""
        journal, counted = self.office.journal(STREAM), Counter[str](storms=1)
        for number in self.numbers:
            for stored in journal.entries(number):
                counted["refused" if stored.refused else "kept"] += 1
        for site in self.sites:
            counted["written"] += len(site.written)
            for number in self.numbers:
                counted.update(item.refused for item in site.journal.entries(number) if item.refused)
        counted.update(
            lost_requests=road.lost_requests, lost_replies=road.lost_replies, repeated=road.repeated
        )
        return counted

    def close(self) -> None:
        """Close every store."""
        for site in self.sites:
            close_store(site.journal.engine)
        self.office.close()


def _person(office: Office, name: str, role: Role) -> Person:
    account, code = office.add_person(STREAM, f"{name}, Test", frozenset({role}))
    person = Person(account.id, account.name, role, new_signing_key(), new_signing_key())
    claim = {
        "desk_key": public_key(person.desk),
        "decision_key": public_key(person.decision),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    office.certify(code.lookup, claim, proof(code.proof_key, claim))
    return person


def _device(office: Office, letter: str, kind: str) -> Device:
    code = office.invite_device(STREAM, letter, kind)
    claim = {
        "signing_key": public_key(new_signing_key()),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    known = office.enrol(code.lookup, claim, proof(code.proof_key, claim))
    keys = office.keys.public
    return Device(
        known.id, letter, STREAM, kind, "in-process", keys.signing, keys.exchange, keys.recovery, keys.root
    )
