"""One storm of processes from one seed: a stage, a road, clients and servers that are killed, and the verdict.

While it rages, the office may be put back from last night's backup, or a laptop's store to an older copy. Then the
sky clears: faults end, everybody delivers until nothing is left, and all sides are compared.
"""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.storm import client, ledger, naive
from tests.storm.client import PATIENCE, Shift
from tests.storm.naive import Failed
from tests.storm.processes import Child, Server, bugs, last_line, road
from tests.storm.scene import LAPTOPS, Scene, Stage, naive_facts
from tests.storm.site import Person
from tests.storm.verdict import Gone, Verdict, entries, judge

EVENTS = ("office_restored", "store_put_back", "")  # by seed, in turn
_STALL = PATIENCE * 1.4
_TICK = 0.01
_FOR_THE_CONTROL = 60.0  # seconds


@dataclass(frozen=True)
class Size:
    """How much one storm is: `cases` of each bus, `seconds` of raging, kills of clients and of servers."""

    cases: int
    seconds: float
    client_kills: int
    server_kills: int


@dataclass
class Episode:
    """A storm that rages. `tell` hears of it now and then, and must not mind to be called often."""

    stage: Stage
    crews: dict[str, tuple[Person, ...]]
    seed: int
    size: Size
    tell: Callable[[], None] = lambda: None
    is_fresh: bool = True  # servers start as an administrator starts them, and after a kill warm
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    gone: Gone = field(default_factory=Gone)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)
        self._event = EVENTS[self.seed % len(EVENTS)]
        self._letters = tuple(LAPTOPS)
        self._clients: dict[str, Child] = {}
        self._starts = 0
        self._naive_said = self.stage.folder / "naive-said"

    def play(self) -> tuple[Verdict, Failed]:
        """All of it."""
        stage, folder = self.stage, self.stage.folder
        self._servers = [
            Server(stage.url, stage.keys, folder / f"server-{n}.log") for n in range(stage.processes)
        ]
        counts = folder / "road.json"
        self._road, self._url = road(self._servers, self.seed, _STALL, counts)
        try:
            self._storm()
            self._calm()
        finally:
            for child in (*self._clients.values(), self._naive):
                child.kill()
            for server in self._servers:
                server.kill()
            self._road.kill(signal.SIGTERM)
        self.counts.update(json.loads(counts.read_text(encoding="utf-8")))
        verdict = judge(stage, self.gone)
        verdict.unequal += self.faults
        verdict.damaged += [
            f"{server.log.stem}: {bug}" for server in self._servers for bug in bugs(server.log)
        ]
        with closing(stage.office()) as office:
            return verdict, naive.judge(office, self._naive_said)

    def _storm(self) -> None:
        for server in self._servers:
            server.start_fresh() if self.is_fresh else server.start()
        self._began = time.monotonic()
        self._naive = Child(self._naively, self.stage.folder / "naive.log")
        for letter in self._letters:
            self._start(letter)
        for moment, act in self._plan():
            while time.monotonic() < self._began + moment:
                self._look()
                time.sleep(_TICK)
            act()
        # On a busy machine the control may not have come to the end of one run yet; the road is as bad as before.
        latest = time.monotonic() + _FOR_THE_CONTROL
        while not self._naive_said.exists() and time.monotonic() < latest:
            self._look()
            time.sleep(_TICK)

    def _plan(self) -> list[tuple[float, Callable[[], None]]]:
        """What happens when, in seconds from the beginning."""
        chance, size = self._chance, self.size
        moments: list[tuple[float, Callable[[], None]]] = []
        for _ in range(size.client_kills):
            letter = chance.choice(self._letters)
            moments.append((chance.uniform(0.0, size.seconds), partial(self._kill, letter)))
        for _ in range(size.server_kills):
            number = chance.randrange(len(self._servers))
            moments.append((chance.uniform(0.0, size.seconds), partial(self._kill_server, number)))
        if self._event:
            letter = chance.choice(self._letters)
            moments.append((size.seconds * 0.4, partial(self._before, letter)))
            moments.append((size.seconds * 0.7, partial(self._after, letter)))
        return sorted(moments, key=lambda item: item[0])

    def _start(self, letter: str) -> None:
        self._starts += 1
        seed, shift = self.seed * 100_000 + self._starts, self._shift(letter)
        home, people = self.stage.home(letter), self.crews[letter]
        log = self.stage.folder / f"client-{letter}.log"
        self._clients[letter] = Child(lambda: client.work(home, people, seed, shift), log)

    def _shift(self, letter: str) -> Shift:
        size, began = self.size, self._began
        return Shift(self._url, self.stage.ledger(letter), size.cases, began, began + size.seconds * 0.9)

    def _kill(self, letter: str) -> None:
        self._stop(letter)
        self._start(letter)

    def _stop(self, letter: str) -> None:
        code = self._clients[letter].kill()
        self.counts["client_kills"] += code == -signal.SIGKILL

    def _kill_server(self, number: int) -> None:
        server = self._servers[number]
        self._note(server.fault())
        server.kill()
        self.counts["server_kills"] += 1
        server.start()

    def _before(self, letter: str) -> None:
        """The office's nightly backup, or a copy of a laptop's store."""
        if self._event == "office_restored":
            self._with_the_office_down(self.stage.back_up)
        else:
            self._stop(letter)
            self.stage.copy_store(letter)
            self._copied = set(ledger.read([self.stage.ledger(letter)]))
            self._start(letter)

    def _after(self, letter: str) -> None:
        """The backup, or the copy, takes its place."""
        self.counts[self._event] += 1
        if self._event == "office_restored":
            self._with_the_office_down(self.stage.restore)
            for server in self._servers:
                server.database = self.stage.url
            return
        self._stop(letter)
        self.stage.put_store_back(letter)
        self._with_the_office_down(partial(self._count_gone, letter))
        self._start(letter)

    def _count_gone(self, letter: str) -> None:
        """What was written after the copy and has not reached the office is nowhere any more.

        Nor is that of which only the header has: the draft it had become was in the store.
        """
        written = set(ledger.read([self.stage.ledger(letter)]))
        with closing(self.stage.office()) as office:
            there = {entry for entry, item in entries(office).items() if item.entry.body is not None}
            self.gone = Gone(frozenset(written - self._copied - there))
        self.counts["gone_with_the_store"] += len(self.gone.entries)

    def _with_the_office_down(self, act: Callable[[], None]) -> None:
        for server in self._servers:
            server.kill()
            self.counts["server_kills"] += 1
        act()
        for server in self._servers:
            server.database = self.stage.url
            server.start()

    def _look(self) -> None:
        """Nobody may end by themselves; who does is started again, and it is a fault."""
        self.tell()
        for letter, child in self._clients.items():
            if child.ended() is not None:
                self._note(f"client {letter} ended: {last_line(child.log)}")
                self._start(letter)
        for server in self._servers:
            if fault := server.fault():
                self._note(fault)
                server.kill()
                server.start()

    def _note(self, fault: str) -> None:
        if fault:
            self.faults.append(fault)

    def _naively(self) -> None:
        naive.send_on_and_on(naive_facts(self.stage.folder), self._url, self._naive_said)

    def _calm(self) -> None:
        for letter in self._letters:
            self._stop(letter)
        self._naive.kill()
        os.kill(self._road.pid, signal.SIGUSR1)
        for _ in range(2):  # again, so that the buses have what the station did
            for letter in self._letters:
                home, people, shift = self.stage.home(letter), self.crews[letter], self._shift(letter)
                log = self.stage.folder / f"end-{letter}.log"
                child = Child(partial(client.end, home, people, shift), log)
                self._clients[letter] = child
                if child.wait() != 0:
                    self._note(f"client {letter} at the end: {last_line(log)}")
                self.tell()


def crews(scene: Scene) -> dict[str, tuple[Person, ...]]:
    """The people of each laptop of a scene."""
    return {letter: client.crew(scene.folder / f"laptop-{letter}") for letter in LAPTOPS}


def kept_logs(folder: Path) -> dict[str, str]:
    """The last word of everybody who said something, for a run that went wrong."""
    return {path.stem: last_line(path) for path in sorted(folder.glob("*.log")) if path.stat().st_size}
