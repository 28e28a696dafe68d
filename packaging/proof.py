"""Proving a bundle: it enrols and verifies a laptop, plays the scripted day, and its start is measured.

What is proved is a copy with the unshipped actor laid beside the program; the office runs from this
checkout, as it would on another computer.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from mobile_office.demo.office import DemoOffice
from mobile_office.demo.people import CLERK

ROOT = Path(__file__).resolve().parents[1]
STARTS = 7  # measured for each; one more goes before to warm the disk's cache
_LONGEST = 60  # seconds a command may take


class Failed(Exception):
    """The bundle does not do what the program does; the text says what."""


class Proof:
    """A copy of a bundle with the actor beside it, and a laptop's home to use it on."""

    def __init__(self, bundle: Path, actor: Path, folder: Path) -> None:
        """`folder` is made for it; `bundle` and `actor` are only read."""
        self._folder, self._program = folder, folder / "program"
        shutil.copytree(bundle, self._program, symlinks=True)
        shutil.copytree(actor, self._program, symlinks=True, dirs_exist_ok=True)
        self._home = folder / "laptop"
        # A person's session knows nothing of this environment, and its home is empty.
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._environment = {**kept, "HOME": str(folder / "person"), "QT_QPA_PLATFORM": "offscreen"}

    def commands(self) -> None:
        """`--version`, `enrol` (which makes a store by its migrations) and `verify`. Raises Failed."""
        self._say("--version")
        home = ("--home", str(self._home))
        with DemoOffice(self._folder / "office") as office:
            person = office.add_person(CLERK.name, CLERK.role)
            codes = ("--code", office.enrol("B", "bus"), "--person-code", person)
            self._say("enrol", *home, "--backoffice", office.url, *codes, "--passphrases-from-input")
        self._say("verify", *home, "--passphrases-from-input")
        if (self._folder / "person").exists():
            raise Failed("a file was left in the person's own home")

    def start_ms(self) -> tuple[int, int]:
        """Start of the process to painted unlock window, median: from the bundle, and from the checkout."""
        lines = (
            [str(self._program / "mobile-office-painted")],
            [sys.executable, str(ROOT / "packaging" / "painted.py")],
        )
        taken: tuple[list[float], list[float]] = ([], [])
        for turn in range(STARTS + 1):
            for line, times in zip(lines, taken, strict=True):
                seconds = self._start([*line, "--home", str(self._home)])
                if turn:
                    times.append(seconds)
        bundled, checkout = (round(median(times) * 1000) for times in taken)
        return bundled, checkout

    def day(self, out: Path) -> None:
        """Play the whole scripted day from the bundle; pictures go to `out`. Raises Failed."""
        line = [sys.executable, "-m", "mobile_office.demo.day", "--out", str(out)]
        line += ["--program", str(self._program / "mobile-office-actor")]
        if subprocess.call(line) != 0:
            raise Failed("the scripted day fails from the bundle")

    def _say(self, *arguments: str) -> None:
        line = [str(self._program / "mobile-office"), *arguments]
        done = subprocess.run(
            line,
            input=CLERK.passphrase + "\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST,
            env=self._environment,
        )
        if done.returncode != 0:
            raise Failed(f"mobile-office {arguments[0]} fails from the bundle: {done.stdout}{done.stderr}")

    def _start(self, line: Sequence[str]) -> float:
        begun = time.perf_counter()
        with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=self._environment) as process:
            assert process.stdout is not None
            if process.stdout.readline() != "painted\n":
                raise Failed("no unlock window is painted")
            return time.perf_counter() - begun
