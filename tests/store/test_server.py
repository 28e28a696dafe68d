"""The office's database on a real PostgreSQL: made once, by whoever comes first; what it says in our words."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, MetaData, inspect, text

from mobile_office.backoffice import tables as backoffice_tables
from mobile_office.domain.errors import DiskFull, MobileOfficeError, TooNew, Trouble
from mobile_office.store import server, tables
from mobile_office.store.streams import kept_stream, locked_stream
from mobile_office.store.transactions import ServerSaid, reading, writing
from mobile_office.store.upgrade import is_current, upgrade
from mobile_office.store.vault import close_store, open_database
from tests import postgres
from tests.store.hand import STREAM
from tests.store.test_upgrade import config

METADATA = (tables.journal, backoffice_tables.metadata)


@pytest.fixture
def office_engine(postgresql: str) -> Iterator[Engine]:
    engine = open_database(postgresql)
    yield engine
    close_store(engine)


def do(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("metadata", METADATA)
def test_the_migrations_make_the_tables_the_program_expects(
    office_engine: Engine, metadata: MetaData
) -> None:
    def ours(thing: object, name: str | None, of: str, *_: object) -> bool:
        return of != "table" or name in metadata.tables

    with reading(office_engine) as connection:
        assert is_current(connection, "office")
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_the_stream_stands_first_in_whatever_is_unique(office_engine: Engine) -> None:
    unique = text(
        "SELECT i.indrelid::regclass::text, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]"
        " WHERE i.indisunique AND c.relnamespace = 'public'::regnamespace"
    )
    with reading(office_engine) as connection:
        found = connection.execute(unique).all()
    assert len(found) >= len(METADATA[0].tables) + len(METADATA[1].tables)
    assert {tuple(row) for row in found if row[1] != "stream"} == {("alembic_version", "version_num")}


def test_up_down_up_ends_where_it_began(office_engine: Engine) -> None:
    with writing(office_engine) as connection:
        for name in ("backoffice", "journal"):
            command.downgrade(config(connection, "office"), f"{name}@base")
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        upgrade(connection, "office")
        assert is_current(connection, "office")


def test_two_processes_that_start_at_the_same_moment_make_one_office(empty_postgresql: str) -> None:
    start = threading.Barrier(3)

    def open_it() -> Engine:
        start.wait()
        return open_database(empty_postgresql)

    with ThreadPoolExecutor(3) as threads:
        engines = [job.result() for job in [threads.submit(open_it) for _ in range(3)]]
    for engine in engines:
        with reading(engine) as connection:
            assert is_current(connection, "office")
        close_store(engine)


def test_a_migration_that_fails_half_way_leaves_nothing(
    empty_postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(connection: object, kind: object) -> None:
        upgrade(connection, kind)  # type: ignore[arg-type]
        raise DiskFull

    monkeypatch.setattr(server, "upgrade", cut)
    with pytest.raises(DiskFull):
        open_database(empty_postgresql)
    monkeypatch.undo()
    close_store(open_database(empty_postgresql))


def test_a_newer_program_s_database_is_left_alone(office_engine: Engine, postgresql: str) -> None:
    do(office_engine, "INSERT INTO alembic_version VALUES ('journal_9999')")
    with pytest.raises(TooNew):
        open_database(postgresql)


def test_a_server_that_is_too_old_is_said(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OLDEST", 99)
    with pytest.raises(Trouble, match="database_too_old") as caught:
        open_database(postgresql)
    assert caught.value.details["oldest"] == 99


@pytest.mark.parametrize(
    "url, code",
    [
        ("postgresql://erika:geheim@127.0.0.1:9/office", "database_gone"),
        ("postgresql+asyncpg://h/office", "database_unsupported"),
        ("postgresql:", "database_unsupported"),
        ("mysql://h/office", "database_unsupported"),
    ],
)
def test_what_cannot_be_opened_is_said_without_the_password(url: str, code: str) -> None:
    with pytest.raises(Trouble) as caught:
        open_database(url)
    assert caught.value.code == code
    assert "geheim" not in str(caught.value)


def test_a_database_that_is_not_there_is_said(database_server: postgres.Server) -> None:
    with pytest.raises(Trouble, match="database_gone"):
        open_database(database_server.url("nowhere"))


def test_a_reader_keeps_its_view_and_writes_nothing(office_engine: Engine) -> None:
    with reading(office_engine) as view:
        assert kept_stream(view, STREAM).epoch == ""
        with writing(office_engine) as connection:
            locked_stream(connection, STREAM)
        assert kept_stream(view, STREAM).epoch == ""
    with pytest.raises(Trouble, match="store_unwritable"), reading(office_engine) as view:
        locked_stream(view, "09162000")
    with reading(office_engine) as view:
        assert kept_stream(view, STREAM).epoch != ""


def test_a_connection_the_server_ended_is_trouble_and_the_next_one_is_new(office_engine: Engine) -> None:
    with pytest.raises(Trouble, match="database_gone"):
        do(office_engine, "SELECT pg_terminate_backend(pg_backend_pid())")
    do(office_engine, "SELECT 1")


def test_a_connection_lost_while_it_rested_costs_nobody_anything(
    office_engine: Engine, database_server: postgres.Server
) -> None:
    do(office_engine, "SELECT 1")
    database_server.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'office%'")
    do(office_engine, "SELECT 1")


@pytest.mark.parametrize(
    "state, code",
    [
        ("53100", "disk_full"),
        ("XX001", "damaged"),
        ("40001", "store_busy"),
        ("40P01", "store_busy"),
        ("55P03", "store_busy"),
        ("53300", "store_busy"),
        ("57P01", "database_gone"),
        ("42501", "database_forbidden"),
        ("25006", "store_unwritable"),
    ],
)
def test_what_a_server_says_becomes_our_word(office_engine: Engine, state: str, code: str) -> None:
    with pytest.raises(MobileOfficeError) as caught:
        do(office_engine, f"DO $$ BEGIN RAISE EXCEPTION 'Mustermann' USING ERRCODE = '{state}'; END $$")
    assert caught.value.code == code


def test_a_bug_names_its_kind_and_quotes_no_value(office_engine: Engine) -> None:
    do(office_engine, "INSERT INTO stream VALUES ('Mustermann', 1, '')")
    with pytest.raises(ServerSaid) as caught:
        do(office_engine, "INSERT INTO stream VALUES ('Mustermann', 1, '')")
    assert caught.value.sqlstate == "23505"
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)
    assert "Mustermann" not in str(caught.value)


def test_a_lock_that_is_held_for_too_long_is_busy(office_engine: Engine) -> None:
    with writing(office_engine) as connection:
        locked_stream(connection, STREAM)
        with pytest.raises(Trouble, match="store_busy"):
            do(
                office_engine,
                f"SET LOCAL lock_timeout = '20ms'; INSERT INTO stream VALUES ('{STREAM}', 1, '')",
            )


def test_no_free_connection_is_busy(postgresql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_CONNECTIONS", 1)
    monkeypatch.setattr(server, "_QUEUE", 0.05)
    engine = open_database(postgresql)
    with reading(engine), pytest.raises(Trouble, match="store_busy"), reading(engine):
        pass
    close_store(engine)


def test_a_laptop_never_loads_the_server_s_driver(tmp_path: Path) -> None:
    loaded = (
        "import sys; from pathlib import Path; from mobile_office.store.vault import open_store;"
        f"open_store(Path({str(tmp_path / 's.db')!r}), bytes(32)).dispose();"
        "print(sorted(m for m in sys.modules if m.startswith('psycopg')"
        " or m == 'mobile_office.store.server'))"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
