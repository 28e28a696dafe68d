"""Bug reports: places, never values."""

from datetime import UTC, datetime
from pathlib import Path

from mobile_office.bug_report import describe, keep
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
