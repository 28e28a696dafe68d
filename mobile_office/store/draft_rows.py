"""Rows and drafts: the one place where a row becomes a draft and back, and where a refused revision does."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Row

from mobile_office.attached import from_json, to_json
from mobile_office.canonical import Json, read_time, write_time
from mobile_office.domain import masking
from mobile_office.domain.overview import Draft, Evidence
from mobile_office.protocol import Entry
from mobile_office.store.rows import attachments_of

_FIELDS = tuple(field.name for field in fields(Draft))
_COLUMNS = {"case": "case_number"}  # where the column's name is another


def draft_again(entry: Entry, case: str | None) -> Draft:
    """The draft a refused SUBMIT or CORRECT becomes, under the entry's id.

    `case` is the number of the case if there still is one, so that a correction stays one.
    """
    header, body = entry.header, entry.body or {}
    assert header.service is not None
    declared = body.get("declared_at")
    return Draft(
        id=header.id,
        service=header.service.id,
        version=header.service.version,
        answers=body.get("answers", {}),
        evidence=read_evidence(body.get("evidence", [])),
        hands=tuple(sorted({*header.hands, header.person})),
        owner=header.person,
        parked=False,
        case=case,
        field=body.get("field", ""),
        label=masking.label(header.service.id, body.get("label", "")),
        created_at=header.at,
        saved_at=header.at,
        declared_at=date.fromisoformat(declared) if declared else None,
        form=body.get("form", ""),
        visit=body.get("visit", ""),
        attachments=attachments_of(body),
    )


def read_evidence(values: list[Json]) -> tuple[Evidence, ...]:
    """Evidence from its JSON form."""
    return tuple(Evidence(**{**value, "at": read_time(value["at"])}) for value in values)


def write_evidence(evidence: Iterable[Evidence]) -> list[Json]:
    """Evidence in its JSON form."""
    return [{**asdict(item), "at": write_time(item.at)} for item in evidence]


def draft_row(draft: Draft) -> dict[str, Any]:
    """The columns of a draft."""
    return {_COLUMNS.get(name, name): _written(name, getattr(draft, name)) for name in _FIELDS}


def changed_columns(before: Draft, after: Draft) -> dict[str, Any]:
    """The columns that differ; what a change has not touched is the same object, and nothing is done for it."""
    both = ((name, getattr(before, name), getattr(after, name)) for name in _FIELDS)
    return {
        _COLUMNS.get(name, name): _written(name, new)
        for name, old, new in both
        if old is not new and old != new
    }


def _written(name: str, value: Any) -> Any:
    if name == "evidence":
        return write_evidence(value)
    if name == "hands":
        return list(value)
    if name == "attachments":
        return to_json(value)
    return value.isoformat() if name == "declared_at" and value else value


def read_draft(row: Row[Any]) -> Draft:
    """The draft of a row."""
    return Draft(
        id=row.id,
        service=row.service,
        version=row.version,
        answers=row.answers,
        evidence=read_evidence(row.evidence),
        hands=tuple(row.hands),
        owner=row.owner,
        parked=row.parked,
        case=row.case_number,
        field=row.field,
        label=masking.label(row.service, row.label),
        created_at=row.created_at,
        saved_at=row.saved_at,
        declared_at=date.fromisoformat(row.declared_at) if row.declared_at else None,
        form=row.form,
        visit=row.visit,
        attachments=from_json(row.attachments),
        cursor=row.cursor,
    )
