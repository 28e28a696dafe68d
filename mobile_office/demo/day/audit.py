"""The auditor's minute after the day: `mobile-office verify` on the laptop, and on one put back to midday."""

import shutil
import subprocess
import sys
from pathlib import Path

from mobile_office.demo.people import CLERK

_STORE = "store.db*"


def keep_store(home: Path, aside: Path) -> None:
    """A copy of the store as it is now, as a backup tool would take one; the program is closed."""
    aside.mkdir()
    for path in home.glob(_STORE):
        shutil.copy(path, aside)


def is_sound(home: Path, url: str) -> bool:
    """Whether everything verifies, and the office agrees."""
    return _verify(home, "--ask-office", url=url)


def notices_older_store(home: Path, aside: Path, elsewhere: Path) -> bool:
    """Whether a copy of the home with the older store in it is found out, without any network."""
    shutil.copytree(home, elsewhere)
    for path in elsewhere.glob(_STORE):
        path.unlink()
    for path in aside.iterdir():
        shutil.copy(path, elsewhere)
    return _verify(elsewhere, expected=1)


def _verify(home: Path, *more: str, url: str = "", expected: int = 0) -> bool:
    line = [sys.executable, "-m", "mobile_office", *(["--backoffice", url] if url else [])]
    line += ["verify", "--home", str(home)]
    line += ["--passphrases-from-input", "--person", CLERK.name, *more]
    done = subprocess.run(line, input=CLERK.passphrase + "\n", capture_output=True, text=True, check=False)
    if done.returncode != expected:
        print(done.stdout, done.stderr, flush=True)  # counts, codes and ids; never data
    return done.returncode == expected
