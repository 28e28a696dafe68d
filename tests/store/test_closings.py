"""The closed days of a stream, as real laptops close and deliver them."""

from mobile_office.domain.queue import Reason
from mobile_office.store.closings import closings
from tests.house import STREAM, Town


def test_the_last_closing_of_each_device_and_day_counts(town: Town) -> None:
    for letter, name, closes in (("B", "Berger", 2), ("C", "Weber", 1)):
        laptop = town.laptop(letter, names=(name,))
        desk = laptop.desk(name, town.office)
        book = desk.daybook
        for _ in range(closes):
            book.queue.issue()
            book.queue.next()
            book.queue.send_away(Reason.PAPERS)
            book.close(0)
        assert desk.deliver().waiting == 0
    found = closings(town.office.engine, STREAM)
    assert [(one.walk_ins.sent_away, one.walk_ins.served) for one in found] == [
        ({"papers": 2}, 0),
        ({"papers": 1}, 0),
    ]
    assert len({one.person for one in found}) == 2
    assert {one.day for one in found} == {book.day().date}
    assert closings(town.office.engine, "03241010") == ()
