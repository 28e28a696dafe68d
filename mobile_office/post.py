"""The post (Poststelle): hands over what is unsent, brings back what is new, says how it stands.

The network is somebody else's thread; what it writes goes through the one writer (`write`).
Attempts and the next try are kept over restarts. Offline is a state here, never an exception.
"""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from mobile_office.canonical import read_time, write_time
from mobile_office.domain.alarms import Alarm, overdue
from mobile_office.domain.errors import Offline, Refused, Trouble
from mobile_office.domain.overview import DeliveryLine, DeliveryState, Light
from mobile_office.protocol import BackOffice, Library
from mobile_office.publication import Publication
from mobile_office.runs import Runs
from mobile_office.store.local import Local
from mobile_office.sync.delivery import deliver
from mobile_office.sync.fetching import fetch
from mobile_office.sync.rhythm import next_try
from mobile_office.workplace import Workplace

Writer = Callable[[Callable[[], Any]], Any]
SKEW = timedelta(minutes=10)
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
    ) -> None:
        self._place = workplace
        self._back_office = back_office
        self._write = write
        self._library = library
        self._sending = False
        self.runs = Runs(workplace, write)
        self.news: tuple[Publication, ...] = ()
        self._unused: tuple[Publication, ...] = ()

    def state(self, now: datetime) -> DeliveryState:
        """The light and its numbers; what waits for 24 or 48 hours raises its alarm."""
        memory, counts = self._recall(), self._place.delivery_counts()
        waiting = len(self._place.journal.unsent_numbers())  # cases: that is what a person counts
        alarm = overdue(self._place.journal.oldest_unsent_at(), now)
        return DeliveryState(
            light=self._light(memory, waiting, counts.refused, alarm),
            waiting=waiting,
            needs_person=counts.refused,
            attempts=memory.attempts,
            last_success=memory.last_success,
            next_try=memory.next_try,
            trouble=memory.trouble,
            alarm=alarm,
        )

    def _light(self, memory: _Memory, waiting: int, refused: int, alarm: Alarm) -> Light:
        if self._sending:
            return Light.SENDING
        if refused or alarm == "escalate" or memory.trouble not in ("", "offline", "unknown"):
            return Light.NEEDS_YOU
        if memory.trouble:
            return Light.OFFLINE
        # Notes about the day wait, too; only cases are counted.
        return Light.WAITING if waiting or self._place.journal.unsent(1) else Light.DELIVERED

    def lines(self) -> tuple[DeliveryLine, ...]:
        """Delivery case by case, with the attempts and the next try they share."""
        memory = self._recall()
        return self._place.delivery_lines(memory.attempts, memory.trouble, memory.next_try)

    def is_time(self, now: datetime) -> bool:
        """True when nothing forbids another try yet."""
        due = self._recall().next_try
        return due is None or due <= now

    def deliver(self, now: datetime, force: bool = False) -> DeliveryState:
        """Exchange until nothing is left, or note why not and when to try again."""
        if not force and not self.is_time(now):
            return self.state(now)
        self._sending = True
        begun, started, trouble_code = self.runs.begin(now), time.monotonic(), ""
        try:
            warning = self._exchange(now)
        except (Trouble, Refused) as trouble:
            trouble_code = trouble.code
            self._remember_failure(trouble, now)
        else:
            self._remember(_Memory(last_success=now, trouble=warning))
            self._sending = False  # the cases are delivered; what follows is not theirs
            self._fetch()
        finally:
            self._sending = False
        self.runs.end(begun, now + timedelta(seconds=time.monotonic() - started), trouble_code)
        return self.state(now)

    def _fetch(self) -> None:
        """Bring what the office has announced, and offer it at once; a case that comes in goes first."""
        place = self._place
        if self._library is None:
            return
        whole = fetch(place.publications, self._library, self._write, lambda: bool(place.journal.unsent(1)))
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
        if done.rolled_back or place.journal.is_broken(chain):
            self._write(place.leave_chain)
            return "rolled_back"
        return "clock_wrong" if abs(done.skew) > SKEW else ""

    def _remember_failure(self, trouble: Trouble | Refused, now: datetime) -> None:
        memory = self._recall()
        attempts = memory.attempts + 1
        hint = trouble.details.get("seconds") if isinstance(trouble, Offline) else None
        due = next_try(now, attempts, float(hint) if hint else None, random.random)
        code = "offline" if isinstance(trouble, Offline) else trouble.code
        self._remember(_Memory(attempts, memory.last_success, due, code))

    def _recall(self) -> _Memory:
        kept = self._place.local.get(_MEMORY) or {}
        times = {name: read_time(kept[name]) for name in ("last_success", "next_try") if kept.get(name)}
        return _Memory(attempts=kept.get("attempts", 0), trouble=kept.get("trouble", ""), **times)

    def _remember(self, memory: _Memory) -> None:
        kept = {
            "attempts": memory.attempts,
            "trouble": memory.trouble,
            "last_success": write_time(memory.last_success) if memory.last_success else None,
            "next_try": write_time(memory.next_try) if memory.next_try else None,
        }
        self._write(lambda: self._place.local.put(_MEMORY, kept))
