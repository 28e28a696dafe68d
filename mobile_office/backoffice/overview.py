"""What an administrator looks at: people, devices, alarms, and what was done. As text, one line each.

The lists of people and devices are the only place where the office names them outside an envelope.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from mobile_office.backoffice import backup
from mobile_office.backoffice.figures import GREEN, RED, figures_of, light
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import checkpoints, deeds, devices, people
from mobile_office.canonical import read_time
from mobile_office.store.figures import incomplete_by_device
from mobile_office.store.forgetting import HARD
from mobile_office.store.retention import RETENTION
from mobile_office.store.transactions import reading

_NEVER = "never"
_SKEWED = timedelta(minutes=10)  # beyond it requests are refused


def people_listed(office: Office, stream: str) -> str:
    """The people of a stream."""
    with reading(office.engine) as connection:
        chosen = people.select().where(people.c.stream == stream).order_by(people.c.name, people.c.id)
        rows = connection.execute(chosen).mappings().all()
    lines = [(row["id"], row["name"], row["roles"], _standing_of(row)) for row in rows]
    active = sum(row["revoked_at"] is None for row in rows)
    return _table(
        ("id", "name", "roles", "standing"), lines, f"{_count(active, 'person', 'people')} may work here."
    )


def devices_listed(office: Office, stream: str) -> str:
    """The devices of a stream, with what is known of each."""
    now = office.clock()
    with reading(office.engine) as connection:
        chosen = devices.select().where(devices.c.stream == stream).order_by(devices.c.letter)
        rows = connection.execute(chosen).mappings().all()
        waiting = incomplete_by_device(connection)
        alarmed = (
            connection.execute(checkpoints.select().where(checkpoints.c.alarm.is_not(None))).mappings().all()
        )
    alarms = [row["device"] for row in alarmed]
    lines = [
        (
            row["id"],
            row["letter"],
            row["kind"],
            _light(row, now),
            _ago(row["seen_at"], now),
            f"v{row['speaks']}" if row["speaks"] else "-",
            _skew(row["skew_ms"]),
            str(waiting.get(row["id"], 0)),
            str(alarms.count(row["id"])),
        )
        for row in rows
    ]
    silent = sum(row["revoked_at"] is None and light(row["seen_at"], now) != GREEN for row in rows)
    said = f"{_count(len(rows), 'device', 'devices')}, {silent} not heard for 24 hours or more."
    head = ("id", "letter", "kind", "light", "last seen", "speaks", "clock", "incomplete", "alarms")
    return _table(head, lines, said)


def alarms_listed(office: Office) -> tuple[str, bool]:
    """What needs somebody, as text; and whether nothing does."""
    now, found = office.clock(), figures_of(office)
    with reading(office.engine) as connection:
        known = {row["id"]: row for row in connection.execute(devices.select()).mappings()}
        alarmed = (
            connection.execute(checkpoints.select().where(checkpoints.c.alarm.is_not(None))).mappings().all()
        )
    lines = [
        f"Device {_letter(known, row['device'])} has told two histories of chain {row['chain'][:8]} since "
        f"{row['alarm']}: its store was rolled back or copied. Look at the device before it goes out again."
        for row in alarmed
    ]
    if found.overdue:
        lines.append(
            f"{_count(found.overdue, 'case', 'cases')} came in more than {HARD.days} days ago and still have their "
            "contents without an outcome: decide them. See the command `undecided`."
        )
    if found.last_calls:
        lines.append(
            f"{_count(found.last_calls, 'case comes', 'cases come')} near the maximum of {HARD.days} days without an "
            "outcome: their contents go on the day the command `undecided` says, unless they are decided or a "
            "`legal-hold` keeps them. Tell those who take over and those who review."
        )
    if found.held:
        lines.append(f"{_count(found.held, 'entry is', 'entries are')} held for you: see the command `held`.")
    made = backup.newest(office)
    if made is None or now - made >= RETENTION:
        since = f"since {made:%Y-%m-%d %H:%M} UTC" if made else "yet"
        hours = int(RETENTION.total_seconds() // 3600)
        lines.append(f"There was no backup {since}: devices keep what they delivered for {hours} hours only.")
    if found.lights[RED]:
        lines.append(
            f"{_count(found.lights[RED], 'device was', 'devices were')} not heard for 48 hours or more: "
            "what they hold is in one place only. See the command `devices`."
        )
    return "\n".join(lines) if lines else "Nothing needs you.", not lines


def deeds_listed(office: Office, most: int = 200) -> str:
    """What administrators did, newest last."""
    with reading(office.engine) as connection:
        chosen = deeds.select().order_by(deeds.c.at.desc()).limit(most)
        rows = connection.execute(chosen).mappings().all()[::-1]
    lines = [(row["at"], row["deed"], row["stream"] or "-", row["subject"] or "-") for row in rows]
    return _table(("at", "what", "stream", "about"), lines, f"The last {_count(len(rows), 'deed', 'deeds')}.")


def _table(head: tuple[str, ...], lines: Iterable[tuple[str, ...]], said: str) -> str:
    rows = [head, *lines]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    text = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join([*(line.rstrip() for line in text), said])


def _standing_of(row: Mapping[Any, Any]) -> str:
    at = row["revoked_at"], row["certified_at"]
    return f"revoked {at[0]}" if at[0] else f"certified {at[1]}" if at[1] else "has not used the code yet"


def _light(row: Mapping[Any, Any], now: datetime) -> str:
    if row["revoked_at"]:
        return "revoked"
    return light(row["seen_at"], now) if row["compared_at"] else "to compare"


def _ago(seen_at: str | None, now: datetime) -> str:
    if seen_at is None:
        return _NEVER
    minutes = int((now - read_time(seen_at)) / timedelta(minutes=1))
    if minutes < 120:
        return f"{max(minutes, 0)} min ago"
    return f"{minutes // 60} h ago" if minutes < 2880 else f"{minutes // 1440} days ago"


def _skew(milliseconds: int | None) -> str:
    if milliseconds is None:
        return "-"
    warning = " !" if abs(milliseconds) >= _SKEWED / timedelta(milliseconds=1) else ""
    return f"{milliseconds / 1000:+.1f} s{warning}"


def _letter(known: Mapping[str, Mapping[Any, Any]], device: str) -> str:
    row = known.get(device)
    return f"{row['letter']} ({device})" if row else device


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
