"""A row is added unless one stands in its way, in both databases."""

from pathlib import Path

import pytest

from mobile_office.store import tables
from mobile_office.store.insertion import insert_new
from mobile_office.store.streams import Reach, kept_stream
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_database
from tests.store.hand import STREAM


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_first_row_of_a_key_stays(database: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = f"sqlite:///{tmp_path / 's.db'}" if database == "sqlite" else request.getfixturevalue(database)
    engine = open_database(url)
    with writing(engine) as connection:
        assert insert_new(connection, tables.stream, stream=STREAM, seq=1, epoch="e1")
        assert not insert_new(connection, tables.stream, stream=STREAM, seq=2, epoch="e2")
        assert kept_stream(connection, STREAM) == Reach(1, "e1")
    close_store(engine)
