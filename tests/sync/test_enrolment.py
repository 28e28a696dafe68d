"""Joining an office over the real socket: codes, keys made here, and an office that is not ours."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.office import Office, open_office
from mobile_office.domain.errors import NotAllowed, Offline, Unknown
from mobile_office.domain.people import Role
from mobile_office.sealing import exchange_public
from mobile_office.signing import new_signing_key, public_key
from mobile_office.store.keys import PublicKeys
from mobile_office.sync.code import Code
from mobile_office.sync.enrolment import certify, enrol, introduce, new_device_keys
from tests.backoffice.counter import NOW, STREAM


class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    office = open_office(f"sqlite:///{tmp_path / 'office.db'}", clock=clock)
    yield office
    office.close()


@pytest.fixture
def url(office: Office) -> Iterator[str]:
    with in_thread(office) as url:
        yield url


def person_keys() -> PublicKeys:
    return PublicKeys(*(public_key(new_signing_key()) for _ in range(3)))


def test_a_code_makes_a_laptop_a_device(office: Office, url: str) -> None:
    code = office.invite_device(STREAM, "B", "bus").text
    enrolled = enrol(url, code)
    device = enrolled.device
    assert (device.letter, device.stream, device.kind, device.url) == ("B", STREAM, "bus", url)
    assert device.office_signing == office.keys.public.signing
    assert device.office_recovery == office.keys.public.recovery
    known = office.device(device.id)
    assert known.signing_key == public_key(enrolled.keys.seed)
    assert known.exchange_key == exchange_public(enrolled.keys.exchange)


def test_a_lost_reply_costs_nothing_with_the_same_keys(office: Office, url: str) -> None:
    code, keys = office.invite_device(STREAM, "B", "bus").text, new_device_keys()
    assert enrol(url, code, keys) == enrol(url, code, keys)


def test_a_code_works_once(office: Office, url: str) -> None:
    code = office.invite_device(STREAM, "B", "bus").text
    enrol(url, code)
    with pytest.raises(NotAllowed, match="code_used"):
        enrol(url, code)


def test_a_code_ends_after_a_quarter_of_an_hour(office: Office, url: str, clock: Clock) -> None:
    code = office.invite_device(STREAM, "B", "bus").text
    clock.now += timedelta(minutes=15)
    with pytest.raises(NotAllowed, match="code_expired"):
        enrol(url, code)


def test_a_code_nobody_issued_is_refused(office: Office, url: str) -> None:
    with pytest.raises(NotAllowed, match="code_unknown"):
        enrol(url, Code(b"0123456789abcdef", office.keys.root).text)


def test_a_person_s_code_enrols_no_device(office: Office, url: str) -> None:
    _, code = office.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK}))
    with pytest.raises(NotAllowed, match="code_unknown"):
        enrol(url, code.text)


def test_of_two_laptops_with_one_letter_the_second_is_refused(office: Office, url: str) -> None:
    first, second = (office.invite_device(STREAM, "B", "bus").text for _ in range(2))
    enrol(url, first)
    with pytest.raises(NotAllowed, match="letter_taken"):
        enrol(url, second)


def test_another_office_at_the_address_is_noticed(office: Office, tmp_path: Path, clock: Clock) -> None:
    code = office.invite_device(STREAM, "B", "bus").text
    other = open_office(f"sqlite:///{tmp_path / 'other.db'}", clock=clock)
    try:
        with in_thread(other) as url, pytest.raises(Unknown, match="another_office"):
            enrol(url, code)
    finally:
        other.close()


def test_without_the_office_there_is_no_enrolment(office: Office) -> None:
    with pytest.raises(Offline):
        enrol("http://127.0.0.1:9", office.invite_device(STREAM, "B", "bus").text, timeout=1.0)


def test_a_code_says_whom_it_is_for_and_stays_usable(office: Office, url: str) -> None:
    account, code = office.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK, Role.SUPERVISOR}))
    introduced = introduce(url, code.text)
    assert (introduced.person, introduced.name) == (account.id, "Erika Mustermann")
    assert introduced.roles == {Role.CLERK, Role.SUPERVISOR}
    assert introduce(url, code.text) == introduced


def test_a_person_s_keys_are_certified(office: Office, url: str) -> None:
    account, code = office.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK}))
    keys = person_keys()
    certificate = certify(url, code.text, keys).certificate
    assert (certificate.person, certificate.stream) == (account.id, STREAM)
    assert (certificate.desk_key, certificate.decision_key) == (keys.desk, keys.decision)
    assert certificate.is_valid(NOW)
    assert certificate.valid_until - NOW <= timedelta(days=35)
    assert certify(url, code.text, keys).certificate == certificate
    with pytest.raises(NotAllowed, match="code_used"):
        certify(url, code.text, person_keys())


def test_a_revoked_person_s_code_is_worth_nothing(office: Office, url: str) -> None:
    account, code = office.add_person(STREAM, "Erika Mustermann", frozenset({Role.CLERK}))
    office.revoke_person(account.id)
    with pytest.raises(NotAllowed, match="person_revoked"):
        certify(url, code.text, person_keys())
