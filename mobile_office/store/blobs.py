"""Rows of attachments, within somebody else's transaction: whose they are, and what is expected from the office.

One row for each file (`attachments.py`). A draft's becomes an entry's when that is written, and a draft's again
when the office refuses it; a row that is nobody's any more takes its file along at the next sweep.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, or_, select, update

from mobile_office.canonical import Body
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.rows import attachments_of
from mobile_office.store.tables import blob

_b, _e = blob.c, tables.entry.c
NOBODYS = _b.draft.is_(None), _b.entry.is_(None)
_HELD = (
    update(blob)
    .where(or_(_b.entry == bindparam("of_entry"), _b.digest == bindparam("called")))
    .where(_b.here, _b.sent_at.is_(None))
    .values(sent_at=bindparam("at"))
)
_UNSENT = select(_b.digest).where(_b.here, _b.sent_at.is_(None)).limit(1)
_OF_DRAFT = update(blob).where(_b.draft == bindparam("of_draft")).values(draft=None)


def give_to_entry(connection: Connection, entry: Entry) -> None:
    """What our own entry names and no entry had named before is its own from now on: it will be sent."""
    if digests := _digests(entry.body):
        header = entry.header
        fresh = _b.digest.in_(digests) & _b.entry.is_(None)
        values = {"draft": None, "entry": header.id, "subject": header.subject}
        connection.execute(update(blob).where(fresh).values(values))


def give_to_draft(connection: Connection, entry: Entry, refused: Iterable[str]) -> None:
    """A refused revision is a draft again: what it names and only refused entries had named is the draft's."""
    if digests := _digests(entry.body):
        taken = _b.digest.in_(digests) & _b.entry.in_(tuple(refused))
        values = {"draft": entry.header.id, "entry": None, "subject": None, "sent_at": None}
        connection.execute(update(blob).where(taken).values(values))


def hand_over(connection: Connection, draft: str, entry: Entry) -> None:
    """What a draft and a refused revision made of it both name is the revision's draft's from now on."""
    if digests := _digests(entry.body):
        both = _b.digest.in_(digests) & (_b.draft == draft)
        connection.execute(update(blob).where(both).values(draft=entry.header.id))


def expect(connection: Connection, entry: Entry) -> None:
    """What an entry brought by the office names and is not known here may be fetched."""
    named = {each.digest: each for each in attachments_of(entry.body)}
    if not named:
        return
    connection.execute(delete(blob).where(_b.digest.in_(tuple(named)), *NOBODYS))  # somebody's again
    known = set(connection.scalars(select(_b.digest).where(_b.digest.in_(tuple(named)))))
    rows = [
        {
            "digest": each.digest,
            "size": each.size,
            "draft": None,
            "entry": entry.header.id,
            "subject": entry.header.subject,
            "own": False,
            "here": False,
            "sent_at": None,
            "created_at": entry.header.at,
        }
        for each in named.values()
        if each.digest not in known
    ]
    if rows:
        connection.execute(insert(blob), rows)


def forgo(connection: Connection) -> None:
    """A draft names a scan that is nowhere any more: it has to be scanned again, or the case would never be complete.

    So it is with a refused revision that came home to a laptop that is not the one it was scanned on.
    """
    lost = dict(connection.execute(select(_b.digest, _b.draft).where(_b.draft.is_not(None), ~_b.here)).all())
    for draft in set(lost.values()):
        d = tables.draft.c
        named = connection.scalar(select(d.attachments).where(d.id == draft)) or []
        left = [each for each in named if each["digest"] not in lost]
        connection.execute(update(tables.draft).where(d.id == draft).values(attachments=left))
    if lost:
        connection.execute(delete(blob).where(_b.digest.in_(lost)))


def has_unsent(connection: Connection) -> bool:
    """Whether there is a file here of which nobody has said that the office holds it."""
    return connection.execute(_UNSENT).first() is not None


def mark_held(connection: Connection, held: Iterable[tuple[Entry, datetime]]) -> None:
    """The office has signed that it holds all these entries name: none of it is sent any more, by whatever way it went."""
    called = list[dict[str, Any]]()
    for entry, at in held:
        called.append({"of_entry": entry.header.id, "called": "", "at": at})
        called += [{"of_entry": "", "called": digest, "at": at} for digest in _digests(entry.body)]
    connection.execute(_HELD, called)


def first_there(stream: str) -> tuple[ColumnElement[Any], ...]:
    """The order to fetch in: first what the office has said it holds whole, and the smallest of it.

    What never comes (a lost laptop's) must not stand for ever in front of what is there.
    """
    is_there = (
        select(_e.id).where(_e.stream == stream, _e.id == _b.entry, _e.completion.is_not(None)).exists()
    )
    return is_there.desc(), _b.size, _b.digest


def reclaim(connection: Connection, stream: str) -> None:
    """What a numbered entry that is not complete names is its own, also where a refused twin's draft names it too.

    A store put back hands the same draft in twice: the office keeps the first, and needs its scans.
    """
    if connection.execute(select(_b.digest).where(_b.entry.is_(None)).limit(1)).first() is None:
        return
    waiting = _e.stream == stream, _e.attached > 0, _e.completion.is_(None), _e.seq.is_not(None)
    for row in connection.execute(
        select(_e.id, _e.subject, _e.body).where(*waiting, _e.body.is_not(None))
    ).all():
        if digests := _digests(row.body):
            ownerless = _b.digest.in_(digests) & _b.entry.is_(None)
            values = {"entry": row.id, "subject": row.subject}
            connection.execute(update(blob).where(ownerless).values(values))


def offer_again(connection: Connection) -> None:
    """A new epoch: the office may have lost any of them, so whatever lies here is offered to it, ours or not."""
    connection.execute(update(blob).where(_b.here).values(own=True, sent_at=None))


def forget_of_draft(connection: Connection, draft: str) -> None:
    """A draft is gone: what no entry has taken over goes with it."""
    connection.execute(_OF_DRAFT, {"of_draft": draft})


def forget_of_subject(connection: Connection, subject: str) -> None:
    """A case is erased here: its attachments are nobody's, unless a draft names them, too."""
    connection.execute(update(blob).where(_b.subject == subject).values(entry=None, subject=None))


def insert_own(connection: Connection, digest: str, size: int, draft: str, now: datetime) -> None:
    """A file sealed here, of a draft; one that is known already stays as it is."""
    if connection.scalar(select(_b.digest).where(_b.digest == digest)) is None:
        values = {"digest": digest, "size": size, "draft": draft, "own": True, "here": True}
        connection.execute(insert(blob).values({**values, "created_at": now}))


def _digests(body: Body | None) -> tuple[str, ...]:
    return tuple(each.digest for each in attachments_of(body))
