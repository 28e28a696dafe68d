"""The post (Poststelle): hands over what is unsent, brings back what is new, says how it stands.

The network is somebody else's thread; what it writes goes through the one writer (`write`).
Attempts and the next try are kept over restarts. Offline is a state here, never an exception.
"""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mobile_office import appointments
from mobile_office.blobs import Blobs
from mobile_office.canonical import read_time, write_time
from mobile_office.domain.alarms import Alarm, overdue
from mobile_office.domain.errors import CALM, Offline, Refused, Trouble
from mobile_office.domain.insisting import insist
from mobile_office.domain.overview import DeliveryLine, DeliveryState, Light
from mobile_office.protocol import BackOffice
from mobile_office.publication import Library, Publication
from mobile_office.runs import Runs
from mobile_office.store.local import Local
from mobile_office.store.undelivered import days, undelivered
from mobile_office.sync.delivery import deliver
from mobile_office.sync.fetching import fetch
from mobile_office.sync.freight import Freight, Load
from mobile_office.sync.rhythm import next_try
from mobile_office.sync.wipe import Order, WipeOrdered
from mobile_office.workplace import Workplace

Writer = Callable[[Callable[[], Any]], Any]
SKEW = timedelta(minutes=10)
Probe = Callable[[], datetime]  # a signed sign of life: the office's time. Raises Offline or Unknown
_BUSY = "office_busy"
_MEMORY = "delivery"  # the key of what is kept over restarts


def at_once(work: Callable[[], Any]) -> Any:
    """A writer for programs with one thread only."""
    return work()


@dataclass(frozen=True)
class _Memory:
    attempts: int = 0
    last_success: datetime | None = None
    next_try: datetime | None = None
    trouble: str = ""
    failures: int = 0  # in a row, since the rhythm last began anew


def note_success(local: Local, now: datetime) -> None:
    """Note that the office has answered by another way than the link; durable."""
    local.put(_MEMORY, {**(local.get(_MEMORY) or {}), "last_success": write_time(now)})


class Post:
    """Delivery of one device. `write` runs a function on the one writer's thread and waits.

    `library` is where the bytes of what is announced come from; without one nothing is fetched. `news` is
    what has become whole and is in use since this post was opened, the latest last.
    """

    def __init__(
        self,
        workplace: Workplace,
        back_office: BackOffice,
        write: Writer = at_once,
        library: Library | None = None,
        probe: Probe | None = None,
        blobs: Blobs | None = None,
    ) -> None:
        self._place = workplace
        self._back_office = back_office
        self._write = write
        self._library = library
        self._probe = probe
        self._freight = Freight(workplace.attachments, blobs, workplace.local, write) if blobs else None
        self._sending = False
        self.runs = Runs(workplace, write)
        self.news: tuple[Publication, ...] = ()
        self.wipe: Order | None = (
            None  # the office orders this laptop to destroy what it holds; not believed yet
        )
        self._unused: tuple[Publication, ...] = ()

    def state(self, now: datetime) -> DeliveryState:
        """The light and its numbers; what waits for 24 or 48 hours raises its alarm."""
        memory, counts = self._recall(), self._place.delivery_counts()
        waiting = len(self._place.journal.unsent_numbers())  # cases: that is what a person counts
        scans, size = self._place.attachments.unsent()
        needs_person = counts.refused + len(self.set_aside())
        owed = undelivered(self._place.journal.engine, self._place.device.stream)
        alarm = overdue(min((one.since for one in owed), default=None), now)
        return DeliveryState(
            light=self._light(memory, waiting + scans, needs_person, alarm),
            waiting=waiting,
            needs_person=needs_person,
            attempts=memory.attempts,
            last_success=memory.last_success,
            next_try=memory.next_try,
            trouble=memory.trouble,
            alarm=alarm,
            held=counts.held,
            blobs_waiting=scans,
            bytes_waiting=size,
            bytes_sent=self.progress().bytes_done,
            insistence=insist(days(owed), now.astimezone().date()),
        )

    def _light(self, memory: _Memory, waiting: int, refused: int, alarm: Alarm) -> Light:
        if self._sending:
            return Light.SENDING
        if refused or alarm == "escalate" or memory.trouble not in CALM | {""}:
            return Light.NEEDS_YOU
        if memory.trouble:
            return Light.OFFLINE
        # Notes about the day wait, too; only cases are counted.
        return Light.WAITING if waiting or self._place.journal.has_unsent() else Light.DELIVERED

    @property
    def is_reachable(self) -> bool:
        """Whether the last try met no trouble; known at once, without counting what waits."""
        return not self._recall().trouble

    @property
    def has_answered(self) -> bool:
        """The same of an office that has answered at all."""
        return self.is_reachable and self._recall().last_success is not None

    def lines(self) -> tuple[DeliveryLine, ...]:
        """Delivery case by case, with the attempts and the next try they share."""
        memory = self._recall()
        return self._place.delivery_lines(memory.attempts, memory.trouble, memory.next_try)

    def is_time(self, now: datetime) -> bool:
        """True when nothing forbids another try yet."""
        due = self._recall().next_try
        return due is None or due <= now

    def deliver(self, now: datetime, force: bool = False) -> DeliveryState:
        """Exchange until nothing is left, or note why not and when to try again.

        `force`: somebody has pressed the button, so the rhythm begins anew.
        """
        if not force and not self.is_time(now):
            return self.state(now)
        if force:
            self._begin_anew()
            if self._freight:
                self._freight.try_again()
        self._sending = True
        begun, started, trouble_code = self.runs.begin(now), time.monotonic(), ""
        if self._freight:
            self._freight.begin()
        try:
            warning = self._exchange(now)
            self._remember(_Memory(last_success=now, trouble=warning))
            self._carry(now)
        except (Trouble, Refused) as trouble:
            trouble_code = trouble.code
            self.wipe = trouble.order if isinstance(trouble, WipeOrdered) else self.wipe
            # Counted from its end: an office that does not answer has kept us waiting longer than that already.
            self._remember_failure(trouble, now + timedelta(seconds=time.monotonic() - started))
        finally:
            self._sending = False
        self.runs.end(begun, now + timedelta(seconds=time.monotonic() - started), trouble_code)
        if not trouble_code:
            self._fetch(now)  # the cases are delivered; what follows is neither their light nor their time
        return self.state(now)

    def progress(self) -> Load:
        """How far the attachments of the run under way, or of the last one, have come. From any thread."""
        return self._freight.load() if self._freight else Load()

    def stop(self) -> None:
        """End the sending of attachments before their next chunk; the next run goes on there. From any thread."""
        if self._freight:
            self._freight.stop()

    def set_aside(self) -> dict[str, str]:
        """Attachments that could not be sent, by digest, with a code that says why; the button tries them again."""
        return self._freight.set_aside() if self._freight else {}

    def stuck(self) -> dict[str, str]:
        """The cases with attachments that could not be sent, and a code that says why."""
        found: dict[str, str] = {}
        for digest, code in self.set_aside().items():
            with suppress(KeyError):  # erased meanwhile
                found[self._place.attachments.row(digest).subject or digest[:8]] = code
        return found

    def _carry(self, now: datetime) -> None:
        """Attachments up and down; a case that was just handed in goes first, and second receipts come back."""
        place, is_done = self._place, self._freight is None
        while self._freight and not is_done:
            carried = self._freight.carry(now, place.journal.has_unsent)
            is_done = carried.is_done or self._freight.is_stopped
            if carried.sent or not carried.is_done:
                self._exchange(now)

    def reach(self) -> bool:
        """Ask the office for its signed sign of life; when it comes, the next delivery need not wait.

        For when the network has changed: the system's word for it is a hint, this is the proof (sync.md 14).
        """
        if self._probe is None:
            return False
        try:
            self._probe()
        except (Trouble, Refused):
            return False
        if self._recall().trouble != _BUSY:  # who asked us to wait is waited for
            self._begin_anew()
        return True

    def _begin_anew(self) -> None:
        memory = self._recall()
        if memory.failures or memory.next_try:
            self._remember(replace(memory, failures=0, next_try=None))

    def _fetch(self, now: datetime) -> None:
        """Bring what the office has announced, and offer it at once; a case that comes in goes first."""
        place = self._place
        if self._library is None:
            return
        today = now.astimezone().date()
        whole = fetch(
            place.publications,
            self._library,
            self._write,
            place.journal.has_unsent,
            lambda item: appointments.is_past(item, today),
        )
        if whole:
            place.stock.refresh()
            candidates = (*self._unused, *whole)  # a service may have waited for its code list
            self._unused = tuple(item for item in candidates if not place.stock.can_use(item))
            self.news += tuple(item for item in candidates if item not in self._unused)

    def _exchange(self, now: datetime) -> str:
        """Deliver; returns a warning's code, or nothing.

        "rolled_back": this store is an older copy of itself, so work goes on in a new chain.
        "clock_wrong": the clock is more than SKEW off; nothing is refused for that (sync.md 10).
        """
        place, chain = self._place, self._place.chain()
        if self._probe and self._recall().trouble in CALM:
            self._probe()  # the link was down: a few bytes tell whether it is still, before a whole letter goes
        try:
            done = deliver(
                place.journal,
                place.people,
                self._back_office,
                place.device,
                self._write,
                chain=chain,
                clock=lambda: now,
                keep=lambda head: place.heads.keep(head, self._write),
                publications=place.publications,
            )
        finally:
            self._write(place.attachments.adopt)  # what came home finds its scans before somebody hands it in
        if done.rolled_back or place.journal.is_broken(chain):
            self._write(place.leave_chain)
            return "rolled_back"
        return "clock_wrong" if abs(done.skew) > SKEW else ""

    def _remember_failure(self, trouble: Trouble | Refused, now: datetime) -> None:
        memory = self._recall()
        failures = memory.failures + 1
        hint = trouble.details.get("seconds") if isinstance(trouble, Offline) else None
        due = next_try(now, failures, float(hint) if hint else None, random.random)
        self._remember(_Memory(memory.attempts + 1, memory.last_success, due, trouble.code, failures))

    def _recall(self) -> _Memory:
        kept = self._place.local.get(_MEMORY) or {}
        times = {name: read_time(kept[name]) for name in ("last_success", "next_try") if kept.get(name)}
        return _Memory(
            attempts=kept.get("attempts", 0),
            last_success=times.get("last_success"),
            next_try=times.get("next_try"),
            trouble=kept.get("trouble", ""),
            failures=kept.get("failures", 0),
        )

    def _remember(self, memory: _Memory) -> None:
        kept = {
            "attempts": memory.attempts,
            "failures": memory.failures,
            "trouble": memory.trouble,
            "last_success": write_time(memory.last_success) if memory.last_success else None,
            "next_try": write_time(memory.next_try) if memory.next_try else None,
        }
        self._write(lambda: self._place.local.put(_MEMORY, kept))
