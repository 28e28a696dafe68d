"""Appointments at the office: imported from the booking's CSV, published day by day, forgotten after their day.

They travel as publications do, sealed for each device that asks; their bytes do not stay.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from mobile_office.backoffice import publishing
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.publishing import Offer
from mobile_office.backoffice.tables import Connection, publications, published
from mobile_office.domain.appointments import Appointment, written
from mobile_office.domain.inspection import Identity
from mobile_office.publication import Kind, Publication

STAYS = timedelta(days=1)  # after the day: a bus may come back past midnight


def appoint(office: Office, stream: str, appointments: Iterable[Appointment]) -> tuple[Publication, ...]:
    """Publish the lists of all days named; each replaces what was published for its day.

    Raises NotAllowed("published_meanwhile").
    """
    by_day = groupby(sorted(appointments, key=lambda one: one.day), key=lambda one: one.day)
    offers = [
        Offer(Identity(Kind.APPOINTMENTS, day.isoformat(), 0), written(day, items, secrets.token_hex(16)))
        for day, items in by_day
    ]
    before = office.published(stream)
    return office.publish(stream, tuple(offers), before[-1].number if before else 0) if offers else ()


def forget_past(connection: Connection, stream: str, now: datetime) -> int:
    """Delete the bytes of lists whose day is over or that were replaced; how many went. Their numbers stay."""
    first_day = (now - STAYS).date().isoformat()
    announced = [each for each in publishing.announced(connection, stream) if each.kind == Kind.APPOINTMENTS]
    latest = {each.name: each.digest for each in announced}
    keep = {digest for day, digest in latest.items() if day >= first_day}
    gone = 0
    for digest in {each.digest for each in announced} - keep:
        here = (published.c.stream == stream) & (published.c.digest == digest)
        gone += connection.execute(published.delete().where(here)).rowcount
    return gone


def streams(connection: Connection) -> tuple[str, ...]:
    """The streams in which appointments were ever published."""
    chosen = publications.select().where(publications.c.kind == Kind.APPOINTMENTS.value)
    rows = connection.execute(chosen.with_only_columns(publications.c.stream).distinct())
    return tuple(sorted(row.stream for row in rows))
