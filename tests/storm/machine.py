"""The storm as a machine that hypothesis drives: it looks for the shortest day after which something is wrong.

The office, the stores and the delivery are the real ones, in this process; the rules are what people, the road and
bad luck do, the invariants what must be so at every moment, and at the end stands the verdict of the storm.
"""

import random
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mobile_office.backoffice.office import open_office
from mobile_office.store.drafts import Drafts
from mobile_office.store.journal import Journal
from mobile_office.store.people import People
from mobile_office.store.vault import close_store, open_store
from tests.storm.plot import World
from tests.storm.plot_verdict import verdict
from tests.storm.road import Lossy
from tests.storm.scene import begin_epoch, copy_files, put_files_back
from tests.storm.site import STREAM, Site

CHANCES = st.integers(0, 2**32).map(random.Random)
_OFFICE = "office.db"


@cache
def _world() -> tuple[World, tempfile.TemporaryDirectory[str]]:
    folder = tempfile.TemporaryDirectory(prefix="machine-")
    (Path(folder.name) / "world").mkdir()
    return World(Path(folder.name) / "world"), folder


class Machine(RuleBasedStateMachine):
    """A bus, a station and an office."""

    def __init__(self) -> None:
        super().__init__()
        self._home = tempfile.TemporaryDirectory(prefix="machine-")
        self.storm = _world()[0].storm(Path(self._home.name) / "storm")
        self._backup, self._copy, self._chain, self._before = False, False, "", 0
        self._is_restored = self._is_put_back = False
        for site in self.storm.sites:
            site.deliver(self.storm.office)
        self.submit(random.Random(0), 0)
        self.storm.clear()  # so that there is something to act on from the first

    @property
    def bus(self) -> Site:
        """The bus."""
        return self.storm.sites[0]

    # -- what people do

    @rule(chance=CHANCES)
    def type(self, chance: random.Random) -> None:
        """A clerk begins a draft and types in one."""
        self.bus.begin(chance)
        self.bus.type(chance)

    @rule(chance=CHANCES, at=st.integers(0, 1))
    def submit(self, chance: random.Random, at: int) -> None:
        """A case is handed in; in one rule, since hypothesis leaves rules out for whole days."""
        self.storm.sites[at].begin(chance)
        self.storm.sites[at].submit(chance, self.storm.numbers)

    @rule(chance=CHANCES, at=st.integers(0, 1))
    def act(self, chance: random.Random, at: int) -> None:
        """Somebody does to a case what they may do."""
        self.storm.sites[at].act(chance, self.storm.numbers)

    @rule(chance=CHANCES)
    def meet(self, chance: random.Random) -> None:
        """Two sites work on one case."""
        self.storm.meet(chance)

    # -- what the road does

    @rule(chance=CHANCES, at=st.integers(0, 1), loss=st.sampled_from([0.0, 0.25, 0.6]))
    def deliver(self, chance: random.Random, at: int, loss: float) -> None:
        """A delivery over a road that may lose anything."""
        self.storm.sites[at].deliver(Lossy(self.storm.office, chance, loss))

    # -- bad luck; one kind of it a day, or what is in neither place could be nowhere

    @precondition(lambda self: not self._is_put_back)
    @rule()
    def back_up_office(self) -> None:
        """The nightly backup."""
        self.storm.office.close()
        copy_files(self.storm.folder, _OFFICE, self.storm.folder / "backup")
        self._open_office()
        self._backup = True

    @precondition(lambda self: self._backup and not self._is_put_back)
    @rule()
    def restore_office(self) -> None:
        """The office is put back from its backup, and begins a new epoch."""
        self.storm.office.close()
        put_files_back(self.storm.folder, _OFFICE, self.storm.folder / "backup")
        self._open_office()
        begin_epoch(self.storm.office)
        self._is_restored = True

    @precondition(lambda self: not self._is_restored)
    @rule()
    def copy_store(self) -> None:
        """Somebody copies the bus's store."""
        close_store(self.bus.journal.engine)
        copy_files(self.storm.folder, self._store, self.storm.folder / "copy")
        self._open_store()
        self._copy, self._chain, self._before = True, self.bus.chain, len(self.bus.written)

    @precondition(lambda self: self._copy and not self._is_restored)
    @rule()
    def put_store_back(self) -> None:
        """The copy takes the store's place; what had not reached the office is nowhere any more."""
        close_store(self.bus.journal.engine)
        put_files_back(self.storm.folder, self._store, self.storm.folder / "copy")
        self._open_store()
        office = self.storm.office.journal(STREAM)
        since = self.bus.written[self._before :]
        self.bus.written[self._before :] = [entry for entry in since if office.entry(entry)]
        self.bus.chain = self._chain
        self._before, self._is_put_back = len(self.bus.written), True

    # -- what must be so

    @invariant()
    def nothing_is_in_no_place(self) -> None:
        """What was saved is on the laptop that saved it, or at the office."""
        office = self.storm.office.journal(STREAM)
        for site in self.storm.sites:
            for entry in site.written[-5:]:
                assert site.journal.entry(entry) or office.entry(entry), f"{entry} is nowhere"

    def teardown(self) -> None:
        """The sky clears; then all sides are equal."""
        try:
            self.storm.clear()
            assert verdict(self.storm) == []
        finally:
            self.storm.close()
            self._home.cleanup()

    @property
    def _store(self) -> str:
        return f"{self.bus.device.letter}.db"

    def _open_office(self) -> None:
        url = f"sqlite:///{self.storm.folder / _OFFICE}"
        self.storm.office = open_office(url, clock=self.storm.clock)

    def _open_store(self) -> None:
        engine = open_store(self.storm.folder / self._store, None)
        self.bus.journal, self.bus.drafts = Journal(engine, STREAM), Drafts(engine)
        self.bus.certificates = People(engine, STREAM)
