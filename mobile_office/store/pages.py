"""One case, complete, as its page shows it: answers, evidence, history, and what this person may do."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from mobile_office.canonical import Body
from mobile_office.domain import masking
from mobile_office.domain.bill import from_body
from mobile_office.domain.case import Action, Case, Status, allowed
from mobile_office.domain.overview import CasePage, HistoryLine
from mobile_office.domain.people import Actor
from mobile_office.store import tables
from mobile_office.store.draft_rows import read_evidence
from mobile_office.store.folding import kept_case, ordered_rows
from mobile_office.store.outcome import register_number_kept
from mobile_office.store.remembered import remembered
from mobile_office.store.rows import Stored, attachments_of, read_stored
from mobile_office.store.transactions import reading

_ASKED_BACK = (Status.RETURNED, Status.QUERIED)


@remembered
def page(engine: Engine, number: str, actor: Actor) -> CasePage:
    """One case of the actor's stream. Raises KeyError when it is not there."""
    c = tables.case.c
    with reading(engine) as connection:
        case = kept_case(connection, actor.stream, number)
        if case is None:
            raise KeyError(number)
        label = connection.scalar(select(c.label).where(c.stream == actor.stream, c.number == number))
        stored = tuple(read_stored(row) for row in ordered_rows(connection, actor.stream, number))
        kept = register_number_kept(connection, actor.stream, number)
    revisions = _revisions(stored)
    latest = revisions[-1].entry.body if revisions else None
    before = revisions[-2].entry.body if len(revisions) > 1 else None
    shown: Body = latest or {}
    return CasePage(
        case=case,
        label=masking.label(case.service.id, label or ""),
        answers=shown.get("answers", {}),
        evidence=read_evidence(shown.get("evidence", [])),
        previous_answers=before.get("answers", {}) if before else None,
        comments=_open_comments(case, stored),
        history=tuple(_line(item, kept) for item in stored),
        allowed=allowed(case, actor),
        erased=latest is None,
        overrides=shown.get("overrides", {}),
        draft=shown.get("draft", ""),
        declared_at=_date(shown.get("declared_at")),
        form=shown.get("form", ""),
        stop=shown.get("stop", ""),
        fees=from_body(shown.get("fees", {})),
        visit=shown.get("visit", ""),
        attachments=attachments_of(latest),
        attached=revisions[-1].attached if revisions else 0,
        are_complete=bool(revisions) and revisions[-1].is_complete,
    )


def _revisions(stored: Sequence[Stored]) -> list[Stored]:
    actions = (Action.SUBMIT, Action.CORRECT)
    return [item for item in stored if item.entry.header.action in actions and item.refused is None]


def _open_comments(case: Case, stored: Sequence[Stored]) -> dict[str, str]:
    """What the latest RETURN or QUERY pins to fields, while it is open."""
    if case.status not in _ASKED_BACK:
        return {}
    asked = (item.entry for item in reversed(stored) if item.entry.header.id == case.base)
    return next((_of(entry.body, "comments", {}) for entry in asked), {})


def _line(item: Stored, register_number: str) -> HistoryLine:
    """`register_number` is what was kept of the outcome when the bodies were erased."""
    header, body = item.entry.header, item.entry.body
    assert isinstance(header.action, Action)
    is_outcome = header.action is Action.TAKE_OVER and item.refused is None
    return HistoryLine(
        entry=header.id,
        action=header.action,
        person=header.person,
        at=header.at,
        delivery=item.delivery,
        seq=item.seq,
        refused=item.refused,
        comments=_of(body, "comments", {}),
        reason=_of(body, "reason", ""),
        register_number=_of(body, "register_number", register_number if is_outcome else ""),
        basis=_of(body, "basis", ""),
    )


def _date(written: object) -> date | None:
    """A date of a body; None where its author wrote something else."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None


def _of(body: Body | None, name: str, otherwise: Any) -> Any:
    return (body or {}).get(name) or otherwise
