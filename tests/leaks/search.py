"""Goes through a trace and what lies in the folders after it, and names each leak with the step of the day."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.leaks import trace
from tests.leaks.canary import found
from tests.leaks.scanner import Leak, Stream, is_picture, whole

_STEP = re.compile(rb"  passed  (.+)\n?")
# In the order looked for: what a place is called in the report, never by its path.
_KINDS = (
    ("socket", re.compile(r"^socket:|^(TCP|UDP|UNIX)")),
    ("pipe", re.compile(r"^pipe:")),
    ("terminal", re.compile(r"^/dev/(pts|tty)")),
    ("the store", re.compile(r"/store\.db")),
    ("street directory", re.compile(r"/streets[^/]*\.db")),
    ("bug report", re.compile(r"/bugs\.log$")),
    ("settings", re.compile(r"\.(conf|ini|toml|xbel)(\.\w+)?$|/\.config/")),
    ("temporary file", re.compile(r"/tmp/|/shm/")),
)


@dataclass
class Search:
    """One trace, searched. `allowed` are the folders that may hold the citizen: each is named in the report."""

    allowed: tuple[Path, ...]
    steps: list[str] = field(default_factory=list)
    calls: int = 0
    bytes: int = 0
    arrived: set[str] = field(default_factory=set)  # the words that came where they belong
    _leaks: set[tuple[str, str, str, int]] = field(default_factory=set)
    _streams: dict[tuple[int, str], Stream] = field(default_factory=dict)
    _files: dict[str, int] = field(default_factory=dict)  # opened for writing: the step it was seen in last

    def read(self, file: Path) -> None:
        """Look at every call of a trace."""
        for call in trace.calls(file):
            self.calls += 1
            if call.is_cut or call.name in trace.NEVER:
                self._add("what was not traced", {("?", call.name)})
            if call.name in trace.WRITES:
                self._written(call)
            elif call.name.startswith("exec"):
                self._add("argument or environment", found(b"\0".join(call.texts)))
            elif call.name in trace.COPIES:
                self._files[call.place] = len(self.steps)
            else:
                self._named(call)

    def look(self, *folders: Path) -> None:
        """Look at what lies in folders, and at every file written anywhere, as it is now; then unpack."""
        last = len(self.steps)
        for folder in folders:
            for path in _files(folder):
                self._files.setdefault(str(path), last)
                self._add("file's name", found(os.fsencode(path.relative_to(folder))), last, path)
        for name, step in self._files.items():
            path = Path(name)
            if not self._is_allowed(name) and path.is_file():
                self._add(kind_of(name), whole(path.read_bytes()), step)
        for (_, name), stream in self._streams.items():
            if not self._is_store(name):
                told = {(word, f"{form}, packed") for word, form in stream.unpacked()}
                self._add(kind_of(name), told, stream.step)

    @property
    def leaks(self) -> list[Leak]:
        """Every leak, by the step it happened in."""
        return [
            Leak(kind, word, form, self._step(step))
            for kind, word, form, step in sorted(self._leaks, key=lambda leak: (leak[3], *leak[:3]))
        ]

    def _written(self, call: trace.Call) -> None:
        data = b"".join(call.texts)
        if call.number in (1, 2) and (match := _STEP.search(data)):
            step = match[1].decode(errors="replace")
            if step not in self.steps:
                self.steps.append(step)
        if self._is_allowed(call.place):
            self.arrived |= {word for word, _ in found(data)}
            return
        self.bytes += len(data)
        way = call.process if call.place.startswith("socket:") else 0
        stream = self._streams.setdefault((way, call.place), Stream())
        is_first = not stream.parts
        self._add(kind_of(call.place, call.number), stream.add(data, len(self.steps)))
        if is_first and call.place.startswith("/") and is_picture(data):
            self._add("picture or paper", {("what is on it", "picture")})

    def _named(self, call: trace.Call) -> None:
        """Names given to files; those below an allowed folder are that folder's matter."""
        for text in call.texts:
            if not self._is_allowed(os.fsdecode(text)):
                self._add("file's name", found(text))
        if call.name in trace.OPENS and call.texts:
            self._files[os.fsdecode(call.texts[0])] = len(self.steps)

    def _add(
        self, kind: str, told: set[tuple[str, str]], step: int | None = None, path: Path | None = None
    ) -> None:
        if path is None or not self._is_allowed(str(path)):
            at = len(self.steps) if step is None else step
            self._leaks |= {(kind, word, form, at) for word, form in told}

    def _is_allowed(self, name: str) -> bool:
        return any(Path(name).is_relative_to(folder) for folder in self.allowed)

    @staticmethod
    def _is_store(name: str) -> bool:
        return kind_of(name) == "the store"

    def _step(self, at: int) -> str:
        return self.steps[at] if at < len(self.steps) else "after the last step"


def kind_of(place: str, number: int = -1) -> str:
    """What a place is, without its name."""
    if number in (1, 2) and not place.startswith("socket:"):
        return "standard output" if number == 1 else "standard error"
    return next((kind for kind, pattern in _KINDS if pattern.search(place)), "another file")


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file() or path.is_dir())
