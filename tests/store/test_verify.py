"""Whatever is changed in a store behind our back is found."""

import pytest
from sqlalchemy import Engine, text

from mobile_office.domain.case import Action
from mobile_office.signing import public_key
from mobile_office.store.journal import Journal
from mobile_office.store.transactions import reading, writing
from mobile_office.store.verify import Verified, verify_store
from tests.store.hand import BERGER, Hand, Stamp, certificate_of

FIRST, SECOND = "B-2026-00001-A", "B-2026-00002-B"


@pytest.fixture
def worked(engine: Engine, journal: Journal, hand: Hand, office: Stamp) -> Engine:
    """A store with receipted, refused and unsent entries."""
    hand.submit(FIRST, BERGER)
    hand.decide(FIRST, Action.APPROVE, BERGER)
    hand.submit(SECOND)
    office.deliver(journal)
    hand.decide(FIRST, Action.APPROVE)
    return engine


def problems(engine: Engine, office: Stamp) -> set[str]:
    found = verify_store(engine, certificate_of, public_key(office.seed))
    return {problem.split()[0] for problem in found.problems}


def change(engine: Engine, statement: str) -> None:
    with writing(engine) as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_a_sound_store_is_counted(worked: Engine, office: Stamp) -> None:
    assert verify_store(worked, certificate_of, public_key(office.seed)) == Verified(4, 1, 2, ())


def test_a_sound_office_is_counted(worked: Engine, office: Stamp) -> None:
    found = verify_store(office.journal.engine, certificate_of, public_key(office.seed))
    assert found == Verified(3, 1, 2, ())


def test_erased_bodies_are_no_problem(worked: Engine, office: Stamp) -> None:
    with writing(worked) as connection:
        connection.execute(text("UPDATE entry SET body = NULL"))
    assert problems(worked, office) == set()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (
            "UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 1",
            "signature_invalid",
        ),
        ("UPDATE entry SET header = replace(header, 'berger', 'weber') WHERE n = 3", "signature_invalid"),
        ("UPDATE entry SET subject = 'X' WHERE n = 4", "row_differs"),
        ("UPDATE entry SET header = '{}' WHERE n = 4", "unreadable"),
        ("DELETE FROM entry WHERE n = 2", "chain_gap"),
        ("UPDATE entry SET seq = 9 WHERE n = 1", "receipt_invalid"),
        ("UPDATE entry SET receipt = NULL WHERE n = 1", "receipt_invalid"),
        ("UPDATE case_line SET status = 'taken_over' WHERE number = 'B-2026-00002-B'", "case_differs"),
        ("UPDATE entry SET refused = 'stale' WHERE n = 4", "case_differs"),
    ],
)
def test_a_change_behind_our_back_is_found(worked: Engine, office: Stamp, statement: str, code: str) -> None:
    change(worked, statement)
    assert code in problems(worked, office)


def test_two_bodies_that_changed_places_are_found(worked: Engine, office: Stamp) -> None:
    with reading(worked) as connection:
        bodies = list(connection.scalars(text("SELECT body FROM entry WHERE n IN (1, 3) ORDER BY n")))
    with writing(worked) as connection:
        for n, body in zip((3, 1), bodies, strict=True):
            connection.execute(text("UPDATE entry SET body = :body WHERE n = :n"), {"body": body, "n": n})
    assert problems(worked, office) == {"signature_invalid"}


def test_another_office_and_an_unknown_person_are_found(worked: Engine, office: Stamp) -> None:
    found = verify_store(worked, lambda person: None, public_key(bytes(32)))
    assert {problem.split()[0] for problem in found.problems} == {"certificate_missing", "receipt_invalid"}


def test_what_is_reported_names_ids_only(worked: Engine, office: Stamp) -> None:
    change(worked, "UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 1")
    told = verify_store(worked, certificate_of, public_key(office.seed)).problems
    assert "Muster" not in " ".join(told)
