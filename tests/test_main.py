"""The entry point: help and arguments without loading anything heavy."""

import subprocess
import sys

import pytest

from mobile_office.__main__ import main, parser


def test_the_home_can_stand_before_or_after_the_command() -> None:
    before = parser().parse_args(["--home", "a", "verify"])
    after = parser().parse_args(["verify", "--home", "a"])
    assert before.home == after.home


def test_help_ends_with_success(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    assert "mobile-office" in capsys.readouterr().out


def test_the_unlock_window_needs_neither_sql_nor_conditions() -> None:
    heavy = "{'sqlalchemy', 'cel', 'alembic', 'httpx'} & set(sys.modules)"
    code = f"import sys, mobile_office.__main__, mobile_office.app; print(sorted({heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
