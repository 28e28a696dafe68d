"""The office's tables: what the migrations make is what the program expects, and stream stands first."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from mobile_office.backoffice.tables import metadata
from mobile_office.store.vault import close_store, open_database


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: str(table.name))
def test_stream_stands_first_in_the_primary_key(table) -> None:  # type: ignore[no-untyped-def]
    assert next(iter(table.primary_key.columns)).name == "stream"


def test_the_migrations_make_the_tables_the_program_expects(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    try:
        made = inspect(engine)
        for table in metadata.sorted_tables:
            columns = made.get_columns(table.name)
            assert [(c["name"], str(c["type"]), c["nullable"]) for c in columns] == [
                (c.name, str(c.type), c.nullable) for c in table.columns
            ]
            assert made.get_pk_constraint(table.name)["constrained_columns"] == list(
                table.primary_key.columns.keys()
            )
            assert {index["name"] for index in made.get_indexes(table.name) if index["name"]} >= {
                index.name for index in table.indexes
            }
            uniques = {item["name"] for item in made.get_unique_constraints(table.name)}
            assert uniques == {c.name for c in table.constraints if "letter" in str(c.name)}
    finally:
        close_store(engine)
