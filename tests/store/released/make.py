"""Makes the stores of released versions that are kept beside this file: `python -m tests.store.released.make FOLDER`.

Run once for each release. A town is played with the program as it is, then its rows are put by plain SQL into stores
that the migrations have brought to an older revision, as far as that one knew the tables and columns. The key and every
secret in here are thrown away: nothing else has ever used them.
"""

import gzip
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from mobile_office.desk import Desk
from mobile_office.domain.attachment import Format
from mobile_office.domain.case import Action
from mobile_office.domain.people import Role
from mobile_office.store.transactions import reading, writing
from mobile_office.store.upgrade import folder as migrations
from tests.house import Town
from tests.samples import decide, fill_sample, submit_sample

KEY = bytes(range(32))
HERE = Path(__file__).parent
# What a device and an office of each release had.
DEVICE = {
    "device_0001": "journal_0001",
    "device_0002": "journal_0001",
    "device_0003": "journal_0001",
    "device_0004": "journal_0001",
    "device_0005": "journal_0002",
    "device_0006": "journal_0002",
}
OFFICE = {
    "backoffice_0001": "journal_0001",
    "backoffice_0002": "journal_0001",
    **{f"backoffice_000{n}": "journal_0002" for n in range(3, 9)},
}
_BESIDE = ("device.json", "slots.json", "device.secret", "heads.json")
_OF_SCANS = "device_0005"


def main(target: Path) -> None:
    """Make every file that is not there yet."""
    with tempfile.TemporaryDirectory() as made:
        town = Town(Path(made))
        scan = play(town)
        home, laptop = target / "home", town.folder / "laptop-B"
        home.mkdir(parents=True, exist_ok=True)
        with reading(engine_of(laptop / "store.db", KEY)) as rows:
            for revision, journal in DEVICE.items():
                left_out = frozenset[str]() if revision >= _OF_SCANS else frozenset({scan})
                make(target / f"{revision}.db", KEY, (journal, revision), rows, left_out)
        with reading(engine_of(town.folder / "office.db", None)) as rows:
            for revision, journal in OFFICE.items():
                make(target / f"{revision}.db", None, (journal, revision), rows, frozenset())
        town.close()
        for name in _BESIDE:
            shutil.copyfile(laptop / name, home / name)
        shutil.copytree(laptop / "attachments", home / "attachments", dirs_exist_ok=True)
        shutil.copyfile(next(town.folder.glob("office*.keys")), target / "office.keys")


def play(town: Town) -> str:
    """A short day: cases delivered, decided, waiting; drafts; and last a case with a scan, whose number it is."""
    laptop = town.laptop(names=("Berger", "Weber", "Thiele"))
    desk, reviewer = laptop.desk("Berger", town.office), laptop.desk("Thiele", town.office)
    numbers = [submit_sample(desk, service) for service in ("id_exemption", "registration", "registration")]
    desk.deliver(force=True)
    decide(reviewer, numbers[1], Action.RETURN, "Thiele", reason="Bitte die Bescheinigung nachreichen.")
    desk.deliver(force=True)
    submit_sample(desk, "id_exemption")
    fill_sample(desk, "registration")
    desk.park(fill_sample(desk, "id_card").id)
    town.office.add_person("03241001", "Albrecht, Test", frozenset({Role.INTAKE}))
    return _with_scan(desk)


def _with_scan(desk: Desk) -> str:
    draft = fill_sample(desk, "registration")
    draft = desk.attaching.keep(draft.id, desk.attaching.seal(b"a photo" * 100, Format.JPEG, 1, "landlord"))
    return desk.submit(draft.id)


def engine_of(path: Path, key: bytes | None) -> Engine:
    """A store as its file is, without bringing it to anybody's tables."""

    def connect() -> Any:
        connection = dbapi2.connect(str(path), isolation_level=None)
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return connection

    return create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=NullPool)


def make(
    target: Path, key: bytes | None, revisions: tuple[str, ...], rows: Connection, left_out: frozenset[str]
) -> None:
    """A store of these revisions with what they know of `rows`, but for the cases left out."""
    packed = target.with_name(f"{target.name}.gz")
    if target.exists() or packed.exists():
        return
    engine = engine_of(target, key)
    with writing(engine) as connection:
        bring_to(connection, revisions)
        for table in inspect(connection).get_table_names():
            if table != "alembic_version" and not table.startswith("search"):
                _fill(connection, table, rows, left_out)
        if inspect(connection).has_table("search"):
            _fill_search(connection, rows, left_out, has_places="device_0001" not in revisions)
    with engine.connect() as connection:
        connection.connection.cursor().execute("VACUUM")
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL").fetchall()
    engine.dispose()
    if key is None:  # what is encrypted cannot be packed
        packed.write_bytes(gzip.compress(target.read_bytes(), mtime=0))
        target.unlink()


def bring_to(connection: Connection, revisions: tuple[str, ...]) -> None:
    """Run the migrations up to these revisions and no further."""
    config = Config()
    branches = [revision.rpartition("_")[0] for revision in revisions]
    config.set_main_option("script_location", str(migrations()))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(f"{migrations()}/{name}" for name in branches))
    config.attributes["connection"] = connection
    for revision in revisions:
        command.upgrade(config, revision)


def _fill(connection: Connection, table: str, rows: Connection, left_out: frozenset[str]) -> None:
    there = (
        {column["name"] for column in inspect(rows).get_columns(table)}
        if inspect(rows).has_table(table)
        else set()
    )
    names = [column["name"] for column in inspect(connection).get_columns(table) if column["name"] in there]
    if not names:
        return
    found = rows.execute(text(f"SELECT {', '.join(names)} FROM {table}")).mappings().all()
    kept = [dict(row) for row in found if not left_out & {row.get("subject"), row.get("number")}]
    if kept:
        places = ", ".join(f":{name}" for name in names)
        connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"), kept)


def _fill_search(
    connection: Connection, rows: Connection, left_out: frozenset[str], *, has_places: bool
) -> None:
    place = "rowid, " if has_places else ""
    for row in rows.execute(text("SELECT rowid, number, words FROM search")).mappings().all():
        if row["number"] not in left_out:
            values = ":rowid, :number, :words" if has_places else ":number, :words"
            connection.execute(text(f"INSERT INTO search({place}number, words) VALUES ({values})"), dict(row))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
