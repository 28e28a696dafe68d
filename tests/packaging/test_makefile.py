"""What the Makefile promises without doing any work."""

import subprocess

from tests.sweeps.tree import ROOT


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """make, as a person calls it; `MAKEFLAGS` of an outer make is not passed on."""
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
    )


def test_make_alone_lists_the_targets() -> None:
    done = make()
    assert done.returncode == 0
    assert "make run " in done.stdout
    assert "make test " in done.stdout


def test_tests_and_pictures_never_need_a_display() -> None:
    for target in ("test", "day", "screens", "storm", "leaks", "package"):
        assert "QT_QPA_PLATFORM=offscreen" in make("--dry-run", target).stdout
    assert "offscreen" not in make("--dry-run", "run").stdout
