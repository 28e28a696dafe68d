"""Drafts: what is still being typed. Every call is durable when it returns; nothing leaves the device.

Answers are one row of canonical JSON; a field's change is read, changed and written in one transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, insert, select, update

from mobile_office.canonical import Json, canonical, read_time, write_time
from mobile_office.domain.overview import Draft, Evidence
from mobile_office.protocol import Entry
from mobile_office.store.paths import with_answer, without_item
from mobile_office.store.refusals import see_refusal_of_draft
from mobile_office.store.tables import draft as _draft
from mobile_office.store.transactions import reading, writing

_FIELDS = tuple(field.name for field in fields(Draft))
_COLUMNS = {"case": "case_number"}  # where the column's name is another
_GET = select(_draft).where(_draft.c.id == bindparam("draft"))
_DROP = delete(_draft).where(_draft.c.id == bindparam("draft"))
_UPDATE = update(_draft).where(_draft.c.id == bindparam("draft"))


# What names the citizen of a draft in lists.
Label = Callable[[Draft], str]


def _as_it_is(draft: Draft) -> str:
    return draft.label


class Drafts:
    """The drafts of one device. A draft that is not there raises KeyError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def new(
        self,
        id: str,
        service: str,
        version: int,
        person: str,
        now: datetime,
        answers: dict[str, Any] | None = None,
        case: str | None = None,
        evidence: Iterable[Evidence] = (),
        label: str = "",
        declared_at: date | None = None,
        form: str = "",
        visit: str = "",
    ) -> Draft:
        """Begin a draft; `case` is the number of the case a correction is about, `form` a paper form's."""
        draft = Draft(
            id=id,
            service=service,
            version=version,
            answers=answers or {},
            evidence=tuple(evidence),
            hands=(person,),
            owner=person,
            parked=False,
            case=case,
            field="",
            label=label,
            created_at=now,
            saved_at=now,
            declared_at=declared_at,
            form=form,
            visit=visit,
        )
        with writing(self._engine) as connection:
            insert_draft(connection, draft)
        return draft

    def save(
        self, id: str, key: str, value: Json, person: str, now: datetime, label_of: Label = _as_it_is
    ) -> Draft:
        """Change one answer by its path (`persons.0.family_name`); None takes it out.

        Who typed joins `hands`; `label_of` gives the changed draft's label. Raises ValueError for a path or
        value that cannot be.
        """
        _check(value)

        def typed(draft: Draft) -> Draft:
            answers = with_answer(draft.answers, key, value)
            return _touched(replace(draft, answers=answers, field=key), person, now, label_of)

        return self._change(id, typed)

    def remove_item(
        self, id: str, path: str, index: int, person: str, now: datetime, label_of: Label = _as_it_is
    ) -> Draft:
        """Take one item out of a repeated section."""

        def shorter(draft: Draft) -> Draft:
            answers = without_item(draft.answers, path, index)
            return _touched(replace(draft, answers=answers), person, now, label_of)

        return self._change(id, shorter)

    def add_evidence(self, id: str, evidence: Evidence) -> Draft:
        """Note evidence, in place of what was noted of its kind; who saw it joins `hands`."""

        def noted(draft: Draft) -> Draft:
            others = tuple(item for item in draft.evidence if item.kind != evidence.kind)
            return _touched(replace(draft, evidence=(*others, evidence)), evidence.person, evidence.at)

        return self._change(id, noted)

    def drop_evidence(self, id: str, kind: str) -> Draft:
        """Take back what was noted of a kind."""

        def without(draft: Draft) -> Draft:
            return replace(draft, evidence=tuple(item for item in draft.evidence if item.kind != kind))

        return self._change(id, without)

    def park(self, id: str, parked: bool, now: datetime) -> Draft:
        """Put a draft aside, or go on with it."""
        return self._change(id, lambda draft: replace(draft, parked=parked, saved_at=now))

    def hand_over(self, id: str, owner: str, now: datetime) -> Draft:
        """Give a draft to a colleague; who typed stays in `hands`."""
        return self._change(id, lambda draft: replace(draft, owner=owner, saved_at=now))

    def renew(
        self,
        id: str,
        version: int,
        answers: dict[str, Any],
        evidence: tuple[Evidence, ...],
        person: str,
        now: datetime,
        label_of: Label,
    ) -> Draft:
        """Go on in another version of the service, with what is carried over; who decided it joins `hands`."""

        def changed(draft: Draft) -> Draft:
            carried = replace(draft, version=version, answers=answers, evidence=evidence)
            return _touched(carried, person, now, label_of)

        return self._change(id, changed)

    def declare(self, id: str, day: date) -> Draft:
        """Set the legal day on which the citizen declared it (BMG §§ 17, 33)."""
        return self._change(id, lambda draft: replace(draft, declared_at=day))

    def delete(self, id: str) -> None:
        """Delete a draft for good."""
        with writing(self._engine) as connection:
            drop(connection, id)

    def get(self, id: str) -> Draft:
        """A draft as last saved."""
        with reading(self._engine) as connection:
            return _get(connection, id)

    def open(self) -> tuple[Draft, ...]:
        """All drafts, last saved first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_draft).order_by(_draft.c.saved_at.desc(), _draft.c.id)).all()
        return tuple(_read(row) for row in rows)

    def _change(self, id: str, change: Callable[[Draft], Draft]) -> Draft:
        with writing(self._engine) as connection:
            before = _get(connection, id)
            after = change(before)
            if values := _changed(before, after):
                connection.execute(_UPDATE.values(values), {"draft": id})
        return after


def insert_draft(connection: Connection, draft: Draft) -> None:
    """Keep a draft, within a transaction; one with this id that is there already stays."""
    if connection.scalar(select(_draft.c.id).where(_draft.c.id == draft.id)) is None:
        connection.execute(insert(_draft).values(_row(draft)))


def drop(connection: Connection, id: str) -> None:
    """Delete a draft, within a transaction; the refusal it may have come back from is dealt with."""
    connection.execute(_DROP, {"draft": id})
    see_refusal_of_draft(connection, id)


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
        label=body.get("label", ""),
        created_at=header.at,
        saved_at=header.at,
        declared_at=date.fromisoformat(declared) if declared else None,
        form=body.get("form", ""),
        visit=body.get("visit", ""),
    )


def read_evidence(values: list[Json]) -> tuple[Evidence, ...]:
    """Evidence from its JSON form."""
    return tuple(Evidence(**{**value, "at": read_time(value["at"])}) for value in values)


def write_evidence(evidence: Iterable[Evidence]) -> list[Json]:
    """Evidence in its JSON form."""
    return [{**asdict(item), "at": write_time(item.at)} for item in evidence]


def _check(value: Json) -> None:
    try:
        canonical(value)
    except ValueError:
        # Its message may quote the value; a value that arrives here has passed the edge (security.md 6).
        raise ValueError("not a value of JSON") from None


def _touched(draft: Draft, person: str, now: datetime, label_of: Label = _as_it_is) -> Draft:
    hands = draft.hands if person in draft.hands else (*draft.hands, person)
    return replace(draft, hands=hands, saved_at=now, label=label_of(draft))


def _get(connection: Connection, id: str) -> Draft:
    row = connection.execute(_GET, {"draft": id}).one_or_none()
    if row is None:
        raise KeyError(id)
    return _read(row)


def _row(draft: Draft) -> dict[str, Any]:
    return {_COLUMNS.get(name, name): _written(name, getattr(draft, name)) for name in _FIELDS}


def _changed(before: Draft, after: Draft) -> dict[str, Any]:
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
    return value.isoformat() if name == "declared_at" and value else value


def _read(row: Row[Any]) -> Draft:
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
        label=row.label,
        created_at=row.created_at,
        saved_at=row.saved_at,
        declared_at=date.fromisoformat(row.declared_at) if row.declared_at else None,
        form=row.form,
        visit=row.visit,
    )
