"""Somebody who does not see the screen at the program's place: presses keys, and knows only what is said.

Every key that moves the keyboard must be answered: a Tab without a word fails.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.heard.bus import Bus, Gone, Part
from tests.heard.desktop import desktop
from tests.heard.keys import Keyboard
from tests.heard.reader import Reader
from tests.heard.uppermost import Uppermost

Place = tuple[int, int, int, int]  # left, top, width, height


@dataclass
class Seat:
    """The keyboard, and the reader on the ears."""

    keyboard: Keyboard
    reader: Reader
    bus: Bus

    def press(self, keys: str) -> int:
        """Press a key; the number of lines said before it."""
        since = len(self.reader.heard)
        self.keyboard.press(keys)
        return since

    def hears(self, keys: str, words: str) -> str:
        """Press a key and wait for these words. Raises AssertionError when they do not come."""
        return self.reader.wait_for(words, self.press(keys))

    def steps(self, keys: str = "Tab") -> Part:
        """Move the keyboard; where it is then. Raises AssertionError when no word is said of it."""
        before = self.reader.focus
        since = self.press(keys)
        end = time.monotonic() + 10
        while self.reader.focus == before or len(self.reader.heard) == since:
            assert time.monotonic() < end, f"{keys}: nothing is said after: {self.reader.heard[-3:]}"
            time.sleep(0.01)
        assert self.reader.focus is not None
        return self.reader.focus

    def round(self, most: int = 80) -> tuple[list[str], list[str]]:
        """Tab from here until it is here again: what is said at each stop, and what is wrong with the way.

        Wrong is a stop without a name, and one that lies before the last in the order of reading; once it begins anew.
        """
        first = self.reader.focus
        assert first is not None
        before = first
        said, wrong, back = list[str](), list[str](), list[str]()
        for _ in range(most):
            here = self.steps()
            said.append(self.reader.say_alone(here))
            if not self.reader.name(here).strip():
                wrong.append(f"no name: {said[-1]}")
            if _goes_back(self._place(before), self._place(here)):
                back.append(f"back to: {said[-1]}")
            before = here
            if here == first:
                return said, wrong + (back if len(back) > 1 else [])
        raise AssertionError(f"{most} times Tab and never back at the start: {said}")

    def _place(self, part: Part) -> Place:
        """Where a part is seen; what is scrolled out of sight stands at the edge of its area."""
        left, top, width, height = self.bus.place(part)
        above = self.bus.parent(part)
        while not above.is_nothing and self.bus.role(above) != "application":
            try:
                _, start, _, tall = self.bus.place(above)
            except Gone:
                break
            top = max(start, min(top, start + tall - height))
            above = self.bus.parent(above)
        return left, top, width, height


def _goes_back(one: Place, two: Place) -> bool:
    """Up in a column, left in a row, or up and to the left. Right and up is the next column."""
    if _shares(one[0], one[2], two[0], two[2]) and two[1] != one[1]:
        return two[1] < one[1]
    if _shares(one[1], one[3], two[1], two[3]):
        return two[0] < one[0]
    return two[1] < one[1] and two[0] < one[0]


def _shares(start: int, long: int, other: int, other_long: int) -> bool:
    """Whether the shorter of two stretches lies at least half within the other."""
    shared = min(start + long, other + other_long) - max(start, other)
    return shared * 2 > min(long, other_long)


@contextmanager
def seated(folder: Path, *line: str) -> Iterator[Seat]:
    """At a desktop of its own in a folder with a short path, where `python -m mobile_office LINE` runs."""
    with ExitStack() as stack:
        place = stack.enter_context(desktop(folder))
        bus = stack.enter_context(Bus(place.bus))
        reader = stack.enter_context(Reader(bus))
        keyboard = stack.enter_context(Keyboard(place.display))
        stack.enter_context(Uppermost(place.display))
        command = [sys.executable, "-m", "mobile_office", *line]
        process = subprocess.Popen(command, env=place.environment, stderr=subprocess.PIPE, text=True)
        try:
            yield Seat(keyboard, reader, bus)
        finally:
            process.terminate()
            _, said = process.communicate(timeout=30)
            print("\n".join(reader.heard))
            print(said, file=sys.stderr)
