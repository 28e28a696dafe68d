"""What an administrator did, kept: the command and the id it was about. No names, no codes, no files.

Who sat at the machine is the machine's to know: its own log has the session.
"""

from datetime import datetime

from uuid_utils import uuid7

from mobile_office.backoffice import tables
from mobile_office.backoffice.tables import Connection
from mobile_office.canonical import write_time

_LONGEST = 64


def note(connection: Connection, deed: str, now: datetime, *, stream: str = "", subject: str = "") -> None:
    """Keep that something was done."""
    row = {
        "stream": stream,
        "id": str(uuid7()),
        "at": write_time(now),
        "deed": deed,
        "subject": subject[:_LONGEST],
    }
    connection.execute(tables.deeds.insert().values(**row))
