"""The appointments of a day on this device: read from what the office has published, forgotten with the day.

Which of them somebody has begun is noted here only, as digests with a salt of this device's own: a list that is
published again keeps the note, and nobody reads a name out of it.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256

from mobile_office.canonical import Json, canonical, read_time, write_time
from mobile_office.domain import appointments
from mobile_office.domain.appointments import Appointment
from mobile_office.publication import Kind, Publication
from mobile_office.store.tidying import tidy
from mobile_office.workplace import Workplace

_BEGUN = "appointments_begun"  # {day, salt, at: digest -> time}


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


def begin(place: Workplace, one: Appointment, now: datetime) -> None:
    """Note that somebody has begun with an appointment, the first time only."""
    kept = _kept(place, one.day) or {"day": one.day.isoformat(), "salt": secrets.token_hex(16), "at": {}}
    at = {_digest(one, kept["salt"]): write_time(now), **kept["at"]}
    place.local.put(_BEGUN, {**kept, "at": at})


def begun(place: Workplace, listed: Iterable[Appointment]) -> Mapping[Appointment, datetime]:
    """Those of the listed that were begun, and when."""
    listed, found = tuple(listed), {}
    kept = (place.local.get(_BEGUN) if listed else None) or {}
    for one in listed:
        if _is_of(one.day, kept) and (at := kept["at"].get(_digest(one, kept["salt"]))):
            found[one] = read_time(at)
    return found


def _kept(place: Workplace, day: date) -> Json | None:
    kept = place.local.get(_BEGUN)
    return kept if _is_of(day, kept) else None


def _is_of(day: date, kept: Json | None) -> bool:
    return isinstance(kept, dict) and kept.get("day") == day.isoformat()


def _digest(one: Appointment, salt: str) -> str:
    told = [salt, one.day.isoformat(), f"{one.begins:%H:%M}", one.name, one.stop, one.service]
    return sha256(canonical(told)).hexdigest()


def is_past(item: Publication, today: date) -> bool:
    """Whether a publication is a list of a day that is over: it is not fetched (again)."""
    return item.kind == Kind.APPOINTMENTS and item.name < today.isoformat()


def forget_past(place: Workplace, today: date) -> None:
    """Delete the lists of days that are over, for good, out of every page of the store; and what was noted of them."""
    noted = place.local.get(_BEGUN)
    if noted and str(noted["day"]) < today.isoformat():
        place.local.put(_BEGUN, {})
    past = [item for item in place.publications.latest(Kind.APPOINTMENTS) if is_past(item, today)]
    if past:
        place.publications.forget(item.digest for item in past)
        tidy(place.journal.engine)
