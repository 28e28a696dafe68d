"""The mark of an open store: it outlives a kill, and goes with an orderly close."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from mobile_office.store.clean import FILE, Mark


def test_an_orderly_close_takes_the_mark_away(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    mark = Mark(store)
    mark.settle()
    assert not mark.is_due
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    mark.clear()
    assert not (tmp_path / FILE).exists()
    assert not Mark(store).is_due


def test_a_kill_leaves_it(tmp_path: Path) -> None:
    program = f"from pathlib import Path; from mobile_office.store.clean import Mark; Mark(Path({str(tmp_path / 'store.db')!r})); import os; os.kill(os.getpid(), 9)"
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL
    assert Mark(tmp_path / "store.db").is_due


def test_it_stays_due_over_orderly_closes_until_somebody_has_looked(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    Mark(store)
    for _ in range(2):
        again = Mark(store)
        assert again.is_due
        again.clear()
    again = Mark(store)
    again.satisfied()
    again.clear()
    assert not Mark(store).is_due


def test_a_log_that_was_left_says_it_too(tmp_path: Path) -> None:
    log = tmp_path / "store.db-wal"
    log.touch()
    assert not Mark(tmp_path / "store.db").is_due
    (tmp_path / FILE).unlink()
    log.write_bytes(b"a frame")
    assert Mark(tmp_path / "store.db").is_due


def test_a_folder_that_takes_no_mark_keeps_nobody_from_working(tmp_path: Path) -> None:
    mark = Mark(tmp_path / "nowhere" / "store.db")
    mark.settle()
    mark.clear()
    assert not os.path.lexists(tmp_path / "nowhere")
