"""How a code is handed over: the address is checked, and a sheet that cannot be written keeps no code back."""

import argparse
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.commands.handing import address


@pytest.mark.parametrize(
    "given", ["https://office.example.org/", "http://127.0.0.1:8470", "http://localhost:1"]
)
def test_an_address_speaks_tls_or_is_this_machine(given: str) -> None:
    assert address(given) == given.rstrip("/")


@pytest.mark.parametrize(
    "given",
    [
        "http://office.example.org",
        "office.example.org",
        "https://",
        "https://u@h",
        "https://h/?a",
        "https://" + "h" * 300,
    ],
)
def test_any_other_is_refused(given: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError):
        address(given)


def test_a_code_comes_with_its_picture_and_all_the_same_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["enrol", "--database", f"sqlite:///{tmp_path / 'office.db'}", "--kind", "bus"]
    command += ["--address", "https://office.example.org"]
    assert main([*command, "--letter", "B"]) == 0
    printed = capsys.readouterr().out
    assert "█" in printed
    assert "run `confirm`" in printed
    sheet = ["--svg", str(tmp_path / "sheet.svg")]
    assert main([*command, "--letter", "C", "--unattended", *sheet]) == 0
    assert "whoever has this code is in" in capsys.readouterr().out
    assert main([*command, "--letter", "D", *sheet]) == 0
    printed = capsys.readouterr().out
    assert "code " in printed
    assert "No sheet was written." in printed
