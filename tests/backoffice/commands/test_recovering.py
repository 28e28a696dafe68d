"""`recover`, `recovery-key` and `recoveries` as they are typed."""

import re
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.sync.code import Code
from tests.house import Laptop, Town


def test_a_way_back_is_printed_also_while_the_key_lies_in_its_own_file(
    town: Town, laptop: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = "--database", f"sqlite:///{town.folder / 'office.db'}"
    whom = "--device", laptop.place.device.id, "--person", laptop.people["Berger"].person
    away = tmp_path / "recovery.key"
    assert main(["recovery-key", *database, "--to", str(away)]) == 0
    assert main(["recover", *database, *whom]) == 1
    assert "recovery key" in capsys.readouterr().err
    assert main(["recover", *database, *whom, "--recovery-key", str(away)]) == 0
    Code.read(re.findall(r"^code (\S+)$", capsys.readouterr().out, re.MULTILINE)[0])
    assert main(["recoveries", *database]) == 0
    assert "never used" in capsys.readouterr().out
