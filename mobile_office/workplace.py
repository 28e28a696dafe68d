"""The workplace (Arbeitsplatz): a home's store opened, with everything a desk needs of it.

Whoever is unlocked works at it; it belongs to the device, not to a person.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mobile_office import resources
from mobile_office.authoring import new_id
from mobile_office.domain.case import Status
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import Damaged, NotAllowed
from mobile_office.domain.overview import CaseLine, CasePage, DeliveryLine
from mobile_office.domain.people import Actor
from mobile_office.settings import Settings, load
from mobile_office.stock import Stock
from mobile_office.store import cases, pages, runs
from mobile_office.store.attachments import FOLDER as ATTACHMENTS
from mobile_office.store.attachments import Attachments
from mobile_office.store.cases import Counts
from mobile_office.store.catalog import Catalog
from mobile_office.store.clean import Mark
from mobile_office.store.device import Device, read_device
from mobile_office.store.drafts import Drafts
from mobile_office.store.forms import Forms
from mobile_office.store.genuine import Genuine
from mobile_office.store.heads import FILE as HEADS
from mobile_office.store.heads import Heads
from mobile_office.store.journal import Journal
from mobile_office.store.local import Local
from mobile_office.store.people import People
from mobile_office.store.publications import Publications
from mobile_office.store.vault import close_store, open_store
from mobile_office.sync.enrolment import DeviceKeys

STORE = "store.db"
_CHAIN = "chain"
_KEYS = "device_keys"


@dataclass(frozen=True)
class Workplace:
    """An open store and what lies beside it. `keys` are the device's own."""

    home: Path
    device: Device
    settings: Settings
    keys: DeviceKeys
    stock: Stock
    journal: Journal
    drafts: Drafts
    forms: Forms
    people: People
    local: Local
    heads: Heads
    publications: Publications
    attachments: Attachments
    mark: Mark

    @property
    def catalog(self) -> Catalog:
        """The services and fees there are now; what the office publishes is among them without a restart."""
        return self.stock.current.catalog

    @property
    def codelists(self) -> CodeLists:
        """The code lists there are now."""
        return self.stock.current.codelists

    @property
    def genuine(self) -> Genuine:
        """Tells what in this store our office and its people have not signed."""
        return Genuine(self.people, self.device.office_signing)

    def chain(self) -> str:
        """The id of the chain in use."""
        return str(self.local.get(_CHAIN))

    def begin_chain(self) -> None:
        """Go on in a new chain: the office holds another history of the old one (security.md 3)."""
        self.local.put(_CHAIN, new_id())

    def leave_chain(self) -> None:
        """Give the chain in use up and begin another: this store is an older copy of itself."""
        chain = self.chain()
        # Noted first: should the power fail in between, the chain in use does not count as given up.
        self.heads.give_up(chain, *self.journal.head(chain))
        self.begin_chain()

    def cases(self, status: Status | None = None) -> tuple[CaseLine, ...]:
        """The cases on this device, latest first."""
        return cases.lines(self.journal.engine, self.device.stream, status=status)

    def search(self, words: str) -> tuple[CaseLine, ...]:
        """Cases by name in any spelling, or by number."""
        return cases.search(self.journal.engine, self.device.stream, words)

    def page(self, number: str, actor: Actor) -> CasePage:
        """One case, complete, as this person may see it; nothing may be done to what is not genuine. Raises KeyError."""
        page, doubts = pages.page(self.journal.engine, number, actor), self.genuine.doubts(number)
        if not doubts:
            return page
        history = tuple(replace(line, doubt=doubts.get(line.entry, "")) for line in page.history)
        return replace(page, doubts=doubts, allowed=(), history=history)

    def sound_page(self, number: str, actor: Actor) -> CasePage:
        """The same of a case to which something is to be done. Raises NotAllowed("case_in_doubt")."""
        page = self.page(number, actor)
        if page.doubts:
            raise NotAllowed("case_in_doubt", subject=number)
        return page

    def delivery_counts(self) -> Counts:
        """How many entries wait, and how many were refused and need a person."""
        return cases.counts(self.journal.engine, self.device.stream)

    def delivery_lines(self, attempts: int, reason: str, due: datetime | None) -> tuple[DeliveryLine, ...]:
        """Delivery case by case; what is given is shared by all that waits."""
        engine = self.journal.engine
        scans = Counter(each.subject for each in runs.owed_scans(engine))
        lines = cases.delivery_lines(
            engine, self.device.stream, attempts=attempts, reason=reason, next_try=due
        )
        return tuple(replace(line, scans=scans[line.number]) for line in lines)

    def close(self) -> None:
        """Close the store; nothing may be used afterwards."""
        close_store(self.journal.engine)
        self.mark.clear()


def create_workplace(home: Path, device: Device, keys: DeviceKeys, dbk: bytes) -> Workplace:
    """Make the store of a home being enrolled, with the device's keys in it and a chain begun."""
    engine = open_store(home / STORE, dbk)
    local = Local(engine)
    local.put(_KEYS, {"seed": keys.seed.hex(), "exchange": keys.exchange.hex()})
    local.put(_CHAIN, new_id())
    close_store(engine)
    return _open(home, device, dbk)


def open_workplace(home: Path, dbk: bytes) -> Workplace:
    """Open a home's store. Raises NotEnrolled, WrongKey, Damaged or TooNew."""
    return _open(home, read_device(home), dbk)


def _open(home: Path, device: Device, dbk: bytes) -> Workplace:
    mark = Mark(home / STORE)
    engine = open_store(home / STORE, dbk)
    local = Local(engine)
    kept = local.get(_KEYS)
    if kept is None:
        raise Damaged(what="store")
    publications = Publications(engine)
    attachments = Attachments(engine, home / ATTACHMENTS, device.stream, device.kind)
    attachments.sweep(opening=True)
    attachments.adopt()  # what came home just before the program ended
    return Workplace(
        home=home,
        device=device,
        settings=load(home / "settings.toml"),
        keys=DeviceKeys(bytes.fromhex(kept["seed"]), bytes.fromhex(kept["exchange"])),
        stock=Stock(resources.folder(), publications),
        journal=Journal(engine, device.stream),
        drafts=Drafts(engine),
        forms=Forms(engine),
        people=People(engine, device.stream),
        local=local,
        heads=Heads(local, home / HEADS, device.office_signing),
        publications=publications,
        attachments=attachments,
        mark=mark,
    )
