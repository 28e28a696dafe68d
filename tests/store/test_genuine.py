"""What is not genuine in a case is told on its page, at once, and nothing can be decided there."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, text

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.errors import NotAllowed
from mobile_office.store import genuine, tables
from mobile_office.store.rows import entry_row
from mobile_office.store.transactions import writing
from tests.house import Laptop
from tests.samples import decide, submit_sample

DeskOf = Callable[[str], Desk]


@pytest.fixture
def number(desk: Desk) -> str:
    """A case handed in and receipted."""
    found = submit_sample(desk, "id_exemption")
    assert desk.deliver(force=True).trouble == ""
    return found


def change(laptop: Laptop, statement: str) -> None:
    with writing(laptop.place.journal.engine) as connection:
        assert connection.execute(text(statement)).rowcount >= 1


def doubts(laptop: Laptop, number: str) -> set[str]:
    return set(laptop.place.genuine.doubts(number).values())


def test_honest_work_is_never_doubted(laptop: Laptop, desk_of: DeskOf, number: str) -> None:
    assert doubts(laptop, number) == set()
    decide(desk_of("Thiele"), number, Action.RETURN, "Thiele", reason="Bitte prüfen.")
    desk_of("Berger").do(number, Action.NOTE, reason="Rückruf")
    assert doubts(laptop, number) == set()  # not delivered yet
    desk_of("Thiele").deliver(force=True)
    assert doubts(laptop, number) == set()
    change(laptop, "UPDATE entry SET body = NULL")
    assert doubts(laptop, number) == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau')", "signature_invalid"),
        ("UPDATE entry SET device = 'B'", "row_differs"),
        ("UPDATE entry SET receipt = NULL", "receipt_invalid"),
        ("UPDATE case_line SET status = 'approved'", "case_differs"),
        (
            "UPDATE person SET certificate = replace(certificate, 'clerk', 'supervisor')",
            "certificate_missing",
        ),
        ("DELETE FROM person", "certificate_missing"),
    ],
)
def test_what_was_changed_is_told_and_nothing_may_be_decided(
    laptop: Laptop, desk_of: DeskOf, number: str, statement: str, code: str
) -> None:
    supervisor = desk_of("Thiele")
    assert Action.APPROVE in supervisor.page(number).allowed
    change(laptop, statement)
    page = supervisor.page(number)
    assert (set(page.doubts.values()), page.allowed) == ({code}, ())
    with pytest.raises(NotAllowed, match="case_in_doubt"):
        decide(supervisor, number, Action.APPROVE, "Thiele")


def test_a_decision_nobody_may_take_is_told_before_the_office_refuses_it(
    laptop: Laptop, desk_of: DeskOf, number: str
) -> None:
    place, case = laptop.place, laptop.place.journal.case(number)
    assert case is not None
    decide(desk_of("Thiele"), number, Action.APPROVE, "Thiele")
    assert doubts(laptop, number) == set()
    made = place.journal.entries(number)[-1].entry
    change(laptop, f"DELETE FROM entry WHERE id = '{made.header.id}'")
    with writing(place.journal.engine) as connection:
        connection.execute(insert(tables.entry).values(entry_row(made, own=False)))
    assert doubts(laptop, number) == {"receipt_missing"}


def test_each_code_is_another() -> None:
    codes = (*genuine.ENTRY_CODES, *genuine.CASE_CODES, *genuine.PERSON_CODES)
    assert len(set(codes)) == len(codes)
