"""The commands without a window, run as the program itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.domain.people import Role
from tests.house import STREAM, Town

PASSPHRASE = "linde am Marktplatz"


def _run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mobile_office", *arguments]
    return subprocess.run(line, input=typed, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def home(town: Town, tmp_path: Path) -> Path:
    """A home enrolled by the command itself."""
    code = town.office.invite_device(STREAM, "B", "bus").text
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    home = tmp_path / "home"
    with in_thread(town.office) as url:
        arguments = ["enrol", "--home", str(home), "--backoffice", url, "--code", code]
        arguments += ["--person-code", person.text, "--passphrases-from-input"]
        done = _run(*arguments, typed=f"{PASSPHRASE}\n")
        assert done.returncode == 0, done.stderr
        _, second = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
        arguments = ["join", "--home", str(home), "--person-code", second.text, "--passphrases-from-input"]
        done = _run(*arguments, typed=f"{PASSPHRASE}\nahorn am Marktplatz\n")
        assert done.returncode == 0, done.stderr
    return home


def test_verify_counts_and_names_nobody(home: Path) -> None:
    done = _run("verify", "--home", str(home), "--passphrases-from-input", typed=f"{PASSPHRASE}\n")
    assert done.returncode == 0, done.stderr
    assert "0" in done.stdout
    assert "Berger" not in done.stdout.replace("Katrin Berger", "", 1)
    wrong = _run("verify", "--home", str(home), "--passphrases-from-input", typed="nicht das richtige\n")
    assert wrong.returncode == 1
    assert wrong.stderr.strip()
    assert "Traceback" not in wrong.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--no-such-thing"], 2), (["enrol"], 2), (["verify", "--home", "build/no-such-home"], 1)],
)
def test_a_wrong_command_line_gets_a_sentence(arguments: list[str], status: int) -> None:
    done = _run(*arguments)
    assert done.returncode == status
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    text = _run("--help").stdout
    for word in ("--home", "--backoffice", "verify", "enrol", "join"):
        assert word in text
