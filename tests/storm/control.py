"""The control: a client as it is often built, which tries again under a new id. It must fail.

If it did not, the storm would have no teeth, and its green would say nothing.
"""

import random
from dataclasses import replace

from mobile_office.authoring import new_id
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, Header, SubjectKind
from mobile_office.domain.errors import Offline, Unknown
from mobile_office.headers import GENESIS
from mobile_office.protocol import BackOffice, Entry, Request
from mobile_office.signing import new_body, sign_entry
from tests.storm.naive import fresh_number
from tests.storm.plot import Storm
from tests.storm.road import Lossy
from tests.storm.site import SERVICE, STREAM, Person, Site


def doubles(storm: Storm, chance: random.Random, letters: int = 12, loss: float = 0.25) -> int:
    """How many more entries than were written the office holds of a naive client behind a bad road."""
    site, road = storm.sites[0], Lossy(storm.office, chance, loss)
    site.deliver(storm.office)
    before = storm.office.journal(STREAM).cursor()
    for _ in range(letters):
        _send(site, road)
    return storm.office.journal(STREAM).cursor() - before - letters


def _send(site: Site, road: BackOffice) -> None:
    while True:
        try:
            road.exchange(Request(site.device.id, STREAM, 0, (_fresh(site, site.people[0]),), None))
        except (Offline, Unknown):
            continue  # "it did not work, so send it again" - under a new id
        return


def _fresh(site: Site, clerk: Person) -> Entry:
    body = new_body({"answers": {}, "evidence": [], "overrides": {}, "label": "Mustermann"})
    blank = Header(
        id=new_id(),
        stream=STREAM,
        kind=SubjectKind.CASE,
        subject=fresh_number(site.device.letter),
        base=None,
        chain=new_id(),
        n=1,
        previous=GENESIS,
        action=Action.SUBMIT,
        person=clerk.id,
        device=site.device.id,
        at=site.clock(),
        digest="",
        service=SERVICE,
    )
    return sign_entry(replace(blank, digest=digest(body)), body, clerk.desk)
