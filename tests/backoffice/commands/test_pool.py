"""`pool` and `pool hand-out` as they are typed."""

import re
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.spoken import heard
from mobile_office.substitute import Filling
from mobile_office.sync.http import office_of
from tests.house import CHEAP, Laptop, Town


def test_a_code_is_handed_out_and_the_list_says_to_whom(
    town: Town, laptop: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = "--database", f"sqlite:///{town.folder / 'office.db'}"
    device, keys = laptop.place.device, laptop.place.keys
    out = [
        "pool",
        "hand-out",
        *database,
        "--device",
        device.id,
        "--to",
        "Anna Probst",
        "--asked-by",
        "S. Thiele",
    ]
    assert main(out) == 1
    assert "No slot is ready" in capsys.readouterr().err
    with in_thread(town.office) as url, office_of(device, keys.seed, keys.exchange, url) as road:
        Filling(laptop.place, laptop.people["Berger"], road, CHEAP).fill()
    away = tmp_path / "recovery.key"
    assert main(["recovery-key", *database, "--to", str(away)]) == 0
    assert main(out) == 1
    assert "recovery key" in capsys.readouterr().err
    assert main([*out, "--recovery-key", str(away)]) == 0
    said = capsys.readouterr().out
    heard(re.findall(r"^code (.+)$", said, re.MULTILINE)[0])
    assert "name Anna Probst (Vertretung)" in said
    assert main(["pool", *database]) == 0
    listed = capsys.readouterr().out
    assert f"{device.id}  2 ready" in listed
    assert "to Anna Probst, person " in listed
    assert "asked by S. Thiele; not opened yet" in listed
    assert main(["deeds", *database]) == 0
    noted = capsys.readouterr().out
    assert "pool hand-out" in noted
    assert "Probst" not in noted
