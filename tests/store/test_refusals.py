"""A refusal asks for a person only once."""

from sqlalchemy import Engine, update

from mobile_office.store import cases, tables
from mobile_office.store.drafts import Drafts
from mobile_office.store.refusals import see_refusal_of_draft, see_refusals
from mobile_office.store.transactions import writing
from tests.store.hand import NOW, STREAM, Hand

NUMBER = "B-2026-00001-A"


def refuse(engine: Engine, hand: Hand) -> str:
    entry = hand.submit(NUMBER)
    with writing(engine) as connection:
        connection.execute(update(tables.entry).values(refused="stale"))
    assert cases.counts(engine, STREAM).refused == 1
    return entry.header.id


def test_what_has_been_seen_no_longer_asks(engine: Engine, hand: Hand) -> None:
    refuse(engine, hand)
    with writing(engine) as connection:
        see_refusals(connection, NUMBER)
    assert cases.counts(engine, STREAM).refused == 0


def test_a_draft_that_never_was_refused_settles_nothing(engine: Engine, hand: Hand) -> None:
    refuse(engine, hand)
    with writing(engine) as connection:
        see_refusal_of_draft(connection, "another")
    assert cases.counts(engine, STREAM).refused == 1


def test_deleting_the_draft_a_refusal_left_settles_it(engine: Engine, hand: Hand) -> None:
    drafts, entry = Drafts(engine), refuse(engine, hand)
    drafts.new(entry, "registration", 1, "berger", NOW)
    drafts.delete(entry)
    assert cases.counts(engine, STREAM).refused == 0
