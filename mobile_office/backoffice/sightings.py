"""When a device was heard last, what it speaks, and how far its clock is ahead: for the administrator and the lights.

Written down at most every five minutes for each device and process: a delivery of many requests costs one write.
"""

from datetime import datetime, timedelta
from threading import Lock

from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import devices
from mobile_office.canonical import write_time
from mobile_office.store.transactions import writing

_SELDOM = timedelta(minutes=5)


class Sightings:
    """What one process has written down. Safe to use from several threads."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = Lock()
        self._noted: dict[str, datetime] = {}

    def note(self, device: KnownDevice, version: int, ahead: timedelta | None) -> None:
        """The device was heard; `ahead` is None where nothing was said about its clock."""
        now = self._office.clock()
        with self._lock:
            last = self._noted.get(device.id)
            if last is not None and abs(now - last) < _SELDOM:
                return
            self._noted[device.id] = now
        values: dict[str, str | int] = {"seen_at": write_time(now), "speaks": version}
        if ahead is not None:
            values["skew_ms"] = round(ahead / timedelta(milliseconds=1))
        here = (devices.c.stream == device.stream) & (devices.c.id == device.id)
        with writing(self._office.engine) as connection:
            connection.execute(devices.update().where(here).values(**values))
