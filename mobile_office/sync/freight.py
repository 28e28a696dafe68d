"""Freight (Fracht): attachments on the road, up to the office and down from it, after the cases are delivered.

Chunk by chunk, so that a cut link repeats at most one of each attachment, also after a restart; smallest first, small
ones together in parcels of which the office keeps what has arrived whole.
A case that comes in goes first, somebody may stop it, and what cannot be sent is set aside with a reason.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from mobile_office.blobs import MOST, Blobs
from mobile_office.domain.attachment import chunks_of
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.attachments import Attachments, Blob
from mobile_office.store.local import Local
from mobile_office.sync.lane import Lane, Outcomes
from mobile_office.sync.pace import LANES, Pace

Writer = Callable[[Callable[[], Any]], Any]
_SPOILT = "attachments.spoilt"  # the key of what is set aside, over restarts: {digest: code}
_AT_ONCE = 1000  # attachments looked up at a time: each look goes through all that is owed
_TOGETHER, _SELDOM = 16, 0.5  # marks written down at a time, and the seconds after which even one is


@dataclass(frozen=True)
class Load:
    """How far a run has come: attachments and their bytes, of how many; `current` is a case on its way, or empty."""

    items: int = 0
    items_done: int = 0
    bytes: int = 0
    bytes_done: int = 0
    current: str = ""


@dataclass(frozen=True)
class Carried:
    """What a run did. `is_done` is False when it was stopped or something more urgent came.

    `sent` and `fetched` count attachments; `set_aside` are digests of what could not be sent.
    """

    sent: int = 0
    fetched: int = 0
    set_aside: tuple[str, ...] = ()
    is_done: bool = True


@dataclass
class Freight:
    """The attachments of one device, and where they go. `write` runs a function on the one writer and waits.

    `carry` belongs to the network's thread; `stop` and `load` may be called from any.
    """

    attachments: Attachments
    blobs: Blobs
    local: Local
    write: Writer
    _load: Load | None = None
    _stopped: threading.Event = field(default_factory=threading.Event)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def load(self) -> Load:
        """How far the run under way, or the last one, has come."""
        return self._load or Load()

    def begin(self) -> None:
        """A new run: what it carries is counted anew, and nobody has stopped it yet."""
        self._load = None
        self._stopped.clear()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody has stopped the run under way."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End the run under way before its next chunk; what was handed over stays, and the next run goes on."""
        self._stopped.set()

    def set_aside(self) -> dict[str, str]:
        """What could not be sent, and why (a code), by digest."""
        return dict(self.local.get(_SPOILT) or {})

    def try_again(self) -> None:
        """What was set aside is tried once more by the next run: somebody has asked for it."""
        if self.set_aside():
            self.write(lambda: self.local.put(_SPOILT, {}))

    def carry(self, now: datetime, is_needed_elsewhere: Callable[[], bool] = lambda: False) -> Carried:
        """Hand over what is owed, then fetch what is wanted here; go on where the run was interrupted.

        Raises Offline, Unknown, TooOld, CertificateInvalid, and Trouble of the store.
        """
        if self._load is None:
            items, size = self.attachments.unsent()
            self._load = Load(items=items, bytes=size)
        run = _Run(self, now, lambda: self.is_stopped or is_needed_elsewhere())
        try:
            if run.send():
                run.fetch()
        finally:
            self._load = replace(self.load(), current="")
        return run.carried

    def count(self, size: int, *, items: int = 0, current: str = "") -> None:
        """Note what has been handed over."""
        with self._counting:
            load = self.load()
            self._load = replace(
                load,
                items_done=load.items_done + items,
                bytes_done=min(load.bytes_done + size, load.bytes),
                current=current or load.current,
            )


class _Run:
    def __init__(self, freight: Freight, now: datetime, is_halted: Callable[[], bool]) -> None:
        self.carried = Carried()
        self._freight = freight
        self._of, self._office, self._now = freight.attachments, freight.blobs, now
        self._ask = is_halted
        self._was_halted = False
        self._is_cut = threading.Event()
        self._pace = Pace()
        self._lane = Lane(self._of, self._office, self._pace, freight.count, self._is_over)
        self._unwritten: list[str] = []
        self._written_at = time.monotonic()
        self._tried: set[str] = set(freight.set_aside())

    # -- to the office

    def send(self) -> bool:
        """Everything that is owed, several at once; False where it was halted."""
        under_way: set[Future[Outcomes]] = set()
        with ThreadPoolExecutor(LANES, "freight") as lanes:
            try:
                while not self._is_halted() and (waiting := self._next()):
                    for parcel in self._parcels(waiting):
                        under_way.add(lanes.submit(self._lane.deliver, parcel))
                        self._tried.update(blob.digest for blob in parcel)
                        self._settle(under_way, self._pace.lanes - 1)
                        if self._is_halted():
                            break
                self._settle(under_way, 0)
            finally:
                self._is_cut.set()  # the other lane ends after its chunk; when that was the last it is not sent again
                for done in under_way:
                    if not done.exception():
                        self._mark(blob for blob, outcome in done.result() if outcome is True)
                self._write_marks()
        self.carried = replace(self.carried, is_done=not self._was_halted)
        return not self._was_halted

    def _is_halted(self) -> bool:
        """Whether to end before the next chunk; asked once with yes, it stays so for this run."""
        self._was_halted = self._was_halted or self._ask()
        return self._was_halted

    def _is_over(self) -> bool:
        """Whether a lane ends before its next chunk."""
        return self._is_cut.is_set() or self._is_halted()

    def _next(self) -> list[Blob]:
        """What was not tried by this run; more is asked for than was tried, since that stays unsent."""
        owed = self._of.to_send(len(self._tried) + _AT_ONCE)
        return [blob for blob in owed if blob.digest not in self._tried]

    def _parcels(self, waiting: Iterable[Blob]) -> Iterator[list[Blob]]:
        """What travels in one request each: small ones together, as many as the pace allows by then."""
        parcel: list[Blob] = []
        for blob in waiting:
            is_small = chunks_of(blob.size) == 1
            is_full = sum(each.size for each in parcel) + blob.size > self._pace.bytes or len(parcel) == MOST
            if parcel and (is_full or not is_small):
                yield parcel
                parcel = []
            parcel.append(blob)
            if not is_small:
                yield parcel
                parcel = []
        if parcel:
            yield parcel

    def _settle(self, under_way: set[Future[Outcomes]], most: int) -> None:
        """Wait until at most so many are under way; what has arrived is marked. Raises what stopped one."""
        while len(under_way) > most:
            for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                under_way.discard(done)
                for blob, outcome in done.result():
                    if isinstance(outcome, str):
                        self._set_aside(blob, outcome)
                    self._mark([blob] if outcome is True else [])

    def _mark(self, sent: Iterable[Blob]) -> None:
        """Several are written down at once: who is killed before that hands over one chunk of each again."""
        for blob in sent:
            self._unwritten.append(blob.digest)
            self._freight.count(0, items=1)
            self.carried = replace(self.carried, sent=self.carried.sent + 1)
        if len(self._unwritten) >= _TOGETHER or time.monotonic() - self._written_at > _SELDOM:
            self._write_marks()

    def _write_marks(self) -> None:
        marks, self._unwritten, self._written_at = self._unwritten, [], time.monotonic()
        if marks:
            self._freight.write(partial(self._of.mark_all_sent, marks, self._now))

    def _set_aside(self, blob: Blob, code: str) -> None:
        """Poison: it stays here with its reason, and everything else goes on (sync.md 15)."""
        freight = self._freight
        kept = {**freight.set_aside(), blob.digest: code}
        freight.write(partial(freight.local.put, _SPOILT, kept))
        self.carried = replace(self.carried, set_aside=(*self.carried.set_aside, blob.digest))

    # -- from the office

    def fetch(self) -> None:
        """What somebody here will look at, one after another."""
        for blob in self._of.to_fetch():
            try:
                if not self._fetch(blob):
                    self.carried = replace(self.carried, is_done=False)
                    return
            except NotAllowed as error:
                if error.code != "blob_unknown":
                    raise
                continue  # not whole at the office yet, or no longer there
            if self._freight.write(partial(self._of.finish, blob.digest)):
                self.carried = replace(self.carried, fetched=self.carried.fetched + 1)

    def _fetch(self, blob: Blob) -> bool:
        """False where it was halted; what has arrived until then is kept."""
        for index in range(self._of.fetched(blob.digest), chunks_of(blob.size)):
            if self._is_halted():
                return False
            chunk = self._office.fetch(blob.digest, index)
            try:
                self._of.put(blob.digest, index, chunk)
            except (KeyError, ValueError):
                return True  # erased meanwhile, or not what was named: `finish` finds out
        return True
