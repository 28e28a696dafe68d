"""How the commands of `serving` are declared; what they do is tested where it is done, and in test_main.py."""

import argparse
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.commands import serving


def test_each_command_runs_with_the_office_opened() -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    serving.add(commands)
    assert commands.choices
    assert all(callable(parser.get_default("run")) for parser in commands.choices.values())


def test_beyond_this_machine_nothing_is_said_in_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{tmp_path / 'office.db'}"
    for host in ("0.0.0.0", "::", "office.example"):
        assert main(["serve", "--database", database, "--host", host, "--port", "0"]) == 1
    assert capsys.readouterr().err.count("nothing is said in clear") == 3
