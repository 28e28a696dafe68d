"""A bundled program starts with the environment of the person's session, whatever its starter set."""

import os
import subprocess
import sys

import pytest

from tests.sweeps.tree import ROOT

SHOW = "import os, runpy, sys; runpy.run_path(sys.argv[1]); print(sorted(os.environ.items()))"


@pytest.mark.parametrize("before", [{}, {"LD_LIBRARY_PATH": "/opt/theirs"}])
def test_the_starters_variables_are_gone_and_the_persons_are_back(before: dict[str, str]) -> None:
    session = {"HOME": "/nowhere", **before}
    started = {**session, "LD_LIBRARY_PATH": "/opt/bundle/_internal", "_PYI_ARCHIVE_FILE": "program"}
    started |= {f"{name}_ORIG": value for name, value in before.items()}
    line = [sys.executable, "-I", "-c", SHOW, str(ROOT / "packaging" / "first.py")]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=started)
    left = {name: value for name, value in eval(done.stdout) if name != "LC_CTYPE"}  # noqa: S307  our own
    assert left == session
    assert os.environ.get("_PYI_ARCHIVE_FILE") is None
