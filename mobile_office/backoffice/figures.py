"""The state of an office in numbers: what `/metrics` shows and what the commands begin with. No person, no case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mobile_office.backoffice import last_call, legal_hold
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import Connection, backups, checkpoints, devices
from mobile_office.canonical import read_time
from mobile_office.domain.alarms import ESCALATE_AFTER, WARN_AFTER
from mobile_office.store import figures as journal
from mobile_office.store.forgetting import overdue
from mobile_office.store.transactions import reading

GREEN, YELLOW, RED = "green", "yellow", "red"


@dataclass(frozen=True)
class Figures:
    """Counts, sizes in bytes, ages in seconds."""

    held: int
    lights: Mapping[str, int]
    oldest_incomplete_seconds: float
    alarms: int
    overdue: int
    database_bytes: int
    backup_age_seconds: float
    kept: int = 0  # cases under a legal hold
    last_calls: int = 0  # cases without an outcome whose contents will go


def figures_of(office: Office) -> Figures:
    """What the office's database says now. Raises Trouble."""
    with reading(office.engine) as connection:
        return figures(connection, office.clock())


def figures(connection: Connection, now: datetime) -> Figures:
    """What the database says."""
    lights = dict.fromkeys((GREEN, YELLOW, RED), 0)
    for row in connection.execute(devices.select().where(devices.c.revoked_at.is_(None))).mappings():
        lights[light(row["seen_at"], now)] += 1
    late, calls = overdue(connection, now), last_call.told(connection)
    alarmed = connection.execute(checkpoints.select().where(checkpoints.c.alarm.is_not(None))).all()
    oldest = journal.oldest_incomplete(connection)
    newest = (
        connection.execute(
            backups.select().where(backups.c.deleted_at.is_(None)).order_by(backups.c.at.desc()).limit(1)
        )
        .mappings()
        .first()
    )
    return Figures(
        held=journal.held(connection),
        lights=lights,
        oldest_incomplete_seconds=(now - oldest).total_seconds() if oldest else 0,
        alarms=len(alarmed) + (1 if late or calls else 0),
        overdue=late,
        database_bytes=journal.database_bytes(connection),
        backup_age_seconds=(now - read_time(newest["at"])).total_seconds() if newest else -1,
        kept=legal_hold.standing(connection),
        last_calls=calls,
    )


def light(seen_at: str | None, now: datetime) -> str:
    """How long a device has not been heard: within 24 h, within 48 h, or longer (also: never)."""
    if seen_at is None:
        return RED
    silent = now - read_time(seen_at)
    if silent < WARN_AFTER:
        return GREEN
    return YELLOW if silent < ESCALATE_AFTER else RED
