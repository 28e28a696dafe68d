"""A legal hold (Löschsperre; Art. 17 (3) e, Art. 18 DSGVO): a case that must not be erased while somebody relies on it.

Set and lifted by an administrator with a code for the reason; both stay on record. A hold keeps what the office has:
laptops go on erasing their own copy, and neither the days after the outcome nor the hard maximum override it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobile_office.backoffice import deeds
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import Connection, Row, legal_holds, people
from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.store.forgetting import has_contents
from mobile_office.store.streams import locked_stream
from mobile_office.store.transactions import reading, writing

REASONS = ("complaint", "court", "authority", "restriction")
SET, LIFTED = "legal-hold", "legal-hold lift"  # as deeds
_h = legal_holds.c


@dataclass(frozen=True)
class LegalHold:
    """One hold on one case. `set_by` and `lifted_by` are administrators' ids; `lifted_at` is None while it stands."""

    number: str
    reason: str
    set_by: str
    set_at: datetime
    lifted_by: str
    lifted_at: datetime | None


def hold(office: Office, stream: str, number: str, reason: str, by: str) -> bool:
    """Keep a case from being erased; False when this hold stands already. It stands when this returns.

    Raises NotAllowed: "not_administrator", "hold_case_unknown", "hold_case_erased" (too late: there is nothing to keep).
    """
    now = office.clock()
    with writing(office.engine) as connection:
        _admit(connection, stream, by)
        locked_stream(connection, stream)  # an erasure of the same case comes before or after, never between
        found = has_contents(connection, stream, number)
        if not found:
            raise NotAllowed("hold_case_unknown" if found is None else "hold_case_erased")
        if reason in _reasons(connection, stream, number):
            return False
        row = {"stream": stream, "number": number, "reason": reason, "set_at": write_time(now)}
        connection.execute(legal_holds.insert().values(**row, set_by=by, lifted_by=""))
        deeds.note(connection, SET, now, stream=stream, subject=number)
    return True


def lift(office: Office, stream: str, number: str, reason: str, by: str) -> frozenset[str]:
    """Lift one hold; the reasons of those that still stand. What is due by now goes with the next erasure.

    Raises NotAllowed: "not_administrator", or "hold_none" where no such hold stands.
    """
    now = office.clock()
    with writing(office.engine) as connection:
        _admit(connection, stream, by)
        locked_stream(connection, stream)
        here = (_h.stream == stream) & (_h.number == number) & (_h.reason == reason) & _h.lifted_at.is_(None)
        values = {"lifted_at": write_time(now), "lifted_by": by}
        if not connection.execute(legal_holds.update().where(here).values(**values)).rowcount:
            raise NotAllowed("hold_none")
        deeds.note(connection, LIFTED, now, stream=stream, subject=number)
        return _reasons(connection, stream, number)


def record(office: Office, stream: str) -> tuple[LegalHold, ...]:
    """Every hold there ever was, in the order in which they were set."""
    chosen = legal_holds.select().where(_h.stream == stream).order_by(_h.set_at, _h.number, _h.reason)
    with reading(office.engine) as connection:
        rows = connection.execute(chosen).mappings().all()
    return tuple(
        LegalHold(
            row["number"],
            row["reason"],
            row["set_by"],
            read_time(row["set_at"]),
            row["lifted_by"],
            read_time(row["lifted_at"]) if row["lifted_at"] else None,
        )
        for row in rows
    )


def kept(connection: Connection, stream: str) -> frozenset[str]:
    """The numbers of the cases of a stream on which a hold stands."""
    return frozenset(row.number for row in _standing(connection) if row.stream == stream)


def standing(connection: Connection) -> int:
    """How many cases are kept, in all streams."""
    return len({(row.stream, row.number) for row in _standing(connection)})


def _standing(connection: Connection) -> Sequence[Row[Any]]:
    return connection.execute(legal_holds.select().where(_h.lifted_at.is_(None))).all()


def _reasons(connection: Connection, stream: str, number: str) -> frozenset[str]:
    rows = _standing(connection)
    return frozenset(row.reason for row in rows if (row.stream, row.number) == (stream, number))


def _admit(connection: Connection, stream: str, by: str) -> None:
    """Only somebody the office certified as an administrator of this stream and has not revoked."""
    chosen = people.select().where((people.c.stream == stream) & (people.c.id == by))
    row = connection.execute(chosen).mappings().first()
    if row is None or row["revoked_at"] or Role.ADMINISTRATOR.value not in row["roles"].split():
        raise NotAllowed("not_administrator")
