"""What an office brings to its door is asked within the transaction, and sees all that was taken until then."""

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from mobile_office.domain.case import Case
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.officially import Asking, Place
from mobile_office.store.streams import Reach
from tests.store.hand import NOW, Hand, Stamp, certificate_of

NUMBERS = ("B-2026-00001-A", "B-2026-00002-B", "B-2026-00003-C")


def entries_in(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(tables.entry)) or 0


def test_its_word_is_asked_after_each_revision_and_sees_what_was_taken_before(
    hand: Hand, office: Stamp
) -> None:
    seen: list[tuple[int, str, Place]] = []

    def word(asking: Asking, _entry: Entry, case: Case, place: Place) -> None:
        seen.append((entries_in(asking()), case.number, place))

    offered = [hand.submit(number) for number in NUMBERS]
    office.journal.accept(offered, certificate_of, office.number, NOW, "bus-1", word)
    chain = f"office.{office.epoch}"
    assert [(count, number) for count, number, _ in seen] == list(enumerate(NUMBERS, 1))
    assert [place for *_, place in seen[1:]] == [Place(chain, 0, "0" * 64)] * 2


def test_attachments_are_asked_for_once_with_all_that_was_numbered(hand: Hand, office: Stamp) -> None:
    asked: list[tuple[int, list[str]]] = []

    def attached(connection: Connection, entries: Sequence[Entry], reach: Reach) -> Reach:
        asked.append((entries_in(connection), [entry.header.subject for entry in entries]))
        return Reach(reach.seq + 7, reach.epoch)

    offered = [hand.submit(number) for number in NUMBERS[:2]]
    office.journal.accept(offered, certificate_of, office.number, NOW, "bus-1", attached=attached)
    assert asked == [(2, list(NUMBERS[:2]))]
    assert office.journal.cursor() == 9  # two entries, and what its numbers were used for
