"""Migrations: the head equals the tables, up-down-up is sound, and a copy is kept before a change."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, inspect, text

from mobile_office.backoffice import tables as backoffice_tables
from mobile_office.domain.errors import DiskFull
from mobile_office.store import tables, vault
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.store.upgrade import BRANCHES, Kind, branch, folder, is_current, kept_revisions, upgrade
from mobile_office.store.vault import close_store, open_store
from tests.store.hand import STREAM, Hand

KINDS: dict[Kind, tuple[MetaData, ...]] = {
    "device": (tables.journal, tables.device),
    "office": (tables.journal, backoffice_tables.metadata),
}


def config(connection: Connection, kind: Kind = "device") -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(folder()))
    settings.set_main_option("path_separator", "newline")
    settings.set_main_option("version_locations", "\n".join(f"{folder()}/{n}" for n in BRANCHES[kind]))
    settings.attributes["connection"] = connection
    return settings


def names(connection: Connection, metadata: MetaData) -> set[str]:
    return set(inspect(connection).get_table_names()) & set(metadata.tables)


@pytest.mark.parametrize("kind", ["device", "office"])
def test_the_head_equals_the_tables(tmp_path: Path, kind: Kind) -> None:
    engine = open_store(tmp_path / "s.db", None, kind)
    with reading(engine) as connection:
        assert is_current(connection, kind)
        for metadata in KINDS[kind]:

            def ours(
                thing: object, name: str | None, of: str, *_: object, metadata: MetaData = metadata
            ) -> bool:
                return of != "table" or name in metadata.tables

            context = MigrationContext.configure(
                connection, opts={"include_object": ours, "compare_type": False}
            )
            assert compare_metadata(context, metadata) == []
            assert names(connection, metadata) == set(metadata.tables)
    close_store(engine)


def test_each_branch_as_its_files_say_is_as_alembic_sees_it(engine: Engine) -> None:
    with reading(engine) as connection:
        heads = set(ScriptDirectory.from_config(config(connection)).get_heads())
    assert heads == {branch(name).head for name in BRANCHES["device"]}


def test_up_down_up_ends_where_it_began(engine: Engine) -> None:
    with writing(engine) as connection:
        for name in BRANCHES["device"]:
            command.downgrade(config(connection), f"{name}@base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        upgrade(connection, "device")
        assert is_current(connection, "device")
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")


def test_an_older_store_is_copied_before_it_is_changed_and_keeps_its_content(
    path: Path, key: bytes, engine: Engine
) -> None:
    Hand(Journal(engine, STREAM)).submit("B-2026-00001-A")
    with writing(engine) as connection:
        command.downgrade(config(connection), "device@base")
    close_store(engine)
    before = path.read_bytes()
    again = open_store(path, key)
    assert Journal(again, STREAM).unsent_numbers() == {"B-2026-00001-A"}
    with reading(again) as connection:
        assert kept_revisions(connection) == {branch(name).head for name in BRANCHES["device"]}
    copy = path.with_name(f"store.db.before-{branch('journal').head}")
    assert copy.read_bytes() == before
    close_store(again)


def test_search_rows_of_an_older_store_move_to_the_place_of_their_number(engine: Engine) -> None:
    hand = Hand(Journal(engine, STREAM))
    with writing(engine) as connection:
        command.downgrade(config(connection), "device@device_0001")
        old = text("INSERT INTO search(number, words) VALUES(:number, :words)")
        for number, words in (("B-2026-00001-A", "MUSTERMANN"), ("B-2026-00002-B", "BEISPIEL")):
            connection.execute(old, {"number": number, "words": words})
        upgrade(connection, "device")
    hand.submit("B-2026-00001-A", label="Max Meier")
    with reading(engine) as connection:
        found = connection.scalars(text("SELECT words FROM search ORDER BY words")).all()
    assert [words.split()[0] for words in found] == ["BEISPIEL", "MAX"]


def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(
    path: Path, key: bytes, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(engine) as connection:
        command.downgrade(config(connection), "device@base")
    close_store(engine)

    def cut(connection: Connection, kind: Kind) -> None:
        upgrade(connection, kind)
        raise DiskFull

    monkeypatch.setattr(vault, "upgrade", cut)
    with pytest.raises(DiskFull):
        open_store(path, key)
    monkeypatch.undo()
    again = open_store(path, key)
    with reading(again) as connection:
        assert connection.scalar(text("SELECT count(*) FROM draft")) == 0
    close_store(again)
