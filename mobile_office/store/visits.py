"""The cases of a visit, found by the id their bodies share.

Ids are in the order of time, so only entries made since the visit began are looked into: a day's cases at
most, never the whole journal. An erased body says nothing any more, and its case is no longer part of it.
"""

from typing import Any

from sqlalchemy import Engine, Row, bindparam, func, select

from mobile_office.domain import masking
from mobile_office.domain.bill import from_body
from mobile_office.domain.case import Action, Status, SubjectKind
from mobile_office.domain.visit import Visit, VisitCase
from mobile_office.store import tables
from mobile_office.store.draft_rows import read_evidence
from mobile_office.store.transactions import reading

_c, _e = tables.case.c, tables.entry.c
_GONE = (Status.WITHDRAWN, Status.NOT_POSSIBLE)
_OF = (
    select(_e.subject, _e.header, _e.body, _c.label, _c.status, _c.submitted_at)
    .join(tables.case, (_c.stream == _e.stream) & (_c.number == _e.subject))
    .where(
        _e.stream == bindparam("stream"),
        _e.id > bindparam("visit"),
        _e.kind == SubjectKind.CASE.value,
        _e.refused.is_(None),
        func.json_extract(_e.body, "$.visit") == bindparam("visit"),
    )
    .order_by(_e.id)
)


def visit(engine: Engine, stream: str, id: str) -> Visit:
    """A visit by its id; one without cases where nothing was submitted in it, or for the id ""."""
    if not id:
        return Visit("")
    with reading(engine) as connection:
        rows = connection.execute(_OF, {"stream": stream, "visit": id}).all()
    found: dict[str, VisitCase] = {}
    for row in rows:  # a correction takes the place of what it corrects
        if row.header["action"] in (Action.SUBMIT, Action.CORRECT):
            found[row.subject] = _case(row)
    return Visit(id, tuple(found.values()))


def _case(row: Row[*tuple[Any, ...]]) -> VisitCase:
    (service, version, _), body = row.header["service"], row.body
    return VisitCase(
        number=row.subject,
        service=service,
        version=version,
        label=masking.label(service, row.label or ""),
        answers=body.get("answers", {}),
        evidence=read_evidence(body.get("evidence", [])),
        fees=from_body(body.get("fees", {})),
        submitted_at=row.submitted_at,
        withdrawn=row.status in _GONE,
    )
