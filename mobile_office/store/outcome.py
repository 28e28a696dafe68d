"""What stays findable of a case after its bodies were erased here: the register's number, never a name.

The status is not kept here: it is folded from headers, which stay. Within the caller's transaction.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from mobile_office.store.tables import outcome as _outcome

_LONGEST = 64  # what is longer is no number but a remark


def keep_outcome(
    connection: Connection, stream: str, number: str, register_number: str, now: datetime
) -> None:
    """Keep what the register calls a case (empty when it has no number), in place of what was kept before."""
    kept = register_number if len(register_number) <= _LONGEST else ""
    connection.execute(delete(_outcome).where(_is(stream, number)))
    row = {"stream": stream, "number": number, "register_number": kept, "erased_at": now}
    connection.execute(insert(_outcome).values(row))


def drop_outcome(connection: Connection, stream: str, number: str) -> None:
    """Forget the record: the case's bodies have come back."""
    connection.execute(delete(_outcome).where(_is(stream, number)))


def register_number_kept(connection: Connection, stream: str, number: str) -> str:
    """The register's number of an erased case, or empty."""
    return connection.scalar(select(_outcome.c.register_number).where(_is(stream, number))) or ""


def _is(stream: str, number: str) -> ColumnElement[bool]:
    return (_outcome.c.stream == stream) & (_outcome.c.number == number)
