"""The deposit: one transaction for a chunk and what it completes."""

from pathlib import Path

import pytest

from mobile_office.backoffice import completing
from mobile_office.backoffice.deposit import Deposit
from tests.backoffice.counter import open_counter
from tests.ciphertexts import naming, scan


def test_a_chunk_whose_completion_fails_is_not_there_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = scan()
    with open_counter(tmp_path) as counter:
        office, bus = counter.office, counter.bus
        office.exchange(bus.request(bus.submit("Berger", naming(one))))
        deposit = Deposit(office, office.device(bus.device.id))
        with monkeypatch.context() as broken:
            broken.setattr(completing, "sign_completion", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                deposit.put(one.digest, one.size, 0, one.data)
        assert deposit.missing(one.digest) == (0,)
        deposit.put(one.digest, one.size, 0, one.data)
        assert len(office.exchange(bus.request()).completed) == 1
