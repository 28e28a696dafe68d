"""A process that is measured from outside: it says what has happened (`voice.py`), and is ended.

The clock is the parent's: from before the start of the process to the line's arrival.
"""

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 120.0  # seconds until something is wrong
_ROOT = Path(__file__).parents[2]
# As installed: compiled once and kept. Some machines forbid that by the environment; here it has its own folder.
_COMPILED = _ROOT / "build" / "bench" / "compiled"


class Child:
    """`python -m <module> <arguments>`, ended when the block ends."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=_ROOT,
            env=_environment(),
        )

    def wait(self, what: str) -> tuple[float, dict[str, str]]:
        """The seconds since the start until the child says `what`, and the facts with it.

        Raises RuntimeError when it ends or says nothing: then nothing was measured.
        """
        assert self._process.stdout is not None
        while True:
            ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
            line = self._process.stdout.readline() if ready else b""
            passed = time.perf_counter() - self._began
            if not line:
                raise RuntimeError(f"the process ended or hung before it said {what}")
            said, *facts = line.decode().split()
            if said == what:
                return passed, dict(fact.split("=", 1) for fact in facts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false"}
    return {**kept, **quiet, "PYTHONPYCACHEPREFIX": str(_COMPILED)}
