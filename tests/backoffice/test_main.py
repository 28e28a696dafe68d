"""The administrator's commands as they are typed: help, sentences, and a server one can talk to."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mobile_office import sentences
from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.embedded import LOOPBACK, listen
from mobile_office.backoffice.office import open_office
from mobile_office.domain.errors import CertificateInvalid
from mobile_office.sync.code import Code

COMMANDS = (
    "serve", "add-person", "enrol", "revoke", "publish", "import", "people", "devices", "alarms", "deeds",
    "backup", "backup check", "restore", "erase", "legal-hold", "legal-hold lift", "legal-holds", "undecided",
)  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'office.db'}"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code, and everything printed."""
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = run(capsys, "--help")
    assert code == 0
    assert all(command in printed for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_explains_every_option(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, printed = run(capsys, command, "--help")
    assert code == 0
    options = re.findall(r"^  (--\S+)(?: [^\n]*?)?(?:  |\n\s+)(\S.*)$", printed, re.MULTILINE)
    assert {"--database", "--keys"} <= {name for name, _ in options}
    assert all(explained for _, explained in options)


def test_a_person_gets_an_id_and_a_code(capsys: pytest.CaptureFixture[str], database: str) -> None:
    arguments = "--name", "Erika Mustermann", "--role", "clerk", "--role", "supervisor"
    code, printed = run(capsys, "add-person", "--database", database, *arguments)
    assert code == 0
    person, text = re.findall(r"^(?:person|code) (\S+)$", printed, re.MULTILINE)
    assert len(person) == 36
    Code.read(text)


def test_a_device_gets_a_code(capsys: pytest.CaptureFixture[str], database: str) -> None:
    code, printed = run(capsys, "enrol", "--database", database, "--letter", "b", "--kind", "bus")
    assert code == 0
    Code.read(re.findall(r"^code (\S+)$", printed, re.MULTILINE)[0])
    assert "15 minutes" in printed


def test_a_revoked_person_is_told_of(capsys: pytest.CaptureFixture[str], database: str) -> None:
    _, printed = run(capsys, "add-person", "--database", database, "--name", "Erika", "--role", "clerk")
    person = re.findall(r"^person (\S+)$", printed, re.MULTILINE)[0]
    code, printed = run(capsys, "revoke", "--database", database, "--person", person)
    assert (code, "decide nothing more" in printed) == (0, True)


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ([], "required"),
        (["dance"], "invalid choice"),
        (["serve", "--port", "70000"], "a port is a number"),
        (["serve", "--port", "http"], "a port is a number"),
        (["serve", "--database", "office.db"], "a database is named like sqlite:///office.db"),
        (["enrol", "--letter", "7", "--kind", "bus"], "a device letter is"),
        (["enrol", "--letter", "B", "--kind", "boat"], "invalid choice"),
        (["enrol", "--letter", "B", "--kind", "bus", "--stream", "Hannover"], "eight digits"),
        (["add-person", "--name", " ", "--role", "clerk"], "a name has letters"),
        (["add-person", "--name", "Erika", "--role", "office"], "invalid choice"),
        (["revoke"], "required"),
        (["publish"], "required"),
        (["import"], "required"),
        (["publish", "x.toml", "--resources", "nowhere"], "with fields.toml in it"),
        (["revoke", "--person", "a", "--device", "b"], "not allowed"),
        (["enrol", "--database", "postgresql://h/d", "--letter", "B", "--kind", "bus"], "--keys"),
    ],
)
def test_a_wrong_argument_gets_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    code, printed = run(capsys, *arguments)
    assert code == 2
    assert sentence in printed


@pytest.mark.parametrize(
    "option, sentence", [("--person", "No person has this id."), ("--device", "No device has this id.")]
)
def test_revoking_nobody_is_a_sentence(
    capsys: pytest.CaptureFixture[str], database: str, option: str, sentence: str
) -> None:
    assert run(capsys, "revoke", "--database", database, option, "nobody") == (1, sentence + "\n")


def test_publishing_says_what_was_published_and_ends_with_1_for_a_finding(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    zones, broken = tmp_path / "zones.toml", tmp_path / "broken.toml"
    zones.write_text('source = "x"\nversion = "1"\n[codes]\n7 = { de = "Zone 7", en = "Zone 7" }\n', "utf-8")
    broken.write_text("[codes\n", "utf-8")
    try:
        code, printed = run(capsys, "publish", "--database", database, str(zones), str(broken))
        assert code == 1
        assert printed.startswith(f"{broken}, line 1: From here on it is not TOML.")
        assert "Nothing was published." in printed
        code, printed = run(capsys, "publish", "--database", database, str(zones))
    finally:
        sentences.use("de")
    assert (code, printed.splitlines()[0][:23]) == (0, "1  code list zones, d55")


def test_importing_a_stick_without_a_bundle_is_a_sentence_and_ends_with_1(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    code, printed = run(capsys, "import", "--database", database, str(tmp_path))
    assert (code, f"{tmp_path}: There is no bundle." in printed) == (1, True)


def test_a_port_in_use_is_a_sentence(capsys: pytest.CaptureFixture[str], database: str) -> None:
    with listen(LOOPBACK, 0) as taken:
        port = str(taken.getsockname()[1])
        code, printed = run(capsys, "serve", "--database", database, "--port", port)
    assert (code, printed) == (
        1,
        f"Port {port} is taken. Choose another with --port, or 0 for any free one.\n",
    )


def test_lost_keys_are_a_sentence(capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path) -> None:
    run(capsys, "add-person", "--database", database, "--name", "Erika", "--role", "clerk")
    (tmp_path / "office.db.keys").unlink()
    code, printed = run(capsys, "enrol", "--database", database, "--letter", "B", "--kind", "bus")
    assert (code, "office's keys cannot be read" in printed) == (1, True)


def test_a_database_that_is_none_is_a_sentence(
    capsys: pytest.CaptureFixture[str], database: str, tmp_path: Path
) -> None:
    (tmp_path / "office.db").write_bytes(b"no database at all" * 1000)
    code, printed = run(capsys, "enrol", "--database", database, "--letter", "B", "--kind", "bus")
    assert (code, "database cannot be read" in printed) == (1, True)


def test_what_one_command_did_the_next_one_knows(capsys: pytest.CaptureFixture[str], database: str) -> None:
    run(capsys, "enrol", "--database", database, "--letter", "B", "--kind", "bus")
    office = open_office(database)
    try:
        with pytest.raises(CertificateInvalid):
            office.device("nobody")
    finally:
        office.close()


def test_the_program_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "mobile_office.backoffice", "--help"]
    assert "COMMAND" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
