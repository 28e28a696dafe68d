"""The backup drill as an administrator types it."""

from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.domain.people import Role
from tests.backoffice.counter import NOW, STREAM, open_counter
from tests.backoffice.decided import Clock, submitted, taken_over


def test_the_drill_from_a_backup_to_an_office_put_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    folder = tmp_path / "backups"
    assert main(["backup", *database, str(folder)]) == 1
    assert "There is no such folder." in capsys.readouterr().err
    folder.mkdir()
    assert main(["backup check", *database, str(folder)]) == 1
    assert "There is no backup in this folder" in capsys.readouterr().out
    assert main(["backup", *database, str(folder)]) == 0
    file = Path(capsys.readouterr().out.splitlines()[0])
    assert main(["backup", "check", *database, str(folder)]) == 0
    assert "All is well." in capsys.readouterr().out
    assert main(["restore", *database, str(file)]) == 1
    assert "Say with --aside" in capsys.readouterr().err
    assert main(["restore", *database, str(file), "--aside", str(tmp_path / "old.db")]) == 0
    printed = capsys.readouterr().out
    assert "in a new epoch (0 streams)" in printed
    assert f"The database that was there is {tmp_path / 'old.db'}." in printed
    assert main(["erase", *database]) == 0
    assert "0 cases erased." in capsys.readouterr().out


def test_a_damaged_backup_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    (tmp_path / "x.office-backup").write_bytes(b"no backup")
    assert main(["backup check", *database, str(tmp_path)]) == 1
    assert "cannot be opened" in capsys.readouterr().out
    assert main(["restore", *database, str(tmp_path / "x.office-backup")]) == 1
    assert "The file of the backup cannot be read." in capsys.readouterr().err


def test_a_key_that_is_none_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    (tmp_path / "key").write_text("no key")
    assert main(["backup", *database, str(tmp_path), "--to", str(tmp_path / "key")]) == 1
    assert "This key does not open it." in capsys.readouterr().err


def test_a_hold_set_after_the_backup_is_set_again_before_anything_is_erased(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", f"sqlite:///{tmp_path / 'office.db'}"]
    with open_counter(tmp_path, clock=Clock(NOW - timedelta(days=60))) as counter:
        number = taken_over(counter, submitted(counter))[0].header.subject
        by = counter.office.add_person(STREAM, "Erika", frozenset({Role.ADMINISTRATOR}))[0].id
    (tmp_path / "backups").mkdir()
    assert main(["backup", *database, str(tmp_path / "backups")]) == 0
    file = Path(capsys.readouterr().out.splitlines()[0])
    aside = ["--aside", str(tmp_path / "old.db")]
    assert main(["restore", *database, str(file), *aside, "--no-erase"]) == 0
    assert "Nothing was erased again. Set the legal holds again" in capsys.readouterr().out
    assert main(["legal-hold", number, "--reason", "court", "--by", by, *database]) == 0
    assert main(["erase", *database]) == 0
    printed = capsys.readouterr().out
    assert "0 cases erased." in printed
    assert "Cases under a legal hold, passed over: 1, see" in printed
    assert main(["legal-hold", "lift", number, "--reason", "court", "--by", by, *database]) == 0
    assert main(["erase", *database]) == 0
    assert "1 cases erased." in capsys.readouterr().out
