"""`confirm` as it is typed: who waits is listed, and only the right digits let a laptop in."""

from pathlib import Path

import pytest

from mobile_office.backoffice import inviting
from mobile_office.backoffice.__main__ import main
from mobile_office.sealing import exchange_public
from mobile_office.signing import public_key
from mobile_office.sync.code import proof
from mobile_office.sync.enrolment import new_device_keys
from tests.house import STREAM, Town


def test_the_list_names_who_waits_and_the_digits_let_them_in(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    code, keys = town.office.invite_device(STREAM, "B", "bus", compared=True), new_device_keys()
    claim = {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}
    device = town.office.enrol(code.lookup, claim, proof(code.proof_key, claim))
    database = "--database", f"sqlite:///{Path(town.folder) / 'office.db'}"
    shown = inviting.fingerprint(device)
    assert main(["confirm", *database]) == 0
    assert shown in capsys.readouterr().out
    named = "--device", device.id, "--fingerprint"
    assert main(["confirm", *database, *named, "1234"]) == 1
    assert "not the digits" in capsys.readouterr().err
    assert main(["confirm", *database, *named, shown]) == 0
    assert "Laptop B may exchange" in capsys.readouterr().out
    assert main(["confirm", *database]) == 0
    assert "No laptop waits" in capsys.readouterr().out
