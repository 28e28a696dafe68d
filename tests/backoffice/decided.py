"""Cases that have had their outcome, at a counter whose clock a test moves."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mobile_office.canonical import digest
from mobile_office.domain.case import Action
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from tests.backoffice.counter import NOW, Counter

CANARY = "Kanarienvogel"
REGISTER_NUMBER = "R-2026-4711"


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: datetime = field(default_factory=lambda: NOW)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        """Later."""
        self.now += timedelta(days=days)


def submitted(counter: Counter, body: dict[str, object] | None = None) -> Entry:
    """A case with a canary in its body and its label."""
    content = {"answers": {"family_name": CANARY}, "label": f"{CANARY}, Erika", **(body or {})}
    return _rewritten(counter.bus.submit("Berger"), counter, "bus", content, decision=False)


def taken_over(counter: Counter, entry: Entry) -> tuple[Entry, ...]:
    """The entries of a case from its submission to its take-over, as the office took them in."""
    approved = counter.station.decide("Thiele", Action.APPROVE, entry)
    carried = counter.station.decide("Albrecht", Action.TAKE_OVER, entry, approved)
    carried = _rewritten(carried, counter, "station", {"register_number": REGISTER_NUMBER}, decision=True)
    assert not counter.office.exchange(counter.bus.request(entry)).refused
    assert not counter.office.exchange(counter.station.request(approved, carried)).refused
    return entry, approved, carried


def _rewritten(
    entry: Entry, counter: Counter, where: str, content: dict[str, object], *, decision: bool
) -> Entry:
    body = new_body(content)
    place = counter.bus if where == "bus" else counter.station
    person = next(each for each in counter.staff.values() if each.id == entry.header.person)
    header = replace(entry.header, digest=digest(body))
    fresh = sign_entry(header, body, person.decision if decision else person.desk)
    place.previous = fresh.hash
    return fresh
