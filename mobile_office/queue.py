"""The walk-in queue (Warteliste) at a desk: numbers are drawn, called, served, or sent away with a reason.

For today only: past days are deleted, and nothing of it leaves the laptop but the figures in the day's closing. A
ticket knows no draft and no case. Reads are plain calls; writes belong on the writer's thread.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from mobile_office.authoring import new_id
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.queue import Line, Reason, State, Ticket
from mobile_office.store.queue import Tickets
from mobile_office.workplace import Workplace


class Queue:
    """The queue of one laptop."""

    def __init__(self, place: Workplace, clock: Callable[[], datetime]) -> None:
        self._tickets, self._letter, self._clock = Tickets(place.journal.engine), place.device.letter, clock

    def line(self) -> Line:
        """Today's tickets."""
        return Line(self._letter, self._tickets.of(self._today()))

    def issue(self) -> Ticket:
        """Give out the next number."""
        return self._tickets.issue(new_id(), self._today(), self._clock())

    def next(self) -> Ticket:
        """Call whoever waits longest; who was at the desk is done. Raises NotAllowed("queue_empty")."""
        waiting = self.line().waiting
        if not waiting:
            raise NotAllowed("queue_empty")
        return self.call(waiting[0].id)

    def call(self, id: str) -> Ticket:
        """Call this one, again if need be; who else was at the desk is done. Raises NotAllowed("ticket_gone")."""
        line, now = self.line(), self._clock()
        one = next((each for each in line.tickets if each.id == id), None)
        if one is None:
            raise NotAllowed("ticket_gone")
        # Who comes late is served from the call that brought them, not from the one they missed.
        began = one.called_at if one.state is State.CALLED else now
        called = replace(one, state=State.CALLED, called_at=began, ended_at=None, calls=one.calls + 1)
        before = line.current
        done = () if before is None or before.id == id else (self._ended(before, State.SERVED),)
        self._tickets.put(self._today(), *done, called)
        return called

    def done(self) -> None:
        """Who is at the desk has been served; nothing when nobody is."""
        self._end(State.SERVED)

    def absent(self) -> None:
        """Who was called is not there; nothing when nobody was."""
        self._end(State.ABSENT)

    def send_away(self, reason: Reason) -> None:
        """Who is at the desk goes without what they came for; without a number they are only counted."""
        now = self._clock()
        current = self.line().current or Ticket(new_id(), 0, State.SENT_AWAY, now)
        self._tickets.put(
            self._today(), replace(current, state=State.SENT_AWAY, ended_at=now, reason=reason.value)
        )

    def forget_past(self) -> None:
        """Delete the tickets of days that are over."""
        self._tickets.forget(self._today())

    def _end(self, state: State) -> None:
        if current := self.line().current:
            self._tickets.put(self._today(), self._ended(current, state))

    def _ended(self, ticket: Ticket, state: State) -> Ticket:
        return replace(ticket, state=state, ended_at=self._clock())

    def _today(self) -> date:
        return self._clock().astimezone().date()
