"""One-time codes at the office: once, for a quarter of an hour, and only two hashes of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice.codes import (
    DEVICE,
    LIFETIME,
    PERSON,
    Invitation,
    forget_expired,
    issue,
    look,
    redeem,
)
from mobile_office.backoffice.tables import Connection, codes
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_database
from mobile_office.sync.code import Code, proof
from tests.backoffice.counter import NOW, STREAM

INVITATION = Invitation(STREAM, DEVICE, "d1", "B", "bus")
CLAIM = {"signing_key": "aa"}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    with writing(engine) as connection:
        yield connection
    close_store(engine)


@pytest.fixture
def code(connection: Connection) -> Code:
    return issue(connection, INVITATION, b"r" * 12, NOW)


def test_a_code_is_good_for_one_set_of_keys(connection: Connection, code: Code) -> None:
    proved = proof(code.proof_key, CLAIM)
    first = redeem(connection, DEVICE, code.lookup, CLAIM, proved, NOW)
    assert (first.invitation, first.again) == (INVITATION, False)
    assert redeem(connection, DEVICE, code.lookup, CLAIM, proved, NOW).again
    other = {"signing_key": "bb"}
    with pytest.raises(NotAllowed, match="code_used"):
        redeem(connection, DEVICE, code.lookup, other, proof(code.proof_key, other), NOW)


def test_looking_does_not_use_it(connection: Connection, code: Code) -> None:
    for _ in range(2):
        assert not look(connection, DEVICE, code.lookup, {}, proof(code.proof_key, {}), NOW).again


def test_it_ends_on_time(connection: Connection, code: Code) -> None:
    proved = proof(code.proof_key, CLAIM)
    look(connection, DEVICE, code.lookup, CLAIM, proved, NOW + LIFETIME - timedelta(seconds=1))
    with pytest.raises(NotAllowed, match="code_expired"):
        look(connection, DEVICE, code.lookup, CLAIM, proved, NOW + LIFETIME)


@pytest.mark.parametrize(
    "purpose, lookup, proved", [(PERSON, "", ""), (DEVICE, "other", ""), (DEVICE, "", "00")]
)
def test_without_the_code_nothing_is_told(
    connection: Connection, code: Code, purpose: str, lookup: str, proved: str
) -> None:
    right = proof(code.proof_key, CLAIM)
    with pytest.raises(NotAllowed, match="code_unknown"):
        look(connection, purpose, lookup or code.lookup, CLAIM, proved or right, NOW)


def test_the_secret_is_not_kept(connection: Connection, code: Code) -> None:
    row = connection.execute(codes.select()).mappings().one()
    assert all(code.secret.hex() not in str(value) and code.text not in str(value) for value in row.values())


def test_old_codes_are_forgotten_a_day_later(connection: Connection, code: Code) -> None:
    forget_expired(connection, NOW + timedelta(hours=23))
    assert connection.execute(codes.select()).first() is not None
    forget_expired(connection, NOW + timedelta(days=2))
    assert connection.execute(codes.select()).first() is None
