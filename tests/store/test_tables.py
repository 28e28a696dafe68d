"""The tables, as one page of them promises."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from mobile_office.store import tables
from mobile_office.store.tables import Canonical, Moment

DIALECT = sqlite.dialect()
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("table", tables.journal.sorted_tables, ids=str)
def test_the_stream_stands_first_in_every_key_of_the_journal(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "stream"
    for index in table.indexes:
        assert next(iter(index.columns)).name == "stream"


def test_times_are_kept_in_utc_with_milliseconds() -> None:
    here = datetime(2026, 11, 22, 10, 30, 1, 123_000, timezone(timedelta(hours=1)))
    kept = Moment().process_bind_param(here, DIALECT)
    assert kept == "2026-11-22T09:30:01.123Z"
    assert Moment().process_result_value(kept, DIALECT) == here.astimezone(UTC)


def test_json_is_kept_in_its_one_form() -> None:
    kept = Canonical().process_bind_param({"b": [1, None], "a": "Łukasiewicz"}, DIALECT)
    assert kept == '{"a":"Łukasiewicz","b":[1,null]}'
    assert Canonical().process_result_value(kept, DIALECT) == {"a": "Łukasiewicz", "b": [1, None]}


def test_nothing_stays_nothing() -> None:
    for kind in (Moment(), Canonical()):
        assert kind.process_bind_param(None, DIALECT) is None
        assert kind.process_result_value(None, DIALECT) is None


@pytest.mark.parametrize("table", tables.journal.sorted_tables, ids=str)
def test_the_journals_tables_can_be_made_in_postgresql_too(table: Table) -> None:
    written = str(CreateTable(table).compile(dialect=POSTGRESQL))
    assert "PRIMARY KEY (stream" in written
