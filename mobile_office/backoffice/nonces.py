"""The nonces of requests already taken in, until they would be too old to be believed anyway.

One insert decides, so that of two processes over one database one is the first.
"""

from datetime import datetime

from mobile_office.backoffice.tables import Connection, nonces
from mobile_office.canonical import write_time
from mobile_office.store.insertion import insert_new
from mobile_office.sync.requests import WINDOW

_SWEEPS = "00"  # a nonce that begins so sweeps: one in 256
_KEPT = 2 * WINDOW  # twice the window: the clocks of two processes may differ


def is_new(
    connection: Connection, stream: str, device: str, nonce: str, created: datetime, now: datetime
) -> bool:
    """Remember a device's nonce, signed at `created`; False when it was there already."""
    if connection.dialect.name == "postgresql":
        # Seen by every process at once, on the disk a little later: what a crash of the database forgets in that
        # moment could be replayed for ten minutes, and is safe to repeat; a wait for the disk it is not worth.
        connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")
    if nonce.startswith(_SWEEPS):
        forget_old(connection, stream, now)
    values = {"stream": stream, "device": device, "nonce": nonce, "at": write_time(created)}
    return insert_new(connection, nonces, **values)


def forget_old(connection: Connection, stream: str, now: datetime) -> None:
    """Remove what is too old to be believed."""
    old = (nonces.c.stream == stream) & (nonces.c.at < write_time(now - _KEPT))
    connection.execute(nonces.delete().where(old))
