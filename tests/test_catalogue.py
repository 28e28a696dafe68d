"""`mobile-office services check` as an administrator meets it: sentences, lines, exit status, never a traceback."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.__main__ import main
from mobile_office.ui import words

ZONES = 'source = "x"\nversion = "1"\n[codes]\n7 = { de = "Zone 7", en = "Zone 7" }\n'


@pytest.fixture(autouse=True)
def german_afterwards() -> Iterator[None]:
    yield
    words.use("de")


@pytest.fixture
def objections(tmp_path: Path) -> Path:
    """A service file of an administrator, outside the repository: the next version of one of ours."""
    path = Path(shutil.copy(resources.folder() / "services" / "objections.toml", tmp_path))
    change(path, "version = 1", "version = 2")
    return path


def change(path: Path, old: str, new: str) -> int:
    """Change a file; returns the line (from 1) of the change."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_clean_file_ends_with_success(objections: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services", "check", str(objections)]) == 0
    assert capsys.readouterr().out == "Eine Datei geprüft. Alles in Ordnung.\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Gemeint ist vielleicht: hints."), ("en", "Possible are: blocks, overridable, hints.")],
)
def test_a_finding_says_file_line_and_what_to_do(
    objections: Path, capsys: pytest.CaptureFixture[str], language: str, said: str
) -> None:
    line = change(objections, 'severity = "hints"', 'severity = "hint"')
    assert main(["services", "check", "--language", language, str(objections)]) == 1
    out = capsys.readouterr().out
    place = {"de": f"{objections}, Zeile {line}: ", "en": f"{objections}, line {line}: "}[language]
    assert out.startswith(place)
    assert {"de": "Möglich ist: blocks, overridable, hints.", "en": said}[language] in out


def test_other_bytes_under_a_version_of_the_program_are_told_and_the_very_same_are_not(
    objections: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(objections, "version = 2", "version = 1")
    assert main(["services", "check", str(objections)]) == 0
    change(objections, "minutes = ", "minutes = 1")
    capsys.readouterr()
    assert main(["services", "check", str(objections)]) == 1
    out = capsys.readouterr().out
    assert "Setzen Sie version auf 2." in out
    assert "Beispiele" not in out  # they have been tried


def test_a_broken_list_is_told_once_and_not_at_the_service_that_names_it(
    objections: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(objections, '{ use = "objections",', '{ use = "objections", codelist = "zones",')
    for text in ("[codes", ZONES.replace('en = "Zone 7"', 'en = ""')):
        (tmp_path / "zones.toml").write_text(text, "utf-8")
        assert main(["services", "check", str(objections), str(tmp_path / "zones.toml")]) == 1
        out = capsys.readouterr().out
        assert "zones.toml, Zeile" in out
        assert "die es nicht gibt" not in out


def test_a_spreadsheet_is_to_be_saved_as_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "streets.ods"
    path.write_bytes(b"PK\x03\x04")
    assert main(["services", "check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "als CSV" in out
    assert "Beispiele" not in out


def test_a_failing_sample_is_told_with_the_sentence_a_clerk_would_read(
    objections: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = change(objections, 'family_name = "Mustermann"', 'family_name = "Muster1"')
    assert main(["services", "check", str(objections)]) == 1
    out = capsys.readouterr().out
    assert f"Zeile {line}: Das Beispiel muss ohne Beanstandung durchgehen. Bei „family_name“" in out
    assert "„1“ an Stelle 7 darf hier nicht stehen" in out


def test_a_list_and_a_service_that_needs_it_are_checked_together(
    objections: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(objections, '{ use = "objections",', '{ use = "objections", codelist = "zones",')
    zones = tmp_path / "zones.toml"
    zones.write_text(ZONES, "utf-8")
    assert main(["services", "check", str(objections)]) == 1
    assert "„zones“, die es nicht gibt" in capsys.readouterr().out
    main(["services", "check", str(objections), str(zones)])
    assert "„zones“, die es nicht gibt" not in capsys.readouterr().out


def test_files_that_are_none_are_told_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "binary.toml").write_bytes(b"a = 1\n\xff\xfe")
    (tmp_path / "open.toml").write_text('a = "x\n', "utf-8")
    paths = [str(tmp_path / name) for name in ("binary.toml", "open.toml", "missing.toml")]
    assert main(["services", "check", *paths]) == 1
    out = capsys.readouterr().out
    for expected in ("binary.toml, Zeile 2", "open.toml, Zeile 1", "missing.toml, Zeile 1"):
        assert expected in out


def test_another_resources_folder_may_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    service = str(resources.folder() / "services" / "objections.toml")
    assert main(["services", "check", "--with", str(tmp_path), service]) == 2
    assert str(tmp_path) in capsys.readouterr().err
    folder = tmp_path / "resources"
    shutil.copytree(resources.folder(), folder, ignore=shutil.ignore_patterns("i18n", "icons", "services"))
    assert main(["services", "check", "--with", str(folder), service]) == 0
    (folder / "codelists" / "objections.toml").write_text("[codes", "utf-8")
    capsys.readouterr()
    assert main(["services", "check", "--with", str(folder), service]) == 1
    assert "Schlüsseltabelle „objections“" in capsys.readouterr().out


def test_a_wrong_command_line_is_told_apart() -> None:
    done = subprocess.run([sys.executable, "-m", "mobile_office", "services", "check"], capture_output=True)
    assert done.returncode == 2


def test_no_window_and_no_home_are_needed(tmp_path: Path, objections: Path) -> None:
    heavy = "{'PySide6.QtWidgets', 'httpx', 'cryptography'} & set(sys.modules)"
    code = f"import sys, mobile_office.__main__ as m; m.main(['services', 'check', {str(objections)!r}]); print({heavy})"
    home = {"HOME": str(tmp_path / "nobody"), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=home)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "nobody").exists()
    assert "QtWidgets" not in done.stdout
