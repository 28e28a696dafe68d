"""A sheet writes together what belongs together, and whoever asks sees all of it."""

from sqlalchemy import Connection, event, func, select

from mobile_office.domain.case import Action, Status
from mobile_office.store import tables
from mobile_office.store.rows import entry_row
from mobile_office.store.sheet import Sheet
from mobile_office.store.transactions import writing
from tests.store.hand import STREAM, THIELE, Hand, Stamp

NUMBERS = ("B-2026-00001-A", "B-2026-00002-B")


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(tables.entry)) or 0


def test_it_is_written_when_somebody_asks_and_not_before(hand: Hand, office: Stamp) -> None:
    entries = [hand.submit(number) for number in NUMBERS]
    with writing(office.journal.engine) as connection:
        sheet = Sheet(connection, STREAM)
        sheet.look_up(NUMBERS)
        for entry in entries:
            sheet.put(entry_row(entry, own=False))
            case = sheet.fold(entry, "Erika Mustermann")
            assert case is not None
            assert sheet.case(entry.header.subject) == case
        assert count(connection) == 0
        assert count(sheet.connection) == 2
        assert count(sheet.connection) == 2  # and once only


def test_rows_of_several_kinds_keep_their_own_columns(hand: Hand, office: Stamp) -> None:
    first, second = (hand.submit(number) for number in NUMBERS)
    with writing(office.journal.engine) as connection:
        sheet = Sheet(connection, STREAM)
        sheet.put({**entry_row(first, own=False), "refused": "stale", "refused_details": {}})
        sheet.put({**entry_row(second, own=False), "seq": 1})
        rows = sheet.connection.execute(select(tables.entry).order_by(tables.entry.c.n)).all()
        assert [(row.refused, row.seq) for row in rows] == [("stale", None), (None, 1)]


def test_a_case_goes_on_from_where_it_was_within_one_transaction(hand: Hand, office: Stamp) -> None:
    submitted = hand.submit(NUMBERS[0])
    approved = hand.entry(THIELE, NUMBERS[0], Action.APPROVE)
    with writing(office.journal.engine) as connection:
        sheet = Sheet(connection, STREAM)
        for entry in (submitted, approved):
            sheet.put(entry_row(entry, own=False))
            case = sheet.fold(entry, "")
        assert case is not None
        assert case.status is Status.APPROVED
        sheet.connection.execute(select(tables.case.c.number))
    assert office.journal.case(NUMBERS[0]) == case


def test_25_submissions_take_a_handful_of_statements(hand: Hand, office: Stamp) -> None:
    offered, said = [hand.submit(f"B-2026-{n:05}-A") for n in range(25)], list[str]()

    def note(*details: object) -> None:
        said.append(str(details[2]))

    event.listen(office.journal.engine, "before_cursor_execute", note)
    try:
        accepted, refused = office.accept(offered)
    finally:
        event.remove(office.journal.engine, "before_cursor_execute", note)
    assert (len(accepted), len(refused)) == (25, 0)
    assert len(said) <= 12, said
