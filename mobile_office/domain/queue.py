"""The walk-in queue (Warteliste) of one desk on one day: numbers, whose turn it is, and figures without names.

A ticket is a number and times; nothing on it or behind it says who holds it. Each desk counts under its own laptop's
letter (B-01, B-02 ...), so two desks never hand out the same number, with or without a link between them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

USUAL = 15  # minutes a person takes until the day itself says more (today's practice on the bus)
ENOUGH = 3  # people served before the day's own average foretells
STEP = 5  # minutes an estimate is rounded up to: it is a guess and reads like one
MINUTE = timedelta(minutes=1)


class State(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    CALLED = "called"  # at the desk, or on the way to it
    SERVED = "served"
    SENT_AWAY = "sent_away"
    ABSENT = "absent"  # called and not there; may be called again


class Reason(StrEnum):
    """Why somebody was sent away without what they came for. Counted, never kept with a person."""

    PAPERS = "papers"
    NOT_OURS = "not_ours"
    STATION = "station"
    APPOINTMENT = "appointment"
    OTHER = "other"


@dataclass(frozen=True)
class Ticket:
    """One ticket. `n` counts from 1 each day; 0 is somebody who never drew one and was only counted as sent away."""

    id: str
    n: int
    state: State
    issued_at: datetime
    called_at: datetime | None = None
    ended_at: datetime | None = None
    calls: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Figures:
    """The day in numbers: how many were served and in how many minutes on average, how many sent away and why."""

    served: int = 0
    minutes: int | None = None
    sent_away: Mapping[str, int] = field(default_factory=dict)

    @property
    def away(self) -> int:
        """How many were sent away, for whatever reason."""
        return sum(self.sent_away.values())


@dataclass(frozen=True)
class Line:
    """The tickets of a desk's day in the order they were drawn; `letter` is the laptop's."""

    letter: str
    tickets: tuple[Ticket, ...] = ()

    def name(self, ticket: Ticket) -> str:
        """What is printed and called out: `B-07`."""
        return f"{self.letter}-{ticket.n:02d}"

    def of(self, *states: State) -> tuple[Ticket, ...]:
        """The drawn tickets in these states."""
        return tuple(one for one in self.tickets if one.n and one.state in states)

    @property
    def waiting(self) -> tuple[Ticket, ...]:
        """Who waits, the next one first."""
        return self.of(State.WAITING)

    @property
    def current(self) -> Ticket | None:
        """The one that was called; there is one at a time."""
        return next(iter(self.of(State.CALLED)), None)

    def wait(self, ahead: int) -> int:
        """The minutes somebody with so many waiting before them waits, roughly; 0 is at once."""
        figures = self.figures()
        each = figures.minutes if figures.minutes and figures.served >= ENOUGH else USUAL
        half = each // 2 if self.current is not None else 0  # somebody at the desk is half done, on average
        return -(-(ahead * each + half) // STEP) * STEP

    def figures(self) -> Figures:
        """What is told of the day, on the screen and on its protocol."""
        served = self.of(State.SERVED)
        spans = [one.ended_at - one.called_at for one in served if one.called_at and one.ended_at]
        away = [one.reason for one in self.tickets if one.state is State.SENT_AWAY]
        return Figures(
            len(served),
            max(1, round(sum(spans, timedelta()) / len(spans) / MINUTE)) if spans else None,
            {reason.value: n for reason in Reason if (n := away.count(reason.value))},
        )
