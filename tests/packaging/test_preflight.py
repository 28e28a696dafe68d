"""The preflight names what is missing, how to get it, and changes nothing."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sweeps.tree import ROOT

SCRIPT = ROOT / "packaging" / "preflight.py"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script as make starts it."""
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def without_fonts(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """The script on a machine that has no font and no libEGL."""
    program = (
        f"import runpy, sys; names = runpy.run_path({str(SCRIPT)!r});"
        "needs = names['LIBRARIES'][:1] + names['FONTS'];"
        "print(names['report'](needs)); print(names['packages'](needs * 2, 'dnf'));"
        f"print(names['has_font']([{str(tmp_path)!r}]))"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


def test_a_machine_that_runs_these_tests_lacks_nothing() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_what_is_missing_is_named_with_an_install_line_for_both_systems(tmp_path: Path) -> None:
    said = without_fonts(tmp_path).stdout
    assert "libEGL.so.1" in said
    assert "sudo apt-get install libegl1 fonts-dejavu-core" in said
    assert "sudo dnf install libglvnd-egl dejavu-sans-fonts" in said


def test_a_package_is_named_once(tmp_path: Path) -> None:
    assert "\nlibglvnd-egl dejavu-sans-fonts\n" in without_fonts(tmp_path).stdout


def test_an_empty_folder_has_no_font(tmp_path: Path) -> None:
    assert without_fonts(tmp_path).stdout.endswith("False\n")


@pytest.mark.parametrize("display", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_a_window_needs_more_than_a_picture_offscreen(display: dict[str, str]) -> None:
    done = run("--window", "--packages", "apt", **display)
    assert done.returncode == (1 if done.stdout.strip() else 0)


def test_a_wrong_argument_gets_a_sentence() -> None:
    done = run("--packages", "zypper")
    assert done.returncode == 2
    assert "invalid choice" in done.stderr


def test_an_old_python_can_read_it_and_is_told_so() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))
    program = (
        "import sys, runpy; sys.version_info = (3, 8, 10); sys.argv = ['preflight.py'];"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is 3.8" in done.stderr
