"""A day on the road (Einsatztag): departure check, stops, closing, and the bag with the signed papers.

A day belongs to one laptop and is the fold of its entries, like a case; but it has no status, needs no
`base`, and no citizen stands in it. What is wrong is set right by a further entry, never by a change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from mobile_office.domain.case import DayAction, Header, SubjectKind, admit_author
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.queue import Figures, Reason
from mobile_office.domain.rights import Right, signers

DAY_ACTIONS: dict[DayAction, frozenset[Role]] = {action: signers(Right(action.value)) for action in DayAction}

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Departure:
    """A departure check: the state of each automatic check, what was ticked by hand, a note."""

    person: str
    at: datetime
    checks: Mapping[str, str]  # check -> "ok", "warn" or "bad"
    ticks: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Stop:
    """A stop (Halt) from a time on; `was` is the wrong name it was set right from, else empty."""

    name: str
    since: datetime
    person: str
    reason: str = ""
    was: str = ""


@dataclass(frozen=True)
class Closing:
    """A closing: how many cases and signed papers the laptop knows, how many papers were counted by hand.

    `reason` says why the two numbers differ; `head` is the chain's head the closing was written on; `walk_ins`
    are counts of the queue, without anybody's name.
    """

    person: str
    at: datetime
    cases: int
    papers: int
    counted: int
    unfinished: int
    undelivered: int
    reason: str
    head: str
    walk_ins: Figures = field(default_factory=Figures)


@dataclass(frozen=True)
class Bag:
    """The bag with the signed papers, handed over: its number or seal, and to whom."""

    person: str
    at: datetime
    number: str
    papers: int
    to: str


@dataclass(frozen=True)
class Day:
    """A day as folded. `date` is the day as it really was, `clock_date` what the laptop's clock said."""

    clock_date: date
    date: date
    departures: tuple[Departure, ...] = ()
    stops: tuple[Stop, ...] = ()
    closing: Closing | None = None
    bag: Bag | None = None
    date_reason: str = ""

    @property
    def stop(self) -> str:
        """The stop it is at now; empty until one was chosen."""
        return self.stops[-1].name if self.stops else ""


@dataclass(frozen=True)
class Captured:
    """What was captured on a day: a case's SUBMIT or CORRECT, and the signed paper it stands on.

    `paper` is the number of the declaration or of the paper form that was signed, empty without one.
    """

    number: str
    service: str
    version: int
    at: datetime
    paper: str
    corrects: bool


@dataclass(frozen=True)
class Tally:
    """What a closing counts: what was captured, papers signed for what is unfinished, what is open."""

    captured: tuple[Captured, ...]
    loose: tuple[str, ...]  # papers signed for drafts that are not submitted
    unfinished: int
    undelivered: int
    walk_ins: Figures = field(default_factory=Figures)

    @property
    def cases(self) -> int:
        """How many cases were captured or corrected."""
        return len({item.number for item in self.captured})

    @property
    def papers(self) -> tuple[str, ...]:
        """The numbers of all signed papers there should be, each once, in the order of capture."""
        signed = (*(item.paper for item in self.captured), *self.loose)
        return tuple(dict.fromkeys(paper for paper in signed if paper))


def day_subject(device: str, day: date) -> str:
    """What entries about a device's day name as their subject: `device/2026-11-22`."""
    return f"{device}/{day.isoformat()}"


def day_of(subject: str) -> date:
    """The date a day's subject names. Raises ValueError for another subject."""
    return date.fromisoformat(subject.rpartition("/")[2])


def admit_day(header: Header, certificate: Certificate | None) -> None:
    """Refuse an entry about a day that its author may not write; only about a day of their own device.

    Raises NotAllowed or CertificateInvalid. Runs where it is written and again at the office.
    """
    if header.kind is not SubjectKind.DAY or not isinstance(header.action, DayAction):
        raise NotAllowed(action=header.action)
    device, _, day = header.subject.rpartition("/")
    if device != header.device or not _is_date(day):
        raise NotAllowed(action=header.action)
    admit_author(DAY_ACTIONS[header.action], header, certificate)


def fold_day(clock_date: date, entries: Iterable[tuple[Header, Body]]) -> Day:
    """Fold the entries of a day, in order; what a body does not say, or says in no known way, stays as it was."""
    day = Day(clock_date, clock_date)
    for header, body in entries:
        day = _step(day, header, body)
    return day


def _step(day: Day, header: Header, body: Body) -> Day:
    match header.action:
        case DayAction.DEPARTURE:
            return replace(day, departures=(*day.departures, _departure(header, body)))
        case DayAction.STOP:
            return _moved(day, header, body)
        case DayAction.CLOSING:
            return replace(day, closing=_closing(header, body), bag=None)
        case DayAction.BAG:
            number, to = str(body.get("number", "")), str(body.get("to", ""))
            return replace(day, bag=Bag(header.person, header.at, number, _figure(body, "papers"), to))
        case _:
            return day


def _departure(header: Header, body: Body) -> Departure:
    checks, ticks = body.get("checks"), body.get("ticks")
    states = {str(key): str(state) for key, state in checks.items()} if isinstance(checks, Mapping) else {}
    ticked = tuple(map(str, ticks)) if isinstance(ticks, list) else ()
    return Departure(header.person, header.at, states, ticked, str(body.get("note", "")))


def _closing(header: Header, body: Body) -> Closing:
    return Closing(
        person=header.person,
        at=header.at,
        cases=_figure(body, "cases"),
        papers=_figure(body, "papers"),
        counted=_figure(body, "counted"),
        unfinished=_figure(body, "unfinished"),
        undelivered=_figure(body, "undelivered"),
        reason=str(body.get("reason", "")),
        head=str(body.get("head", "")),
        walk_ins=walk_ins_of(body.get("walk_ins")),
    )


def walk_ins_of(told: Any) -> Figures:
    """What a closing says of the walk-in queue; what it says in no known way is nothing."""
    known: Body = told if isinstance(told, Mapping) else {}
    away = known.get("sent_away")
    reasons: Body = away if isinstance(away, Mapping) else {}
    counted = {reason.value: n for reason in Reason if (n := _figure(reasons, reason.value))}
    return Figures(_figure(known, "served"), None, counted)


def _figure(body: Body, name: str) -> int:
    """A number of a body; whoever writes something else there must not stop anybody from reading the day."""
    value = body.get(name)
    return value if type(value) is int else 0


def _moved(day: Day, header: Header, body: Body) -> Day:
    name, reason = str(body.get("stop", day.stop)), str(body.get("reason", ""))
    told = str(body.get("date", ""))
    if _is_date(told) and date.fromisoformat(told) != day.date:
        day = replace(day, date=date.fromisoformat(told), date_reason=reason)
    if name == day.stop:
        return day
    if body.get("corrects") and day.stops:
        last = day.stops[-1]
        right = Stop(name, last.since, header.person, reason, was=last.was or last.name)
        return replace(day, stops=(*day.stops[:-1], right))
    return replace(day, stops=(*day.stops, Stop(name, header.at, header.person, reason)))


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
