"""What stays of an erased case."""

from sqlalchemy import Engine

from mobile_office.store.outcome import drop_outcome, keep_outcome, register_number_kept
from mobile_office.store.transactions import writing
from tests.store.hand import NOW, STREAM

NUMBER = "B-2026-00001-A"


def test_the_registers_number_is_kept_until_the_case_comes_back(engine: Engine) -> None:
    with writing(engine) as connection:
        assert register_number_kept(connection, STREAM, NUMBER) == ""
        keep_outcome(connection, STREAM, NUMBER, "", NOW)
        keep_outcome(connection, STREAM, NUMBER, "4711", NOW)
        assert register_number_kept(connection, STREAM, NUMBER) == "4711"
        assert register_number_kept(connection, "09162000", NUMBER) == ""
        drop_outcome(connection, STREAM, NUMBER)
        assert register_number_kept(connection, STREAM, NUMBER) == ""


def test_a_remark_is_no_number(engine: Engine) -> None:
    with writing(engine) as connection:
        keep_outcome(connection, STREAM, NUMBER, "Frau Mustermann war schon zweimal da, " * 3, NOW)
        assert register_number_kept(connection, STREAM, NUMBER) == ""
