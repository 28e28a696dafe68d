"""What delivery owes, entry by entry, and what became of it."""

from collections.abc import Callable

from mobile_office.desk import Desk
from mobile_office.store import runs
from tests.house import STREAM, Laptop
from tests.samples import submit_sample


def test_what_is_owed_has_an_answer_after_the_delivery(
    desk: Desk, laptop: Laptop, desk_of: Callable[[str], Desk]
) -> None:
    number, engine = submit_sample(desk), laptop.place.journal.engine
    (owed,) = runs.owed(engine, STREAM)
    assert (owed.subject, owed.action, owed.person) == (number, "submit", desk.actor.person)
    assert runs.answers(engine, STREAM, [owed.entry]) == {}
    desk.deliver()
    assert runs.owed(engine, STREAM) == ()
    assert runs.answers(engine, STREAM, [owed.entry]) == {owed.entry: runs.Answer(1, "")}
    assert runs.owed_scans(engine) == ()
