"""Completing: the second receipt of an entry, once the office holds all the attachments its body names (sync.md 3).

It is numbered in the stream, signed, kept at the entry and among the notices, all in the transaction that made it
true. An entry without attachments needs none.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from mobile_office.attached import named_in
from mobile_office.backoffice.blobs import Wish, want
from mobile_office.backoffice.keys import OfficeKeys
from mobile_office.backoffice.notices import COMPLETION, Notice, add
from mobile_office.backoffice.tables import Connection, bindparam, blobs, wanted
from mobile_office.domain.attachment import Attachment
from mobile_office.protocol import Entry, Receipt
from mobile_office.signing import sign_completion
from mobile_office.store import tables
from mobile_office.store.officially import Attached
from mobile_office.store.streams import Reach, keep_stream, locked_stream

_log = logging.getLogger("mobile_office.backoffice")
_entry, _e = tables.entry, tables.entry.c
_NAMING = (
    wanted.select()
    .where(wanted.c.stream == bindparam("in_stream"))
    .where(wanted.c.digest.in_(bindparam("called", expanding=True)))
    .with_only_columns(wanted.c.entry)
    .distinct()
)
_WAITING = (
    _entry.select()
    .where(_e.stream == bindparam("in_stream"), _e.id.in_(bindparam("ids", expanding=True)))
    .where(_e.completion.is_(None))
    .with_only_columns(_e.id, _e.hash, _e.subject, _e.device, _e.attached)
)
_COMPLETED = (
    _entry.update()
    .where(_e.stream == bindparam("in_stream"), _e.id == bindparam("called"))
    .values(completion=bindparam("completion"))
)


def expecting(keys: OfficeKeys, now: datetime) -> Attached:
    """What the journal's door does about the attachments of entries it has just taken."""
    return partial(_expect, keys, now)


def _expect(
    keys: OfficeKeys, now: datetime, connection: Connection, entries: Sequence[Entry], reach: Reach
) -> Reach:
    stream = entries[0].header.stream
    wishes = [
        Wish(entry.header.id, entry.header.subject, named) for entry in entries if (named := _named(entry))
    ]
    if not wishes:
        return reach
    here = want(connection, stream, wishes, now)
    return _complete(connection, keys, stream, here, now, reach) if here else reach


def _named(entry: Entry) -> tuple[Attachment, ...]:
    try:
        return named_in(entry.body)
    except ValueError:
        # Problems in answers never refuse (sync.md 13): what names nothing has nothing to wait for.
        _log.warning("entry %s names attachments that cannot be read", entry.header.id)
        return ()


def complete(
    connection: Connection, keys: OfficeKeys, stream: str, digests: Collection[str], now: datetime
) -> None:
    """Blobs have become whole: whatever has waited for them and nothing else is complete."""
    if digests:
        reach = locked_stream(
            connection, stream
        )  # also against an entry just being taken that wants them, too
        keep_stream(connection, stream, _complete(connection, keys, stream, digests, now, reach))


def told(
    connection: Connection, stream: str, entries: Iterable[str], notices: Iterable[Notice]
) -> tuple[Receipt, ...]:
    """The second receipts among these notices, and those of these entries: who reads one gets the other."""
    here = _entry.select().where(_e.stream == stream, _e.id.in_(tuple(entries)), _e.completion.is_not(None))
    kept = [row.completion for row in connection.execute(here.with_only_columns(_e.completion))]
    kept += [notice.content for notice in notices if notice.kind == COMPLETION]
    receipts = {receipt.entry: receipt for receipt in map(Receipt.from_json, kept)}
    return tuple(sorted(receipts.values(), key=lambda receipt: receipt.seq))


def _complete(
    connection: Connection,
    keys: OfficeKeys,
    stream: str,
    digests: Collection[str],
    now: datetime,
    reach: Reach,
) -> Reach:
    completed, told = [], []
    for row in _all_here(connection, stream, digests):
        bare = Receipt(row.id, row.hash, stream, reach.seq + 1, now, reach.epoch)
        receipt = sign_completion(bare, keys.signing).to_json()
        completed.append({"in_stream": stream, "called": row.id, "completion": receipt})
        told.append(Notice(bare.seq, COMPLETION, row.id, row.subject, row.device, receipt))
        reach = Reach(bare.seq, reach.epoch)
    if completed:
        connection.execute(_COMPLETED, completed)
        add(connection, stream, told)
    return reach


def _all_here(connection: Connection, stream: str, digests: Collection[str]) -> list[Any]:
    """The entries without a completion that name one of these blobs, which are whole, and no other that is not.

    Asked in small steps: of tables that have just grown a server knows nothing, and joins them by reading them all.
    """
    ids = tuple(connection.scalars(_NAMING, {"in_stream": stream, "called": list(digests)}))
    found = connection.execute(_WAITING, {"in_stream": stream, "ids": ids}).all()
    return [row for row in found if _is_whole(connection, stream, row.id, row.attached)]


def _is_whole(connection: Connection, stream: str, entry: str, attached: int) -> bool:
    if attached == 1:
        return True
    named = wanted.select().where(wanted.c.stream == stream, wanted.c.entry == entry)
    others = connection.scalars(named.with_only_columns(wanted.c.digest))
    here = blobs.c.stream == stream, blobs.c.digest.in_(tuple(others)), blobs.c.whole_at.is_(None)
    return connection.execute(blobs.select().where(*here).limit(1)).first() is None
