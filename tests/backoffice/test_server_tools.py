"""PostgreSQL's own programs, and what is said without them. The whole way is walked in test_backup.py."""

from pathlib import Path

import pytest

from mobile_office.backoffice import server_tools
from mobile_office.domain.errors import NotAllowed, Trouble


def test_a_program_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotAllowed, match="pg_dump_missing"):
        next(server_tools.dumped("postgresql:///office"))
    with pytest.raises(NotAllowed, match="pg_restore_missing"):
        server_tools.restore("postgresql:///office", iter(()))


def test_a_program_that_stops_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("pg_dump", "pg_restore"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\nexit 3\n")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Trouble, match="pg_dump_stopped"):
        list(server_tools.dumped("postgresql:///office"))
    with pytest.raises(Trouble, match="pg_restore_stopped"):
        server_tools.restore("postgresql:///office", iter([b"x" * 100_000, b"y"]))


def test_no_password_stands_in_a_command_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "pg_dump"
    program.write_text('#!/bin/sh\necho "$@"\necho "$PGPASSWORD"\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = b"".join(server_tools.dumped("postgresql+psycopg://office:s%40fe@db.example/office")).decode()
    arguments, password = said.splitlines()
    assert arguments.endswith("--dbname=postgresql://office@db.example/office")
    assert password == "s@fe"
