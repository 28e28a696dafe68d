"""Notices: the office's numbered words that are no entries (an entry is complete, a held one was refused after all).

They have numbers of the same sequence as the entries, so that one cursor steps over both (`paging`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from mobile_office.backoffice.scopes import subjects_of
from mobile_office.backoffice.tables import Connection, Row, notices
from mobile_office.canonical import Json, canonical

COMPLETION = "completion"  # `content` is the second receipt


@dataclass(frozen=True)
class Notice:
    """What the office says under number `seq` about an entry; `content` is JSON of its `kind`."""

    seq: int
    kind: str
    entry: str
    subject: str
    device: str  # who has written the entry
    content: Json


def add(connection: Connection, stream: str, told: Iterable[Notice]) -> None:
    """Keep notices; their numbers were handed out under the lock on the stream's row."""
    rows = [
        {
            "stream": stream,
            "seq": notice.seq,
            "kind": notice.kind,
            "entry": notice.entry,
            "subject": notice.subject,
            "device": notice.device,
            "content": canonical(notice.content).decode(),
        }
        for notice in told
    ]
    connection.execute(notices.insert(), rows)


def since(
    connection: Connection, stream: str, cursor: int, device: str, kind: str, limit: int
) -> tuple[Notice, ...]:
    """The notices after `cursor` about what is in a device's scope, by number."""
    chosen = notices.select().where(notices.c.stream == stream, notices.c.seq > cursor)
    if kind == "bus":
        own = notices.c.device == device  # what it has written itself, also what was refused in the end
        chosen = chosen.where(own | notices.c.subject.in_(subjects_of(stream, device)))
    found = connection.execute(chosen.order_by(notices.c.seq).limit(limit))
    return tuple(_notice(row) for row in found)


def _notice(row: Row[Any]) -> Notice:
    return Notice(row.seq, row.kind, row.entry, row.subject, row.device, json.loads(row.content))
