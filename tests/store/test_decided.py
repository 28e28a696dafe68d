"""Decided cases stand where they became ready: at their decision, or at the second receipt that came after it."""

from mobile_office.backoffice.notices import COMPLETION
from mobile_office.backoffice.tables import metadata, notices
from mobile_office.domain.case import Action
from mobile_office.store.decided import decided
from mobile_office.store.folding import kept_case
from mobile_office.store.transactions import writing
from tests.store.hand import THIELE, Hand, Stamp

FIRST, SECOND = "B-2026-00001-A", "B-2026-00002-8"


def test_the_order_is_that_of_becoming_ready(hand: Hand, office: Stamp) -> None:
    for number in (FIRST, SECOND):
        hand.submit(number)
        hand.decide(number, Action.APPROVE, THIELE)
    office.accept(hand.journal.unsent())
    engine, stream = office.journal.engine, office.journal.stream
    metadata.create_all(engine, tables=[notices])
    with writing(engine) as connection:

        def seen(after: int, limit: int = 9) -> list[tuple[str, int]]:
            found = decided(connection, stream, after, limit, notices, COMPLETION)
            return [(each.case.number, each.position) for each in found]

        assert seen(0) == [(FIRST, 2), (SECOND, 4)]
        first = kept_case(connection, stream, FIRST)
        assert first is not None
        told = {
            "stream": stream,
            "kind": COMPLETION,
            "entry": first.revision,
            "device": "bus-1",
            "content": "{}",
        }
        connection.execute(notices.insert().values(seq=5, subject=FIRST, **told))
        assert seen(0) == [(SECOND, 4), (FIRST, 5)]
        assert seen(4) == [(FIRST, 5)]
        assert seen(0, 1) == [(SECOND, 4)]
        assert seen(5) == []
