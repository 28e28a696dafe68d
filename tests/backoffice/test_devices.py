"""Devices at the office: a letter for ever, refused once revoked, and heads that never go back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice import devices
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.tables import Connection, checkpoints
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.protocol import Checkpoint
from mobile_office.store.transactions import writing
from mobile_office.store.vault import close_store, open_database
from tests.backoffice.counter import NOW, STREAM

BUS = KnownDevice(STREAM, "d1", "B", "bus", "aa", "bb")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_database(f"sqlite:///{tmp_path / 'office.db'}")
    with writing(engine) as connection:
        devices.add(connection, BUS, NOW)
        yield connection
    close_store(engine)


def test_a_device_is_known_as_added(connection: Connection) -> None:
    assert devices.known(connection, "d1") == BUS
    assert not devices.is_empty(connection)
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        devices.known(connection, "d2")


def test_a_letter_is_never_given_twice_in_a_stream(connection: Connection) -> None:
    devices.revoke(connection, "d1", NOW)
    with pytest.raises(NotAllowed, match="letter_taken"):
        devices.add(connection, replace(BUS, id="d2"), NOW)
    devices.add(connection, replace(BUS, id="d3", stream="03241002"), NOW)


def test_a_revoked_device_is_refused(connection: Connection) -> None:
    devices.revoke(connection, "d1", NOW)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        devices.known(connection, "d1")
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        devices.revoke(connection, "d1", NOW)


def test_the_streams_are_those_of_devices_that_may_exchange(connection: Connection) -> None:
    assert devices.streams(connection) == {BUS.stream}
    devices.revoke(connection, BUS.id, NOW)
    assert devices.streams(connection) == frozenset()


def test_a_head_goes_forward_only(connection: Connection) -> None:
    for mark in (Checkpoint("c", 1, "aa"), Checkpoint("c", 1, "aa"), Checkpoint("c", 5, "bb")):
        assert devices.countersign(connection, BUS, mark, NOW) == mark
    assert devices.countersign(connection, BUS, Checkpoint("c", 4, "xx"), NOW) == Checkpoint("c", 5, "bb")
    assert devices.countersign(connection, BUS, Checkpoint("c", 5, "yy"), NOW) == Checkpoint("c", 5, "bb")
    assert connection.execute(checkpoints.select()).mappings().one()["alarm"] == "2026-11-22T10:42:07.000Z"


def test_nobody_speaks_for_a_colleague_s_laptop(connection: Connection) -> None:
    other, mark = replace(BUS, id="d2", letter="C"), Checkpoint("c", 5, "bb")
    devices.add(connection, other, NOW)
    devices.countersign(connection, BUS, mark, NOW)
    for told in (Checkpoint("c", 10**6, "xx"), Checkpoint("c", 1, "aa")):
        assert devices.countersign(connection, other, told, NOW) is None
    devices.raise_alarm(connection, other, "c", NOW)
    assert devices.countersign(connection, BUS, mark, NOW) == mark
    assert connection.execute(checkpoints.select()).mappings().one()["alarm"] is None
