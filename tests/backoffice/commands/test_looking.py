"""The commands an administrator looks with, as they are typed."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main


def test_an_empty_office_is_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    assert main(["people", *database]) == 0
    assert main(["devices", *database]) == 0
    assert main(["walk-ins", *database]) == 0
    assert main(["deeds", *database]) == 0
    printed = capsys.readouterr().out
    for sentence in (
        "0 people may work here.",
        "0 devices, 0 not heard",
        "No day was closed yet.",
        "The last 0 deeds.",
    ):
        assert sentence in printed
    assert main(["alarms", *database]) == 1
    assert "There was no backup yet" in capsys.readouterr().out
