"""The office's recovery key opens a home whose slots or device secret are lost, and no other key does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.domain.errors import Damaged, WrongKey
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.store import device_secret
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.keys import Argon, Slots
from mobile_office.store.recovery import Recovered, open_recovery, read_recovery_grant

NOW = datetime(2026, 7, 23, 8, 0, tzinfo=UTC)
DBK = bytes(range(32))
CHEAP = Argon(8, 1, 1)
PHRASE, WRONG = "vier kleine Worte hier", "ganz andere Worte hier"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    Slots(tmp_path, CHEAP).add("p-1", "Jana Kroll", PHRASE, "d-1", DBK)
    return tmp_path


def test_recovery_opens_the_database_when_every_slot_is_lost(home: Path) -> None:
    office = new_exchange_key()
    Slots(home, CHEAP).write_recovery_grant(exchange_public(office), DBK, "d1")
    (home / "slots.json").unlink()
    recovered = open_recovery(read_recovery_grant(home), office, "d1")
    slots = Slots(home, CHEAP)
    slots.add("p-1", "Jana Kroll", WRONG, "d-1", recovered.dbk)
    assert slots.unlock("p-1", WRONG, NOW).dbk == DBK


def test_recovery_brings_back_a_lost_device_secret(home: Path) -> None:
    office = new_exchange_key()
    Slots(home).write_recovery_grant(exchange_public(office), DBK, "d1")
    (home / device_secret.FILE).unlink()
    with pytest.raises(Damaged):
        Slots(home).unlock("p-1", PHRASE, NOW)
    recovered = open_recovery(read_recovery_grant(home), office, "d1")
    DeviceSecret(home).write(recovered.device_secret)
    assert Slots(home).unlock("p-1", PHRASE, NOW).dbk == DBK
    with pytest.raises(WrongKey):
        open_recovery(read_recovery_grant(home), new_exchange_key(), "d1")
    Slots(home).write_recovery_grant(exchange_public(office), DBK[:-1], "d1")
    with pytest.raises(WrongKey):
        open_recovery(read_recovery_grant(home), office, "d1")


def test_a_lost_grant_is_said_and_no_repr_shows_a_secret(tmp_path: Path) -> None:
    with pytest.raises(Damaged) as damage:
        read_recovery_grant(tmp_path)
    assert damage.value.details["what"] == "recovery_grant"
    assert repr(Recovered(DBK, DBK)) == "Recovered()"
