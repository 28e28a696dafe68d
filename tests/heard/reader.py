"""A screen reader: makes spoken lines of a program's events, as Orca does, and keeps them in the order they were said.

What becomes the active window, what gets the keyboard (label, kind, value, state, description), what is announced,
and what changes on the part that has the keyboard. What is never told by an event is never heard.
"""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.heard.bus import Bus, Event, Gone, Part, Relation, State

_STATES = {
    "check box": {State.CHECKED: ("checked", "not checked")},
    "radio button": {State.CHECKED: ("selected", "not selected")},
    "toggle button": {State.CHECKED: ("pressed", "not pressed")},
}
_QUIET = 0.25  # seconds without an event: everything has been said


class Reader:
    """Listens to a bus from the start to the end of the context. Lines: `Passphrase, password text`, `» told`."""

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.heard: list[str] = []
        self.focus: Part | None = None
        self.written: list[str] = []
        self._groups: list[str] = []
        self._last = time.monotonic()
        self._is_over = threading.Event()
        self._trouble: BaseException | None = None
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def settle(self, seconds: float = _QUIET) -> None:
        """Wait until nothing has been told for a while. Raises what went wrong in listening."""
        while time.monotonic() - self._last < seconds:
            time.sleep(0.02)
        if self._trouble is not None:
            raise self._trouble

    def wait_for(self, words: str, since: int = 0, seconds: float = 30) -> str:
        """The first line with these words, said after the line number `since`. Raises AssertionError with all of them."""
        return self.wait_until(lambda line: words in line, words, since, seconds)

    def wait_until(self, fits: Callable[[str], bool], what: str, since: int = 0, seconds: float = 30) -> str:
        """The first line that fits, as `wait_for`."""
        end = time.monotonic() + seconds
        while True:
            found = next((line for line in self.heard[since:] if fits(line)), None)
            if found is not None:
                return found
            if self._trouble is not None:
                raise self._trouble
            assert time.monotonic() < end, f"never heard: {what}\n" + "\n".join(self.heard[since:])
            time.sleep(0.02)

    def name(self, part: Part) -> str:
        """What a part is called: by its label, else by its own name. Raises Gone."""
        labels = " ".join(self.bus.name(each) for each in self.bus.related(part, Relation.LABELLED_BY))
        return labels or self.bus.name(part)

    def say_alone(self, part: Part) -> str:
        """How a part is read out, without the groups it is in. Raises Gone."""
        bus, role, states = self.bus, self.bus.role(part), self.bus.states(part)
        labels, name = self.name(part), self.bus.name(part)
        said = [labels, role]
        if role == "combo box" and labels != name:
            said.append(name)
        elif role in ("text", "spin button") and (value := bus.text(part)):
            said.append(value)
        for state, (is_so, is_not) in _STATES.get(role, {}).items():
            said.append(is_so if state in states else is_not)
        if State.INVALID in states:
            said.append("invalid")
        if State.ENABLED not in states:
            said.append("unavailable")
        if (described := bus.description(part)) and described != name:
            said.append(described)
        return ", ".join(part for part in said if part)

    def say(self, part: Part) -> str:
        """How a part is read out when the keyboard comes to it: the groups that are new first. Raises Gone."""
        return ", ".join([*self._around(part), self.say_alone(part)])

    def _around(self, part: Part) -> list[str]:
        """The groups that a reader names before what is in them: those with a name of their own."""
        found: list[str] = []
        above = self.bus.parent(part)
        for _ in range(40):
            if above.is_nothing:
                break
            role = self.bus.role(above)
            if role in ("application", "desktop frame"):
                break
            if role in ("panel", "dialog", "table", "list") and (name := self.bus.name(above)):
                found.insert(0, f"{name}, {role}")
            above = self.bus.parent(above)
        fresh = [each for each in found if each not in self._groups]
        self._groups = found
        return fresh

    def _listen(self) -> None:
        try:
            while not self._is_over.is_set():
                event = self.bus.next_event(0.05)
                if event is None:
                    continue
                try:
                    line = self._line(event)
                except Gone:  # it went away before it could be asked: a reader says nothing either
                    continue
                finally:
                    self._last = time.monotonic()
                if line:
                    self.heard.append(line)
        except BaseException as trouble:  # noqa: BLE001 - told by whoever waits
            self._trouble = trouble

    def _line(self, event: Event) -> str:
        """What is said of an event; "" for what a reader passes over."""
        if event.kind == "Window.Activate":
            self._groups, self.focus = [], None
            return f"{self.bus.name(event.part)}, {self.bus.role(event.part)}"
        if event.kind == "Object.Announcement":
            return f"{'»!' if event.number == 2 else '»'} {event.value}"
        if event.kind == "Object.StateChanged" and event.detail == "focused" and event.number:
            if event.part == self.focus:  # Qt says so once more when it loses the keyboard
                return ""
            self.focus = event.part
            return self.say(event.part)
        if event.kind == "Object.TextChanged" and event.detail:
            self.written.append(str(event.value))
            return ""
        if event.part != self.focus:
            return ""
        if event.kind == "Object.StateChanged" and event.detail == "checked":
            return "checked" if event.number else "not checked"
        if event.kind == "Object.PropertyChange" and event.detail == "accessible-name":
            return str(event.value) if self.bus.role(event.part) == "combo box" else ""
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()
