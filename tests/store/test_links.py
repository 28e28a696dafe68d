"""Hashes alone find what no longer fits together, quickly, and the quick way never says less than the slow one."""

import json
from hashlib import sha256

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.case import Action
from mobile_office.protocol import Checkpoint
from mobile_office.store import links
from mobile_office.store.journal import Journal
from mobile_office.store.links import Links, broken_links, broken_since
from mobile_office.store.transactions import reading, writing
from tests.store.hand import BERGER, STREAM, Hand, Stamp


@pytest.fixture
def worked(engine: Engine, journal: Journal, hand: Hand, office: Stamp) -> Engine:
    """A store with a chain of twelve entries, some receipted, one refused."""
    for n in range(10):
        hand.submit(f"B-2026-0000{n}-A", BERGER)
    hand.decide("B-2026-00001-A", Action.APPROVE, BERGER)  # she typed it: refused
    office.deliver(journal)
    hand.submit("B-2026-00010-A")
    return engine


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        assert connection.execute(text(statement)).rowcount == 1


def codes(engine: Engine) -> set[str]:
    return {problem.split()[0] for problem in broken_links(engine)[1]}


def test_a_sound_chain_is_counted(worked: Engine) -> None:
    assert broken_links(worked) == (12, ())


def test_erased_bodies_are_no_problem(worked: Engine) -> None:
    with writing(worked) as connection:
        connection.execute(text("UPDATE entry SET body = NULL WHERE n % 2"))
    assert broken_links(worked) == (12, ())


CHANGES = [
    ("UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 5", {"signature_invalid"}),
    ("UPDATE entry SET header = replace(header, 'berger', 'webers') WHERE n = 5", {"signature_invalid"}),
    ("UPDATE entry SET header = replace(header, 'submit', 'return') WHERE n = 12", {"signature_invalid"}),
    ("UPDATE entry SET hash = lower(hex(zeroblob(32))) WHERE n = 5", {"signature_invalid", "chain_broken"}),
    ("UPDATE entry SET header = '{}' WHERE n = 5", {"unreadable"}),
    ("UPDATE entry SET header = 'none' WHERE n = 5", {"unreadable"}),
    ("UPDATE entry SET header = '[1]' WHERE n = 5", {"unreadable"}),
    ("UPDATE entry SET subject = 'X' WHERE n = 5", {"row_differs"}),
    ("UPDATE entry SET id = 'X' WHERE n = 5", {"row_differs"}),
    ("UPDATE entry SET kind = 'day' WHERE n = 5", {"row_differs"}),
    ("UPDATE entry SET device = 'bus-2' WHERE n = 5", {"row_differs"}),
    ("UPDATE entry SET device = '' WHERE n = 5", {"row_differs"}),
    ("UPDATE entry SET stream = '1' WHERE n = 5", {"row_differs", "chain_gap"}),
    ("UPDATE entry SET chain = 'chain-2' WHERE n = 5", {"row_differs", "chain_gap"}),
    ("UPDATE entry SET n = 99 WHERE n = 12", {"row_differs", "chain_gap"}),
    ("DELETE FROM entry WHERE n = 5", {"chain_gap"}),
    ("DELETE FROM entry WHERE n = 1", {"chain_gap"}),
]


@pytest.mark.parametrize(("statement", "found"), CHANGES)
def test_a_change_behind_our_back_is_found(worked: Engine, statement: str, found: set[str]) -> None:
    change(worked, statement)
    assert codes(worked) == found <= {*links.CODES}


def test_a_header_written_anew_with_its_hash_breaks_the_link_after_it(worked: Engine) -> None:
    with writing(worked) as connection:
        header = connection.scalar(text("SELECT header FROM entry WHERE n = 5")).replace("berger", "webers")
        hash_ = sha256(header.encode()).hexdigest()
        connection.execute(
            text("UPDATE entry SET header = :header, hash = :hash WHERE n = 5"),
            {"header": header, "hash": hash_},
        )
    assert codes(worked) == {"chain_broken"}


def test_a_cut_tail_is_no_broken_link_and_only_a_head_tells(worked: Engine) -> None:
    change(worked, "DELETE FROM entry WHERE n = 12")
    assert codes(worked) == set()


def test_a_column_that_quotes_its_neighbours_is_found(worked: Engine) -> None:
    # It would stand in the header as it is, had the quick way no neighbour after it to look at.
    quoting = {"chain": 'chain-1","decides":null,"device":"bus-1'}
    with writing(worked) as connection:
        connection.execute(text("UPDATE entry SET chain = :chain WHERE n = 12"), quoting)
    assert codes(worked) == {"row_differs", "chain_gap"}


def test_columns_that_end_as_their_headers_do_are_found_each_time(worked: Engine) -> None:
    with writing(worked) as connection:
        connection.execute(text("UPDATE entry SET id = substr(id, 5) WHERE n > 4"))
    assert len(broken_links(worked)[1]) == 8


def test_what_came_after_a_head_is_looked_at_alone(worked: Engine) -> None:
    with reading(worked) as connection:
        hashes = list(connection.scalars(text("SELECT hash FROM entry ORDER BY n")))
    change(worked, "UPDATE entry SET subject = 'X' WHERE n = 3")
    head = Checkpoint("chain-1", 5, hashes[4])
    assert broken_since(worked, STREAM, head) == ()
    assert [
        found.split()[0] for found in broken_since(worked, STREAM, Checkpoint("chain-1", 5, "0" * 64))
    ] == ["chain_broken"]
    change(worked, "DELETE FROM entry WHERE n = 8")
    assert [found.split()[0] for found in broken_since(worked, STREAM, head)] == ["chain_gap"]
    assert broken_since(worked, STREAM, Checkpoint("chain-1", 12, hashes[11])) == ()


def test_it_ends_when_told_to(worked: Engine) -> None:
    assert broken_links(worked, lambda: True) == (0, ())


def _rows(headers: list[dict[str, object]]) -> list[tuple[object, ...]]:
    """Rows as they are selected, each naming the one before."""
    rows, previous = list[tuple[object, ...]](), "0" * 64
    for n, more in enumerate(headers, start=1):
        said = {"stream": STREAM, "id": f"id-{n:02}", "kind": "case", "subject": "B", "chain": "c", "n": n}
        header = {**said, "device": "d", "previous": previous, "digest": "ab", "action": "submit", **more}
        header = {**header, "decides": None, "person": "p", "service": None, "hands": []}
        written = json.dumps(header, sort_keys=True, separators=(",", ":"))
        hash_ = sha256(written.encode()).hexdigest()
        rows.append((*said.values(), "d", hash_, written, None, True, None))
        previous = hash_
    return rows


def test_headers_of_a_later_program_and_with_any_letters_are_sound_in_the_slow_way() -> None:
    later: list[dict[str, object]] = [
        {"seen": {"chain": "other"}},
        {"seen": 'x","chain":"other'},
        {"a": "{"},
        {"z": "\\"},
        {},
    ]
    assert Links().broken(_rows(later * 3)) == []


def test_the_quick_way_and_the_slow_way_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = _rows([{}] * 30)
    for place in range(8):
        wrong = list(rows[20])
        wrong[place] = 77 if place == 5 else "x" * len(str(wrong[place]))
        changed = [*rows[:20], tuple(wrong), *rows[21:]]
        quick = Links().broken(changed)
        with monkeypatch.context() as patch:
            patch.setattr(Links, "_learn", lambda *_: None)
            assert Links().broken(changed) == quick != []
