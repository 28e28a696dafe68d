"""The scene of a storm of processes: an office, two buses and a station, made once and copied for each run.

Over SQLite, or over PostgreSQL with two server processes. The naive client has a stream of its own, so that what
it does wrong is counted apart.
"""

import json
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mobile_office.backoffice.office import Office, open_office, utc_now
from mobile_office.domain.people import Role
from mobile_office.post import Post
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.streams import begin_epochs
from mobile_office.store.transactions import writing
from mobile_office.sync.code import proof
from tests import postgres
from tests.house import Town
from tests.storm.papers import SETTINGS
from tests.storm.processes import warm

LAPTOPS = {
    "B": ("bus", ("Berger", "Weber")),
    "C": ("bus", ("Berger", "Weber")),
    "S": ("station", ("Berger", "Thiele", "Albrecht")),
}
NAIVE_STREAM = "03241002"
_NAIVE = "naive.json"
_KEYS, _DATABASE = "office.keys", "office.db"


class _Town(Town):
    """A town whose office may lie anywhere."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.clock, self._laptops = folder, utc_now, []
        self.office = open_office(url, folder / _KEYS)


@dataclass
class Scene:
    """What runs are copied from. `server` is the PostgreSQL, None for SQLite."""

    folder: Path
    server: postgres.Server | None
    database: str = ""

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.database = self.server.new() if self.server else ""
        town = _Town(self.folder, _url(self.folder, self.server, self.database))
        laptops = [town.laptop(letter, kind, names) for letter, (kind, names) in LAPTOPS.items()]
        for laptop in (*laptops, *laptops):  # the morning: everybody has everybody's certificate
            Post(laptop.place, town.office).deliver(utc_now())
        for letter in LAPTOPS:
            (self.folder / f"laptop-{letter}" / "settings.toml").write_text(SETTINGS, encoding="utf-8")
        (self.folder / _NAIVE).write_text(json.dumps(_naive(town.office)), encoding="utf-8")
        warm(town.office)
        town.close()

    def stage(self, folder: Path) -> "Stage":
        """A fresh copy."""
        shutil.copytree(self.folder, folder)
        database = self.server.new(self.database) if self.server else ""
        return Stage(folder, self.server, database)


@dataclass
class Stage:
    """The copy one storm rages in; `processes` is how many servers share its office."""

    folder: Path
    server: postgres.Server | None
    database: str
    _backup: str = ""

    @property
    def processes(self) -> int:
        """Two over a PostgreSQL, one over a file."""
        return 2 if self.server else 1

    @property
    def url(self) -> str:
        """The office's database."""
        return _url(self.folder, self.server, self.database)

    @property
    def keys(self) -> Path:
        """The file of the office's keys."""
        return self.folder / _KEYS

    def home(self, letter: str) -> Path:
        """A laptop's home."""
        return self.folder / f"laptop-{letter}"

    def ledger(self, letter: str) -> Path:
        """What a laptop was told is saved."""
        return self.folder / f"ledger-{letter}"

    def office(self) -> Office:
        """The office, opened here; only while no server process writes."""
        return open_office(self.url, self.keys)

    def back_up(self) -> None:
        """Tonight's backup; no server may run."""
        if self.server:
            self._backup = self.server.new(self.database)
        else:
            copy_files(self.folder, _DATABASE, self.folder / "backup")

    def restore(self) -> None:
        """The office is put back from the backup and begins a new epoch; no server may run."""
        if self.server:
            self.server.drop(self.database)
            self.database = self.server.new(self._backup)
        else:
            put_files_back(self.folder, _DATABASE, self.folder / "backup")
        with closing(self.office()) as office:
            begin_epoch(office)

    def copy_store(self, letter: str) -> None:
        """A copy of a laptop's store; it may not run."""
        copy_files(self.home(letter), "store.db", self.folder / "store-copy")

    def put_store_back(self, letter: str) -> None:
        """The copy takes the store's place; the laptop may not run. What lies beside the store stays."""
        put_files_back(self.home(letter), "store.db", self.folder / "store-copy")

    def strike(self) -> None:
        """Forget everything."""
        if self.server:
            for name in filter(None, (self.database, self._backup)):
                self.server.drop(name)
        shutil.rmtree(self.folder)


def begin_epoch(office: Office) -> None:
    """What an administrator's restore does: numbers given out since the backup are worth nothing."""
    with writing(office.engine) as connection:
        begin_epochs(connection)


def naive_facts(folder: Path) -> dict[str, str]:
    """The naive client's keys and names, and the office's."""
    facts: dict[str, str] = json.loads((folder / _NAIVE).read_text(encoding="utf-8"))
    return facts


def _url(folder: Path, server: postgres.Server | None, database: str) -> str:
    return server.url(database) if server else f"sqlite:///{folder / _DATABASE}"


def copy_files(folder: Path, name: str, to: Path) -> None:
    """Copy a database nobody has open."""
    to.mkdir(exist_ok=True)
    for path in (folder / name, folder / f"{name}-wal"):
        if path.exists():
            shutil.copy2(path, to / path.name)


def put_files_back(folder: Path, name: str, backup: Path) -> None:
    """A copy takes the place of a database nobody has open."""
    for path in (folder / name, folder / f"{name}-wal", folder / f"{name}-shm"):
        path.unlink(missing_ok=True)
    for path in backup.iterdir():
        shutil.copy2(path, folder / path.name)


def _naive(office: Office) -> dict[str, str]:
    seed, exchange = new_signing_key(), new_exchange_key()
    code = office.invite_device(NAIVE_STREAM, "N", "bus")
    claim = {"signing_key": public_key(seed), "exchange_key": exchange_public(exchange)}
    device = office.enrol(code.lookup, claim, proof(code.proof_key, claim))
    account, word = office.add_person(NAIVE_STREAM, "Berger, Test", frozenset({Role.CLERK}))
    desk, decision = new_signing_key(), new_signing_key()
    keys = {
        "desk_key": public_key(desk),
        "decision_key": public_key(decision),
        "exchange_key": exchange_public(new_exchange_key()),
    }
    office.certify(word.lookup, keys, proof(word.proof_key, keys))
    public = office.keys.public
    return {
        "device": device.id,
        "seed": seed.hex(),
        "exchange": exchange.hex(),
        "person": account.id,
        "desk": desk.hex(),
        "office_exchange": public.exchange,
        "office_signing": public.signing,
    }
