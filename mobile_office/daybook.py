"""The daybook (Fahrtenbuch) of a laptop: where it stood, when it left, what was counted at the end.

Every note is a signed entry about the day; reading folds them. What a citizen declares is declared on
`legal_date()`, which a person can set right when the laptop's clock is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from mobile_office import appointments, departure
from mobile_office.authoring import Author
from mobile_office.canonical import Json
from mobile_office.domain import tours
from mobile_office.domain.appointments import Appointment
from mobile_office.domain.case import DayAction
from mobile_office.domain.day import Day, Tally, day_subject
from mobile_office.domain.equipment import Equipment
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft, Where
from mobile_office.domain.toml_values import Flaw
from mobile_office.domain.tours import Tours
from mobile_office.paper import dayprotocol
from mobile_office.paper.dayprotocol import Around
from mobile_office.paper.letterhead import letterhead
from mobile_office.printing import SIGNED_PAPER, Paper
from mobile_office.publication import Kind
from mobile_office.queue import Queue
from mobile_office.store import days
from mobile_office.store.residents import Rounds
from mobile_office.store.tidying import tidy
from mobile_office.workplace import Workplace

REMEMBERED = 30  # days whose stops are offered again


class Daybook:
    """The days of one device, written by the person of `author`. Writes belong on the writer's thread."""

    def __init__(self, workplace: Workplace, author: Author, clock: Callable[[], datetime]) -> None:
        self._place = workplace
        self._author = author
        self._clock = clock
        self.queue = Queue(workplace, clock)

    # -- what is so

    def day(self) -> Day:
        """Today, as folded."""
        return self.of(self._clock_date())

    def of(self, clock_date: date) -> Day:
        """A day of this device by the date its clock showed."""
        journal, device = self._place.journal, self._place.device
        return days.folded(journal.engine, device.stream, device.id, clock_date)

    def legal_date(self) -> date:
        """The legal day: the clock's, unless a person has set it right today."""
        return self.day().date

    def stop(self) -> str:
        """The stop chosen today, else what the settings say."""
        return self.day().stop or self._place.settings.stop

    def where(self) -> Where:
        """Where and when this laptop is."""
        day, settings = self.day(), self._place.settings
        return Where(day.stop or settings.stop, day.date, settings.place)

    def stops(self) -> tuple[str, ...]:
        """The stops of the last days, the latest first, to choose from again."""
        today = self._clock_date()
        found = (self.of(today - timedelta(days=back)).stops for back in range(REMEMBERED))
        return tuple(dict.fromkeys(stop.name for stops in found for stop in reversed(stops)))

    def planned(self) -> Tours:
        """The published tour plans of this bus as one; a plan that cannot be read (any more) proposes nothing."""
        found, publications = Tours(), self._place.publications
        for item in publications.latest(Kind.TOURS):
            content = publications.content(item.digest)
            with suppress(Flaw, UnicodeDecodeError):
                found = found.joined(tours.read(content.decode())) if content is not None else found
        return found.of_bus(self._place.device.letter)

    def appointments(self) -> tuple[Appointment, ...]:
        """Who has an appointment with this bus today."""
        return appointments.of_day(self._place, self.legal_date())

    def begun_appointments(self, listed: Sequence[Appointment]) -> Mapping[Appointment, datetime]:
        """Those of the listed somebody has begun with, and when."""
        return appointments.begun(self._place, listed)

    def begin_appointment(self, one: Appointment) -> None:
        """Note that somebody has begun with it."""
        appointments.begin(self._place, one, self._clock())

    def planned_names(self) -> frozenset[str]:
        """The names of all stops of the tour plans."""
        return frozenset(stop.name for stop in self.planned().stops)

    def equipment(self, *, printer: bool, link: bool) -> Equipment:
        """What is here today, with what the settings say is on board."""
        settings = self._place.settings
        return Equipment(printer, link, settings.certified_station, settings.phone)

    def last_note(self) -> datetime | None:
        """When something was last noted about today."""
        day = self.day()
        times = [*(item.at for item in day.departures), *(stop.since for stop in day.stops)]
        times += [note.at for note in (day.closing, day.bag) if note is not None]
        return max(times, default=None)

    def added(self) -> int:
        """How many cases were captured or corrected since today was closed; 0 while it is not."""
        closing = self.day().closing
        if closing is None:
            return 0
        return len({item.number for item in self.tally().captured if item.at > closing.at})

    def captured(self) -> tuple[datetime, ...]:
        """When cases were captured here today."""
        return tuple(item.at for item in self.tally().captured if not item.corrects)

    def tally(self, clock_date: date | None = None) -> Tally:
        """What a closing of today (or of another day) counts."""
        journal, device = self._place.journal, self._place.device
        day = clock_date or self._clock_date()
        drafts = self._place.drafts.open()
        return Tally(
            captured=days.captured(journal.engine, device.stream, device.id, day),
            loose=tuple(paper for draft in drafts if (paper := _signed_paper(draft))),
            unfinished=len(drafts),
            undelivered=len(journal.unsent_numbers()),
            walk_ins=self.queue.line().figures(),
        )

    def protocol(self) -> Paper:
        """The day's protocol as it stands now, to be printed and signed by two people."""
        place, now, day = self._place, self._clock(), self.day()
        names = {colleague.person: colleague.name for colleague in place.people.colleagues()}
        around = Around(
            letter=place.device.letter,
            names=names,
            services={key: service.short for key, service in place.catalog.services.items()},
            stop=self.stop(),
            set_right_by=self._set_right_by(names),
            head=day.closing.head if day.closing else place.journal.head(place.chain())[1],
        )
        head, tally = letterhead(place.settings), self.tally()
        return Paper("day", "", dayprotocol.values(day, tally, around, head, now), now)

    # -- what is noted

    def depart(self, checks: Mapping[str, str], ticks: Sequence[str], note: str = "") -> None:
        """Sign the departure check: the state of each automatic check, the ticks by hand, a note.

        Raises NotAllowed("departure_note_missing") when something is bad or not ticked and no note says why.
        """
        if departure.needs_note(tuple(checks.values()), ticks) and not note.strip():
            raise NotAllowed("departure_note_missing")
        self._write(DayAction.DEPARTURE, {"checks": dict(checks), "ticks": list(ticks), "note": note.strip()})

    def arrive(self, stop: str) -> None:
        """From now on at this stop. Raises NotAllowed("stop_missing")."""
        self._write(DayAction.STOP, {"stop": _named(stop), "corrects": False})

    def set_right(self, stop: str, day: date, reason: str) -> None:
        """The stop or the date was wrong: from its beginning it was this one.

        Raises NotAllowed: "stop_missing", "reason_missing", or "nothing_to_set_right" when both are as they were.
        """
        stop, before = _named(stop), self.day()
        if (stop, day) == (self.stop(), before.date):
            raise NotAllowed("nothing_to_set_right")
        if not reason.strip():
            raise NotAllowed("reason_missing")
        values: dict[str, Json] = {"reason": reason.strip(), "corrects": True}
        if day != before.date:
            values["date"] = day.isoformat()
        if stop != self.stop():  # else the stop of the settings would become one that was chosen
            values["stop"] = stop
        self._write(DayAction.STOP, values)

    def close(self, counted: int, reason: str = "") -> None:
        """Close the day with the papers counted by hand. It may be closed again; the last one counts.

        The list of residents of a care home is deleted for good (before: better lost than left behind).
        Raises NotAllowed("count_differs") when the count differs from the papers known and no reason says why.
        """
        tally = self.tally()
        if counted != len(tally.papers) and not reason.strip():
            raise NotAllowed("count_differs", counted=counted, known=len(tally.papers))
        values: dict[str, Json] = {
            "cases": tally.cases,
            "papers": len(tally.papers),
            "counted": counted,
            "unfinished": tally.unfinished,
            "undelivered": tally.undelivered,
            "reason": reason.strip(),
            "head": self._place.journal.head(self._place.chain())[1],
            "walk_ins": {"served": tally.walk_ins.served, "sent_away": dict(tally.walk_ins.sent_away)},
        }
        engine = self._place.journal.engine
        Rounds(engine).forget()
        self._write(DayAction.CLOSING, values)
        tidy(engine)

    def hand_over(self, bag: str, to: str) -> None:
        """The bag with the counted papers goes to somebody. Raises NotAllowed("not_closed", "bag_missing")."""
        closing = self.day().closing
        if closing is None:
            raise NotAllowed("not_closed")
        if not (bag.strip() and to.strip()):
            raise NotAllowed("bag_missing")
        values = {"number": bag.strip(), "papers": closing.counted, "to": to.strip()}
        self._write(DayAction.BAG, values)

    def _set_right_by(self, names: Mapping[str, str]) -> str:
        """Who set today's date right last; empty when nobody did."""
        subject = day_subject(self._place.device.id, self._clock_date())
        notes = (kept.entry for kept in reversed(self._place.journal.entries(subject)))
        person = next((note.header.person for note in notes if note.body and "date" in note.body), "")
        return names.get(person, person)

    def _write(self, action: DayAction, values: dict[str, Json]) -> None:
        entry = self._author.about_day(self._clock_date(), action, values, self._clock())
        self._place.journal.append(entry)

    def _clock_date(self) -> date:
        return self._clock().astimezone().date()


def _named(stop: str) -> str:
    if not stop.strip():
        raise NotAllowed("stop_missing")
    return stop.strip()


def _signed_paper(draft: Draft) -> str:
    return next((item.note for item in draft.evidence if item.kind == SIGNED_PAPER), "")
