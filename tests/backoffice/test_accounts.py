"""People at the office: entered, certified, revoked, never forgotten."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import accounts
from mobile_office.backoffice.accounts import PersonKeys
from mobile_office.backoffice.tables import Connection
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_database
from tests.backoffice.counter import NOW, STREAM

KEYS = PersonKeys("aa", "bb", "cc")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    with writing(engine) as connection:
        yield connection
    close_store(engine)


def test_a_person_is_kept_as_entered(connection: Connection) -> None:
    assert accounts.is_empty(connection)
    roles = frozenset({Role.CLERK, Role.ADMINISTRATOR})
    entered = accounts.add(connection, STREAM, "Erika Mustermann", roles, NOW)
    assert accounts.account(connection, STREAM, entered.id) == entered
    assert not accounts.is_empty(connection)


def test_people_of_another_stream_are_unknown(connection: Connection) -> None:
    entered = accounts.add(connection, STREAM, "Erika Mustermann", frozenset({Role.CLERK}), NOW)
    with pytest.raises(NotAllowed, match="person_unknown"):
        accounts.account(connection, "03241002", entered.id)
    assert accounts.certificates(connection, "03241002", NOW) == ()


def test_a_certificate_carries_keys_and_roles(connection: Connection) -> None:
    entered = accounts.add(connection, STREAM, "Erika Mustermann", frozenset({Role.SUPERVISOR}), NOW)
    accounts.certify(connection, STREAM, entered.id, KEYS, NOW)
    (certificate,) = accounts.certificates(connection, STREAM, NOW)
    assert (certificate.person, certificate.roles) == (entered.id, frozenset({Role.SUPERVISOR}))
    assert (certificate.desk_key, certificate.decision_key, certificate.exchange_key) == ("aa", "bb", "cc")


def test_a_laptop_whose_clock_is_a_day_off_may_still_decide(connection: Connection) -> None:
    entered = accounts.add(connection, STREAM, "Erika Mustermann", frozenset({Role.CLERK}), NOW)
    accounts.certify(connection, STREAM, entered.id, KEYS, NOW)
    (certificate,) = accounts.certificates(connection, STREAM, NOW)
    assert certificate.is_valid(NOW - timedelta(hours=23))
    assert certificate.is_valid(NOW + timedelta(hours=23))


def test_a_revoked_person_s_certificate_says_so(connection: Connection) -> None:
    entered = accounts.add(connection, STREAM, "Erika Mustermann", frozenset({Role.CLERK}), NOW)
    accounts.certify(connection, STREAM, entered.id, KEYS, NOW)
    accounts.revoke(connection, entered.id, NOW)
    accounts.revoke(connection, entered.id, NOW + timedelta(days=1))  # the first time stays
    (certificate,) = accounts.certificates(connection, STREAM, NOW)
    assert certificate.revoked_at == NOW
    assert not certificate.is_valid(NOW)
    with pytest.raises(NotAllowed, match="person_revoked"):
        accounts.certify(connection, STREAM, entered.id, KEYS, NOW)


def test_nobody_cannot_be_revoked(connection: Connection) -> None:
    with pytest.raises(NotAllowed, match="person_unknown"):
        accounts.revoke(connection, "nobody", NOW)
