"""What was read is read again only after something was written, whoever wrote it, and also when that failed."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, event

from mobile_office.domain.errors import NotAllowed
from mobile_office.store.local import Local
from mobile_office.store.remembered import Memory, remembered
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_store


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(tmp_path / "store", bytes(32))
    yield engine
    close_store(engine)


@pytest.fixture
def statements(engine: Engine) -> list[str]:
    """Everything the store is asked from now on."""
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    return said


def test_what_is_asked_twice_is_read_once_until_something_is_written(
    engine: Engine, statements: list[str]
) -> None:
    one, other = Local(engine), Local(engine)
    assert (one.get("fact"), one.get("fact"), len(statements)) == (None, None, 2)  # BEGIN and SELECT
    other.put("another", 1)
    statements.clear()
    assert (one.get("fact"), one.get("fact"), len(statements)) == (None, None, 2)
    other.put("fact", 2)
    assert (one.get("fact"), other.get("fact")) == (2, 2)


def test_a_write_that_failed_makes_it_read_again(engine: Engine, statements: list[str]) -> None:
    local = Local(engine)
    local.get("fact")
    with pytest.raises(NotAllowed), writing(engine):
        raise NotAllowed("reason_missing")
    statements.clear()
    local.get("fact")
    assert len(statements) == 2


def test_what_is_given_is_the_callers_own(engine: Engine) -> None:
    local = Local(engine)
    local.put("fact", {"list": [1]})
    mine = local.get("fact")
    assert mine is not None
    mine["list"].append(2)
    assert local.get("fact") == {"list": [1]}


def test_an_office_s_database_is_asked_each_time(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "office", None, "office")
    times: list[int] = []

    @remembered
    def read(of: Engine) -> int:
        times.append(1)
        return len(times)

    assert (read(engine), read(engine)) == (1, 2)
    close_store(engine)


def test_what_is_read_while_something_is_written_is_not_kept() -> None:
    memory, is_reading, is_written = Memory(), Event(), Event()
    found: list[str] = []

    def slow() -> str:
        is_reading.set()
        is_written.wait(20)
        return "before"

    reader = Thread(target=lambda: found.append(memory.recall("key", slow)))
    reader.start()
    is_reading.wait(20)
    memory.forget()
    is_written.set()
    reader.join()
    assert found == ["before"]
    assert memory.recall("key", lambda: "after") == "after"
    assert memory.recall("key", lambda: "never asked") == "after"


def test_what_a_read_raises_is_raised_each_time() -> None:
    memory, times = Memory(), list[int]()

    def read() -> int:
        times.append(1)
        raise NotAllowed("reason_missing")

    for _ in range(2):
        with pytest.raises(NotAllowed):
            memory.recall("key", read)
    assert len(times) == 2
