"""`rotate-ca` as it is typed: announced first, in use the second time, and never without the root key."""

from pathlib import Path

import pytest

from mobile_office.backoffice.__main__ import main
from mobile_office.backoffice.keys import open_keys
from mobile_office.backoffice.office import open_office


@pytest.fixture
def database(tmp_path: Path) -> str:
    database = f"sqlite:///{tmp_path / 'office.db'}"
    open_office(database).close()
    return database


def authorities(folder: Path) -> tuple[str, ...]:
    keys = open_keys(folder / "office.db.keys", may_create=False)
    keys.public.check(keys.root)
    return keys.public.authorities


def test_the_next_authority_is_announced_and_then_in_use(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (first,) = authorities(tmp_path)
    assert main(["rotate-ca", "--database", database, "--name", "office.example"]) == 0
    announced = authorities(tmp_path)
    assert announced[0] == first
    assert len(announced) == 2
    assert main(["rotate-ca", "--database", database]) == 0
    assert authorities(tmp_path) == announced[1:]
    printed = capsys.readouterr().out
    assert "is announced" in printed
    assert "is in use" in printed


def test_without_the_root_key_nothing_changes(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = authorities(tmp_path)
    (tmp_path / "other.root").write_text("ab" * 32)
    (tmp_path / "none.root").write_text("no key")
    (tmp_path / "office.db.root").rename(tmp_path / "away")
    for more in ([], ["--root", str(tmp_path / "other.root")], ["--root", str(tmp_path / "none.root")]):
        assert main(["rotate-ca", "--database", database, *more]) == 1
    assert authorities(tmp_path) == before
    printed = capsys.readouterr().err
    assert printed.count("The root key is needed") == 2
    assert "not the root key of this office" in printed
