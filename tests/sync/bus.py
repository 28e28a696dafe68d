"""The counter's bus with a store of its own, and how it delivers: what the tests of delivery need."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mobile_office.protocol import BackOffice, Checkpoint, Entry
from mobile_office.store.journal import Journal
from mobile_office.store.people import People
from mobile_office.store.publications import Publications
from mobile_office.store.vault import open_store
from mobile_office.sync.delivery import Delivered, deliver
from tests.backoffice.counter import NOW, STREAM, Counter
from tests.fresh import fresh


class Bus:
    """The counter's bus with a store of its own."""

    def __init__(self, counter: Counter, path: Path) -> None:
        self.counter = counter
        fresh(path, None)
        self.engine = open_store(path, None)
        self.journal = Journal(self.engine, STREAM)
        self.people = People(self.engine, STREAM)
        self.publications = Publications(self.engine)
        self.writes = 0
        self.heads: list[Checkpoint] = []

    def submit(self, count: int = 1) -> list[Entry]:
        entries = [self.counter.bus.submit("Berger") for _ in range(count)]
        for entry in entries:
            self.journal.append(entry)
        return entries

    def deliver(self, back_office: BackOffice) -> Delivered:
        return deliver(
            self.journal,
            self.people,
            back_office,
            self.counter.bus.device,
            self._write,
            chain=self.counter.bus.chain,
            clock=lambda: NOW,
            keep=self.heads.append,
            publications=self.publications,
        )

    def _write(self, work: Callable[[], Any]) -> Any:
        self.writes += 1
        return work()
