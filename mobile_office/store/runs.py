"""What delivery owes and what became of it, entry by entry: the two looks between which a run lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, or_, select

from mobile_office.canonical import read_time
from mobile_office.store import tables
from mobile_office.store.remembered import remembered
from mobile_office.store.transactions import reading

_e, _b = tables.entry.c, tables.blob.c


@dataclass(frozen=True)
class Owed:
    """An entry the office has not answered. `at` is when it was written, `bytes` its header and body."""

    entry: str
    subject: str
    kind: str
    action: str
    person: str
    at: datetime
    bytes: int


@dataclass(frozen=True)
class OwedScan:
    """An attachment the office has not receipted; `entry` names it, and may be receipted long since."""

    digest: str
    subject: str
    bytes: int
    entry: str


@dataclass(frozen=True)
class Answer:
    """What the office has said of an entry: its number (0 for none) or a refusal's code."""

    seq: int
    refused: str


@remembered
def owed(engine: Engine, stream: str) -> tuple[Owed, ...]:
    """What has to be handed over, oldest chain first."""
    size = func.length(_e.header) + func.coalesce(func.length(_e.body), 0)
    # what was given up still travels, as a header without its body, and is nobody's case any more
    waiting = _e.stream == stream, _e.seq.is_(None), _e.settled.is_(None), _e.refused.is_(None), _e.own
    chosen = select(_e.id, _e.subject, _e.kind, _e.header, size.label("size")).where(*waiting)
    with reading(engine) as connection:
        rows = connection.execute(chosen.order_by(_e.chain, _e.n)).all()
    return tuple(
        Owed(
            row.id,
            row.subject,
            row.kind,
            row.header["action"],
            row.header["person"],
            read_time(row.header["at"]),
            row.size,
        )
        for row in rows
    )


@remembered
def owed_scans(engine: Engine) -> tuple[OwedScan, ...]:
    """Attachments of handed-in cases that the office does not hold yet."""
    waiting = _b.own, _b.here, _b.sent_at.is_(None), _b.entry.is_not(None)
    with reading(engine) as connection:
        rows = connection.execute(select(_b.digest, _b.subject, _b.size, _b.entry).where(*waiting)).all()
    return tuple(OwedScan(row.digest, row.subject or "", row.size, row.entry) for row in rows)


def answers(engine: Engine, stream: str, entries: Iterable[str]) -> dict[str, Answer]:
    """What became of entries by id; those without an answer are left out."""
    said = or_(_e.seq.is_not(None), _e.refused.is_not(None))
    chosen = select(_e.id, _e.seq, _e.refused).where(_e.stream == stream, _e.id.in_(tuple(entries)), said)
    with reading(engine) as connection:
        rows = connection.execute(chosen).all()
    return {row.id: Answer(row.seq or 0, row.refused or "") for row in rows}
