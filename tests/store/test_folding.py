"""The folded case beside its entries."""

from sqlalchemy import Engine, text, update

from mobile_office.domain.case import Action, Case, Status
from mobile_office.store import cases, tables
from mobile_office.store.folding import index_case, index_words, label_of, refold
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from tests.store.hand import BERGER, STREAM, WEBER, Hand

NUMBER = "B-2026-00001-A"


def again(engine: Engine) -> Case | None:
    with writing(engine) as connection:
        case, _ = refold(connection, STREAM, NUMBER)
        index_case(connection, case, NUMBER)
    return case


def test_folding_again_gives_what_was_folded_step_by_step(
    engine: Engine, journal: Journal, hand: Hand
) -> None:
    hand.submit(NUMBER, BERGER)
    hand.decide(NUMBER, Action.RETURN)
    hand.correct(NUMBER, WEBER, label="Erika Musterfrau")
    before, line = journal.case(NUMBER), cases.lines(engine, STREAM)
    assert again(engine) == before == journal.case(NUMBER)
    assert cases.lines(engine, STREAM) == line
    assert cases.search(engine, STREAM, "musterfrau") == line
    assert line[0].hands == frozenset({"berger", "weber"})


def test_a_case_folds_the_same_when_its_bodies_are_erased_and_loses_its_name(
    engine: Engine, journal: Journal, hand: Hand
) -> None:
    hand.submit(NUMBER)
    hand.decide(NUMBER, Action.APPROVE)
    before = journal.case(NUMBER)
    with writing(engine) as connection:
        connection.execute(update(tables.entry).values(body=None))
    assert again(engine) == before
    assert cases.lines(engine, STREAM)[0].label == ""
    assert cases.search(engine, STREAM, "Mustermann") == ()
    assert len(cases.search(engine, STREAM, NUMBER)) == 1


def test_refused_entries_do_not_count(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER)
    approved = hand.decide(NUMBER, Action.APPROVE)
    with writing(engine) as connection:
        mine = tables.entry.c.id == approved.header.id
        connection.execute(update(tables.entry).where(mine).values(refused="stale"))
    case = again(engine)
    assert case is not None
    assert case.status is Status.SUBMITTED


def test_only_a_revision_names_the_citizen_and_only_by_text(hand: Hand) -> None:
    assert label_of(hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Erika")) == "Erika"
    assert label_of(hand.entry(BERGER, NUMBER, Action.NOTE, label="Erika")) == ""
    assert label_of(hand.entry(BERGER, NUMBER, Action.SUBMIT, label=["Erika"])) == ""
    assert label_of(hand.entry(BERGER, NUMBER, Action.SUBMIT, label="Eri\0ka")) == "Erika"


def search_bytes(engine: Engine) -> bytes:
    """Everything the search index holds, decrypted."""
    with reading(engine) as connection:
        blocks = connection.scalars(text("SELECT block FROM search_data")).all()
        words = connection.scalars(text("SELECT c1 FROM search_content")).all()
    return b"".join(blocks) + " ".join(words).encode().lower()


def test_words_taken_out_of_the_search_leave_no_trace_in_it(engine: Engine, hand: Hand) -> None:
    hand.submit(NUMBER, label="Erika Mustermann")
    hand.submit("B-2026-00002-B", label="Max Beispiel")
    assert b"mustermann" in search_bytes(engine)
    with writing(engine) as connection:
        index_words(connection, NUMBER, "")
    assert b"mustermann" not in search_bytes(engine)
    assert b"beispiel" in search_bytes(engine)
