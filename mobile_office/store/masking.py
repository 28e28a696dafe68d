"""Masking what shares a visit with a request for an information block: the same people, told of in the same lists.

The cases and drafts that are there are masked in the transaction that brings the request; `sticky` keeps them so.
"""

from sqlalchemy import Connection, func, select, update

from mobile_office.domain.case import Action, SubjectKind
from mobile_office.domain.masking import MASKED, hides
from mobile_office.protocol import Entry
from mobile_office.store import tables

_c, _e, _d = tables.case.c, tables.entry.c, tables.draft.c


def mask_visit_of(connection: Connection, entry: Entry) -> None:
    """Mask what shares the visit of a request for an information block; nothing for any other entry. Device only."""
    service, body = entry.header.service, entry.body
    if service is None or body is None or not hides(service.id) or entry.header.action is not Action.SUBMIT:
        return
    if isinstance(visit := body.get("visit"), str):
        mask_visit(connection, entry.header.stream, visit)


def mask_visit(connection: Connection, stream: str, visit: str) -> None:
    """Mask the drafts and cases of a visit. Only entries made since it began are looked into (`store/visits.py`)."""
    if not visit:
        return
    is_of = func.json_extract(_e.body, "$.visit") == visit
    about = select(_e.subject).where(
        _e.stream == stream, _e.id > visit, _e.kind == SubjectKind.CASE.value, is_of
    )
    here = _c.stream == stream, _c.number.in_(about), _c.label != ""
    connection.execute(update(tables.case).where(*here).values(label=MASKED))
    connection.execute(update(tables.draft).where(_d.visit == visit).values(label=MASKED))


def is_masked(connection: Connection, stream: str, visit: str) -> bool:
    """Whether anything of a visit is masked."""
    if not visit:
        return False
    if connection.scalar(select(_d.id).where(_d.visit == visit, _d.label == MASKED).limit(1)) is not None:
        return True
    is_of = func.json_extract(_e.body, "$.visit") == visit
    chosen = (
        select(_e.id)
        .join(tables.case, (_c.stream == _e.stream) & (_c.number == _e.subject))
        .where(_e.stream == stream, _e.id > visit, is_of, _c.label == MASKED)
    )
    return connection.scalar(chosen.limit(1)) is not None
