"""The departure check (Abfahrtskontrolle): what a laptop can find out about itself before the bus leaves.

Only what is really looked at. It forbids nobody to leave: what is bad is told, and signed with a note.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from mobile_office.domain.errors import Trouble
from mobile_office.domain.overview import DeliveryState
from mobile_office.store import cases
from mobile_office.store.vault import check_store
from mobile_office.workplace import Workplace

State = Literal["ok", "warn", "bad"]
Value = int | date  # counted things are `n`

TICKS = ("test_page", "bag")  # ticked by hand: a page was printed; bag and blank forms are on board
MEGABYTE = 1_000_000
DISK_WARN, DISK_BAD = 500 * MEGABYTE, 50 * MEGABYTE
CERTIFICATE_WARN = timedelta(days=7)
CLOCK_SLACK = timedelta(minutes=10)  # entries of other laptops come with their own clocks (sync.md 10)


@dataclass(frozen=True)
class Check:
    """One check. `said` names its sentence where one state has several reasons; `values` fill the gaps."""

    key: str
    state: State
    values: dict[str, Value] = field(default_factory=dict)
    said: str = ""

    @property
    def sentence(self) -> str:
        """The key of its sentence: `clock_bad`, `clock_backward`."""
        return f"{self.key}_{self.said or self.state}"


def checks(
    place: Workplace,
    person: str,
    delivery: DeliveryState,
    last_note: datetime | None,
    now: datetime,
    printer: bool,
) -> tuple[Check, ...]:
    """Every check, in the order of the page. Belongs on the writer's thread: see `store_check`.

    `last_note` is the latest note in the daybook, `printer` whether the system knows a printer.
    """
    return (
        store_check(lambda: check_store(place.journal.engine)),
        clock_check(_known_times(place, delivery, last_note), delivery.trouble, now),
        disk_check(shutil.disk_usage(place.home).free),
        _certificate(place, person, now),
        services_check(len(place.catalog.current()), len(place.codelists.lists), len(place.catalog.broken)),
        delivery_check(delivery),
        forms_check(place.forms.blank()),
        Check("printer", "ok" if printer else "warn"),
    )


def needs_note(checks: Sequence[str], ticks: Sequence[str]) -> bool:
    """Whether leaving needs a note: a check is "bad", or something was not ticked."""
    return "bad" in checks or not set(TICKS) <= set(ticks)


def store_check(look: Callable[[], None]) -> Check:
    """Whether the store opens and every page of it is as it was written.

    Reads every page (0.4 s for 100 MB on the machine of docs/STATE.md) and empties the write-ahead log first, so nobody may write
    meanwhile: a page written in between would look damaged.
    """
    try:
        look()
    except Trouble:
        return Check("store", "bad")
    return Check("store", "ok")


def clock_check(known: Sequence[datetime], trouble: str, now: datetime) -> Check:
    """Whether the clock went backward (something here is younger than now), or the office found it wrong."""
    newest = max(known, default=now)
    if newest > now + CLOCK_SLACK:
        return Check("clock", "bad", {"now": now, "newest": newest}, "backward")
    if trouble == "clock_wrong":
        return Check("clock", "bad", {"now": now}, "told")
    return Check("clock", "ok", {"now": now})


def disk_check(free: int) -> Check:
    """Whether there is room: 500 MB are enough for months, with 50 MB a day may fail."""
    state: State = "ok" if free >= DISK_WARN else "warn" if free >= DISK_BAD else "bad"
    return Check("disk", state, {"megabytes": free // MEGABYTE})


def services_check(services: int, lists: int, broken: int) -> Check:
    """Whether every service and code list was read."""
    values: dict[str, Value] = {"services": services, "lists": lists, "n": broken}
    if broken or not services:
        return Check("services", "bad", values, "" if broken else "none")
    return Check("services", "ok", values)


def delivery_check(delivery: DeliveryState) -> Check:
    """Whether something has waited for too long (`domain.alarms`: 24 and 48 hours)."""
    values: dict[str, Value] = {"n": delivery.waiting}
    if due := delivery.insistence:
        return Check("delivery", "bad", {"n": due.cases, "day": due.ends}, "insist")
    if delivery.alarm == "escalate":
        return Check("delivery", "bad", values)
    if delivery.alarm == "warn":
        return Check("delivery", "warn", values)
    return Check("delivery", "ok", values, "waiting" if delivery.waiting else "")


def forms_check(blank: int) -> Check:
    """Whether there are blank paper forms for a broken printer or an empty battery."""
    return Check("forms", "ok" if blank else "warn", {"n": blank})


def _known_times(
    place: Workplace, delivery: DeliveryState, last_note: datetime | None
) -> tuple[datetime, ...]:
    def found() -> Iterator[datetime | None]:
        yield delivery.last_success
        yield last_note
        for case in cases.lines(place.journal.engine, place.device.stream, limit=1):
            yield case.changed_at
        for draft in place.drafts.open()[:1]:
            yield draft.saved_at

    return tuple(at for at in found() if at is not None)


def _certificate(place: Workplace, person: str, now: datetime) -> Check:
    certificate = place.people.certificate(person)
    if certificate is None:
        return Check("certificate", "bad", said="none")
    values: dict[str, Value] = {"until": certificate.valid_until.astimezone().date()}
    if not certificate.is_valid(now):
        return Check("certificate", "bad", values)
    return Check("certificate", "ok" if certificate.is_valid(now + CERTIFICATE_WARN) else "warn", values)
