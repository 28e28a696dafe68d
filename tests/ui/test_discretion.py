"""What Qt would note by itself is noted nowhere; each in a process of its own, as settings are for all of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mobile_office.ui.discretion import keep_temporary_files_in_memory

DIALOG = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from mobile_office.ui.discretion import keep_settings_nowhere
if sys.argv[2] == "kept": keep_settings_nowhere()
application = QApplication(sys.argv[:1])
QTimer.singleShot(50, lambda: QApplication.activeModalWidget().accept())
QFileDialog.getSaveFileName(None, "", sys.argv[1] + "/paper.pdf", "PDF (*.pdf)")
"""


@pytest.mark.parametrize("how, noted", [("kept", []), ("as Qt does", ["QtProject.conf"])])
def test_the_file_dialog_notes_no_folder(tmp_path: Path, how: str, noted: list[str]) -> None:
    home, folder = tmp_path / "home", tmp_path / "Akte Mustermann"
    folder.mkdir()
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("XDG_CONFIG_HOME", None)
    subprocess.run([sys.executable, "-c", DIALOG, str(folder), how], check=True, env=environment, timeout=30)
    assert [path.name for path in home.rglob("*") if path.is_file()] == noted


def test_temporary_files_go_to_the_sessions_folder_when_it_is_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TMPDIR", "before")
    for mode, chosen in ((0o755, "before"), (0o700, str(tmp_path))):
        tmp_path.chmod(mode)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        keep_temporary_files_in_memory()
        assert os.environ["TMPDIR"] == chosen


def test_without_a_sessions_folder_nothing_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", "before")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "gone"))
    keep_temporary_files_in_memory()
    assert os.environ["TMPDIR"] == "before"
