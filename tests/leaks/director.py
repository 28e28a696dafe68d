"""The scripted day with the canary citizen, and what the day leaves out, in folders of their own.

Run below strace; `control` plays one scene that leaks on purpose, in the same program and home.
"""

import argparse
import sys
from pathlib import Path

from mobile_office.demo.day.__main__ import Director

_ACTOR = (sys.executable, "-m", "tests.leaks.actor")
SHOWN, WORK = "shown", "work"  # papers and a word between scenes; the homes and the office


class LeakDay(Director):
    """The day, the scenes of `tests.leaks.scenes` in the middle of it."""

    def _afternoon(self) -> bool:
        return self._play("counter", self.laptop) and super()._afternoon()

    def _audit(self) -> bool:
        return self._play("carrying", self.office_pc) and super()._audit()

    def control(self) -> bool:
        """Leak on purpose, in the laptop's own program."""
        self.office.url = "http://127.0.0.1:9"
        return self._play("control", self.laptop)


def main() -> int:
    """Play below a root folder; 0 when everything was played."""
    parser = argparse.ArgumentParser(prog="python -m tests.leaks.director")
    parser.add_argument("root", type=Path)
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    day = LeakDay(options.root / WORK, options.root / SHOWN, _ACTOR)
    return 0 if (day.control() if options.control else day.day()) else 1


if __name__ == "__main__":
    sys.exit(main())
