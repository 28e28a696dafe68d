"""The control among the processes: a client as it is often built, on the same road to the same servers.

It keeps no store, sends again under a new id when it does not know what became of a case, and takes 200 for success.
It must fail in nine of ten of its runs, or the storm has no teeth.
"""

import json
import secrets
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select

from mobile_office.authoring import new_id
from mobile_office.backoffice.office import Office, utc_now
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, Header, SubjectKind
from mobile_office.domain.errors import MobileOfficeError
from mobile_office.domain.number import case_number
from mobile_office.headers import GENESIS
from mobile_office.protocol import Entry, Request
from mobile_office.signing import new_body, sign_entry
from mobile_office.store import tables
from mobile_office.store.transactions import reading
from mobile_office.sync import wire
from mobile_office.sync.http import HttpBackOffice
from tests.storm.client import PATIENCE
from tests.storm.scene import NAIVE_STREAM
from tests.storm.site import SERVICE, TOKEN

CASES = 16  # of one run
EXCHANGE = "/v1/exchange"


@dataclass(frozen=True)
class Failed:
    """How many runs came to their end, and how many of them lost or doubled a case."""

    runs: int
    failures: int


def send_on_and_on(keys: dict[str, str], url: str, said: Path) -> None:
    """Run after run, until somebody ends it; each run's cases go to `said` once they count as sent."""
    door = HttpBackOffice(
        url,
        device=keys["device"],
        device_seed=bytes.fromhex(keys["seed"]),
        device_exchange=bytes.fromhex(keys["exchange"]),
        office_exchange=keys["office_exchange"],
        office_signing=keys["office_signing"],
        timeout=PATIENCE,
    )
    while True:
        tokens = [new_id() for _ in range(CASES)]
        for token in tokens:
            while not _is_sent(door, keys, token):
                time.sleep(0.01)  # "it did not work, so send it again" - under a new id
        with said.open("a", encoding="utf-8") as file:
            file.write(json.dumps(tokens) + "\n")


def judge(office: Office, said: Path) -> Failed:
    """What the office has of the runs that came to their end."""
    lines = said.read_text(encoding="utf-8").splitlines(keepends=True) if said.exists() else []
    runs = [json.loads(line) for line in lines if line.endswith("\n")]
    e = tables.entry.c
    with reading(office.engine) as connection:
        bodies = connection.scalars(select(e.body).where(e.stream == NAIVE_STREAM)).all()
    there = Counter(body[TOKEN] for body in bodies if body)
    return Failed(len(runs), sum(any(there[token] != 1 for token in run) for run in runs))


def fresh(keys: dict[str, str], token: str) -> Entry:
    """A SUBMIT that begins a chain of its own; `keys` as in `scene.naive_facts`."""
    body = new_body({"answers": {}, "evidence": [], "overrides": {}, "label": "Mustermann", TOKEN: token})
    blank = Header(
        id=new_id(),
        stream=NAIVE_STREAM,
        kind=SubjectKind.CASE,
        subject=fresh_number("N"),
        base=None,
        chain=new_id(),
        n=1,
        previous=GENESIS,
        action=Action.SUBMIT,
        person=keys["person"],
        device=keys["device"],
        at=utc_now(),
        digest="",
        service=SERVICE,
    )
    return sign_entry(replace(blank, digest=digest(body)), body, bytes.fromhex(keys["desk"]))


def fresh_number(letter: str) -> str:
    """A case number of a device's letter that nobody has given, by chance of one in 900 million."""
    chance = secrets.randbelow(900_000_000)
    return case_number(letter, 1000 + chance // 100_000, chance % 100_000)


def _is_sent(door: HttpBackOffice, keys: dict[str, str], token: str) -> bool:
    request = Request(keys["device"], NAIVE_STREAM, 0, (fresh(keys, token),), None)
    try:
        # As it is often built: the status, and nothing of what came with it.
        answered = door._door.post(EXCHANGE, door._seal(request.to_json(), wire.REQUEST), wire.SEALED)
    except MobileOfficeError as error:
        return error.details.get("status") == 200
    return answered.status == 200
