"""Bug reports: places, never values."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mobile_office.bug_report import FILE, describe, keep
from mobile_office.domain.errors import Stale


def _bug() -> BaseException:
    try:
        try:
            raise KeyError("Mustermann, Erika")
        except KeyError as inner:
            raise Stale(subject="B-2026-00001-A") from inner
    except Stale as error:
        return error


def test_a_report_names_types_and_places_but_no_value() -> None:
    text = describe(_bug())
    assert "KeyError" in text
    assert "test_bug_report.py" in text
    assert "stale (subject=B-2026-00001-A)" in text
    assert "Mustermann" not in text


def test_reports_are_kept_one_after_another(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
    keep(_bug(), tmp_path, now)
    text = keep(_bug(), tmp_path, now).read_text(encoding="utf-8")
    assert text.count("2026-11-22T10:42:07.000Z") == 2


EVERYWHERE = """
import resource, sys, threading
from pathlib import Path
from mobile_office.bug_report import catch_all
catch_all(Path(sys.argv[1]))
def fail(*_): raise ValueError("Mustermann, Erika")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
type("Ending", (), {"__del__": fail})()
fail()
"""


def test_on_a_full_disk_nothing_is_printed_rather_than_a_message(tmp_path: Path) -> None:
    full = EVERYWHERE.replace("def fail", "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\ndef fail")
    with (tmp_path / "standard error").open("w+") as stream:
        subprocess.run([sys.executable, "-c", full, str(tmp_path)], stderr=stream, check=False)
    assert "Mustermann" not in (tmp_path / "standard error").read_text()


@pytest.mark.parametrize("can_write", [True, False], ids=["kept", "no folder"])
def test_no_exception_of_a_thread_or_an_ending_prints_its_message(tmp_path: Path, can_write: bool) -> None:
    home = tmp_path if can_write else tmp_path / "gone"
    line = [sys.executable, "-c", EVERYWHERE, str(home)]
    told = subprocess.run(line, capture_output=True, text=True, check=False).stderr
    assert told.count("ValueError") == 3
    assert "Mustermann" not in told
    assert (tmp_path / FILE).exists() == can_write
