"""The recovery key in a file of its own: taken away, brought back, and never lost in between."""

import json
import stat
from pathlib import Path

import pytest

from mobile_office.backoffice.keys import open_keys
from mobile_office.backoffice.recovery_key import take_away, with_recovery
from mobile_office.domain.errors import Damaged, NotAllowed
from mobile_office.sealing import new_exchange_key


def test_it_is_taken_away_and_brought_back(tmp_path: Path) -> None:
    path, away = tmp_path / "office.db.keys", tmp_path / "recovery.key"
    before = open_keys(path, may_create=True)
    take_away(path, away)
    assert stat.S_IMODE(away.stat().st_mode) == 0o600
    assert "recovery" not in json.loads(path.read_text(encoding="utf-8"))
    kept = open_keys(path, may_create=False)
    assert (kept.recovery, kept.public) == (b"", before.public)
    assert with_recovery(kept, away).recovery == before.recovery
    with pytest.raises(NotAllowed, match="recovery_key_away"):
        take_away(path, tmp_path / "again")


def test_nothing_is_written_over_and_the_key_stays_where_it_is(tmp_path: Path) -> None:
    path, away = tmp_path / "office.db.keys", tmp_path / "recovery.key"
    before = open_keys(path, may_create=True)
    away.write_text("something else", encoding="ascii")
    with pytest.raises(NotAllowed, match="file_exists"):
        take_away(path, away)
    assert open_keys(path, may_create=False).recovery == before.recovery


@pytest.mark.parametrize("text", ["", "no hex", new_exchange_key().hex()], ids=["empty", "no hex", "another"])
def test_another_key_is_not_taken_for_it(tmp_path: Path, text: str) -> None:
    keys = open_keys(tmp_path / "office.db.keys", may_create=True)
    (tmp_path / "key").write_text(text, encoding="ascii")
    with pytest.raises(Damaged, match="recovery_key"):
        with_recovery(keys, tmp_path / "key")
