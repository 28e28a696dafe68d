"""The list on a real store: kept in order, changed line by line, and gone for good."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, text

from mobile_office.domain.residents import MODEL, Resident, Round, Turn
from mobile_office.store.local import Local
from mobile_office.store.residents import Rounds
from mobile_office.store.transactions import reading
from tests.store.hand import NOW

DAY = NOW.date()
ERIKA = {"family_name": "Mustermann", "given_names": "Erika"}
ROUND = Round("r1", DAY, "Heim", {"street": "Am Markte"}, NOW)


def line(id: str, **more: object) -> Resident:
    return replace(Resident(id, ERIKA, "12", MODEL, visit=id), **more)  # type: ignore[arg-type]


def ids(rounds: Rounds) -> list[str]:
    current = rounds.current(DAY)
    return [one.id for one in current.residents] if current else []


def test_a_round_comes_back_as_it_was_kept(engine: Engine) -> None:
    rounds = Rounds(engine)
    assert rounds.current(DAY) is None
    rounds.begin(ROUND)
    rounds.add("r1", [line("a"), line("b", turn=Turn.DONE, case="B-2026-00001-D", draft="d")])
    assert rounds.current(DAY) == replace(
        ROUND, residents=(line("a"), line("b", turn=Turn.DONE, case="B-2026-00001-D", draft="d"))
    )
    assert rounds.current(DAY + timedelta(days=1)) is None


def test_lines_stand_where_they_are_put(engine: Engine) -> None:
    rounds = Rounds(engine)
    rounds.begin(ROUND)
    rounds.add("r1", [line("a"), line("b")])
    rounds.add("r1", [line("c"), line("d")], before="b")
    rounds.add("r1", [line("e")], before="not there")
    assert ids(rounds) == ["a", "c", "d", "b", "e"]
    rounds.take_out("c")
    assert ids(rounds) == ["a", "d", "b", "e"]


def test_a_line_changes_and_one_that_is_gone_stays_gone(engine: Engine) -> None:
    rounds = Rounds(engine)
    rounds.begin(ROUND)
    rounds.add("r1", [line("a")])
    rounds.put(line("a", turn=Turn.LEFT_OUT, reason="asleep"))
    rounds.put(line("b"))
    rounds.change("r1", "Haus am Markt", {})
    found = rounds.current(DAY)
    assert found is not None
    assert (found.name, found.answers) == ("Haus am Markt", {})
    assert [(one.turn, one.reason) for one in found.residents] == [(Turn.LEFT_OUT, "asleep")]


def test_whose_draft_is_gone_is_loose(engine: Engine) -> None:
    rounds = Rounds(engine)
    rounds.begin(ROUND)
    rounds.add("r1", [line("a"), line("b", turn=Turn.BEGUN, draft="gone")])
    assert [one.id for one in rounds.loose()] == ["b"]


def test_what_is_forgotten_is_in_no_row_and_the_store_will_be_tidied(engine: Engine) -> None:
    rounds = Rounds(engine)
    assert not rounds.forget()
    rounds.begin(ROUND)
    rounds.add("r1", [line("a")])
    assert not rounds.forget(before=DAY)
    assert rounds.forget(before=DAY + timedelta(days=1))
    assert Local(engine).get("untidy") is True
    with reading(engine) as connection:
        for table in ("resident", "resident_round"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0


def test_a_new_round_takes_the_place_of_the_one_before(engine: Engine) -> None:
    rounds = Rounds(engine)
    rounds.begin(ROUND)
    rounds.add("r1", [line("a")])
    rounds.begin(replace(ROUND, id="r2"))
    assert ids(rounds) == []
