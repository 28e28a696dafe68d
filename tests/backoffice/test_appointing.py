"""`appointments FILE` at the office: published day by day, or nothing and where it is wrong."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main

GOOD = "Datum;Uhrzeit;Name\n24.11.2026;9:30;Mustermann\n25.11.2026;10:00;Beispiel\n"


@pytest.fixture
def database(tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path / 'office.db'}"]


def test_a_list_is_published_for_each_day(
    tmp_path: Path, database: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "termine.csv").write_bytes(GOOD.encode("cp1252"))
    assert main(["appointments", str(tmp_path / "termine.csv"), *database]) == 0
    assert "2 appointments published for 2026-11-24, 2026-11-25." in capsys.readouterr().out


def test_a_wrong_line_is_named_and_nothing_is_published(
    tmp_path: Path, database: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "termine.csv").write_text(GOOD.replace("9:30", "neun"), encoding="utf-8")
    assert main(["appointments", str(tmp_path / "termine.csv"), *database]) == 1
    told = capsys.readouterr().out
    assert "line 2: time is missing or wrong" in told
    assert "Mustermann" not in told
    assert main(["appointments", str(tmp_path / "nowhere.csv"), *database]) == 1
