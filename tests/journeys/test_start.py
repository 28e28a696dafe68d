"""Starting the program in a home that is not as it should be: a sentence, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mobile_office.process import Instance
from tests.house import Laptop


def _start(home: Path) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mobile_office", "--home", str(home)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(line, capture_output=True, text=True, timeout=60, check=False, env=environment)


def test_a_bare_folder_is_not_enrolled(tmp_path: Path) -> None:
    done = _start(tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


@pytest.mark.parametrize("name", ["slots.json", "device.json"])
def test_a_damaged_file_gets_a_sentence(laptop: Laptop, name: str) -> None:
    home = laptop.place.home
    (home / name).write_text("{", encoding="utf-8")
    done = _start(home)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "beschädigt" in done.stderr


def test_a_second_instance_is_told(laptop: Laptop) -> None:
    with Instance(laptop.place.home):
        done = _start(laptop.place.home)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
