"""What the Makefile promises without doing any work."""

import subprocess

import pytest

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


@pytest.mark.parametrize("target", ["torture", "leaks"])
def test_a_target_that_is_not_built_yet_says_so_in_one_line_and_fails(target: str) -> None:
    done = make(target)
    assert done.returncode != 0
    assert done.stdout == ""
    assert [
        line for line in done.stderr.splitlines() if "comes with a later issue" in line or "come with" in line
    ]


def test_tests_and_pictures_never_need_a_display() -> None:
    for target in ("test", "day", "screens", "storm", "package"):
        assert "QT_QPA_PLATFORM=offscreen" in make("--dry-run", target).stdout
    assert "offscreen" not in make("--dry-run", "run").stdout
