"""The appointments of a day on this device: read from what the office has published, forgotten with the day."""

from contextlib import suppress
from datetime import date

from mobile_office.domain import appointments
from mobile_office.domain.appointments import Appointment
from mobile_office.publication import Kind, Publication
from mobile_office.store.tidying import tidy
from mobile_office.workplace import Workplace


def of_day(place: Workplace, day: date) -> tuple[Appointment, ...]:
    """Who has an appointment with this bus on a day, in order; a list that cannot be read shows nobody."""
    for item in place.publications.latest(Kind.APPOINTMENTS):
        content = place.publications.content(item.digest) if item.name == day.isoformat() else None
        if content is None:
            continue
        with suppress(ValueError):
            of_ours = (one for one in appointments.read(content) if one.bus in ("", place.device.letter))
            return tuple(appointments.masked(one) for one in of_ours)
    return ()


def is_past(item: Publication, today: date) -> bool:
    """Whether a publication is a list of a day that is over: it is not fetched (again)."""
    return item.kind == Kind.APPOINTMENTS and item.name < today.isoformat()


def forget_past(place: Workplace, today: date) -> None:
    """Delete the lists of days that are over, for good, out of every page of the store."""
    past = [item for item in place.publications.latest(Kind.APPOINTMENTS) if is_past(item, today)]
    if past:
        place.publications.forget(item.digest for item in past)
        tidy(place.journal.engine)
