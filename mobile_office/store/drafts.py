"""Drafts: what is still being typed. Every call is durable when it returns; nothing leaves the device.

Answers are one row of canonical JSON; a field's change is read, changed and written in one transaction.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, select, update

from mobile_office.canonical import Json, canonical
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.masking import MASKED, hides, sticky
from mobile_office.domain.overview import Draft, Evidence
from mobile_office.store.blobs import forget_of_draft
from mobile_office.store.draft_rows import changed_columns, draft_row, read_draft
from mobile_office.store.masking import is_masked, mask_visit
from mobile_office.store.paths import with_answer, without_item
from mobile_office.store.refusals import see_refusal_of_draft
from mobile_office.store.remembered import remembered
from mobile_office.store.tables import draft as _draft
from mobile_office.store.transactions import reading, writing

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
        self.engine = engine

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
        attachments: Iterable[Attachment] = (),
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
            attachments=tuple(attachments),
        )
        with writing(self.engine) as connection:
            insert_draft(connection, draft)
        return draft

    def mask(self, draft: Draft, stream: str) -> Draft:
        """A draft that was just begun, masked where its visit is; one that masks has its visit masked with it."""
        with writing(self.engine) as connection:
            if hides(draft.service):
                mask_visit(connection, stream, draft.visit)
            elif is_masked(connection, stream, draft.visit):
                connection.execute(_UPDATE.values(label=MASKED), {"draft": draft.id})
            return _get(connection, draft.id)

    def save(
        self,
        id: str,
        key: str,
        value: Json,
        person: str,
        now: datetime,
        label_of: Label = _as_it_is,
        cursor: int | None = None,
    ) -> Draft:
        """Change one answer by its path (`persons.0.family_name`); None takes it out. `cursor`: where it stands in it.

        Who typed joins `hands`; `label_of` gives the changed draft's label. Raises ValueError for a path or
        value that cannot be.
        """
        _check(value)

        def typed(draft: Draft) -> Draft:
            answers = with_answer(draft.answers, key, value)
            return _touched(replace(draft, answers=answers, field=key, cursor=cursor), person, now, label_of)

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

    def attach(self, id: str, attachment: Attachment, person: str, now: datetime) -> Draft:
        """Name an attachment whose file is kept already; who attached it joins `hands`. Again is harmless."""

        def longer(draft: Draft) -> Draft:
            others = tuple(each for each in draft.attachments if each.digest != attachment.digest)
            return _touched(replace(draft, attachments=(*others, attachment)), person, now)

        return self._change(id, longer)

    def detach(self, id: str, digest: str, person: str, now: datetime) -> Draft:
        """Name it no longer. Its file stays until the draft is gone or the store opened anew, for `attach` again."""

        def shorter(draft: Draft) -> Draft:
            others = tuple(each for each in draft.attachments if each.digest != digest)
            return _touched(replace(draft, attachments=others), person, now)

        return self._change(id, shorter)

    def park(self, id: str, parked: bool, now: datetime) -> Draft:
        """Put a draft aside, or go on with it."""
        return self._change(id, lambda draft: replace(draft, parked=parked, saved_at=now))

    def hand_over(self, id: str, owner: str, now: datetime) -> Draft:
        """Give a draft to a colleague; who typed stays in `hands`."""
        return self._change(id, lambda draft: replace(draft, owner=owner, saved_at=now))

    def take_over(self, id: str, person: str, now: datetime) -> Draft:
        """Somebody takes a draft over and goes on with it; they join `hands`, who typed before stays in it."""
        return self._change(
            id, lambda draft: _touched(replace(draft, owner=person, parked=False), person, now, _as_it_is)
        )

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
        with writing(self.engine) as connection:
            drop(connection, id)

    @remembered
    def get(self, id: str) -> Draft:
        """A draft as last saved."""
        with reading(self.engine) as connection:
            return _get(connection, id)

    @remembered
    def open(self) -> tuple[Draft, ...]:
        """All drafts, last saved first."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(_draft).order_by(_draft.c.saved_at.desc(), _draft.c.id)).all()
        return tuple(read_draft(row) for row in rows)

    def _change(self, id: str, change: Callable[[Draft], Draft]) -> Draft:
        with writing(self.engine) as connection:
            before = _get(connection, id)
            after = change(before)
            if values := changed_columns(before, after):
                connection.execute(_UPDATE.values(values), {"draft": id})
        return after


def insert_draft(connection: Connection, draft: Draft) -> None:
    """Keep a draft, within a transaction; one with this id that is there already stays."""
    if connection.scalar(select(_draft.c.id).where(_draft.c.id == draft.id)) is None:
        connection.execute(insert(_draft).values(draft_row(draft)))


def drop(connection: Connection, id: str) -> None:
    """Delete a draft, within a transaction; the refusal it may have come back from is dealt with.

    The attachments no entry has taken over go with it; their files at the next sweep.
    """
    connection.execute(_DROP, {"draft": id})
    forget_of_draft(connection, id)
    see_refusal_of_draft(connection, id)


def _check(value: Json) -> None:
    try:
        canonical(value)
    except ValueError:
        # Its message may quote the value; a value that arrives here has passed the edge (security.md 6).
        raise ValueError("not a value of JSON") from None


def _touched(draft: Draft, person: str, now: datetime, label_of: Label = _as_it_is) -> Draft:
    hands = draft.hands if person in draft.hands else (*draft.hands, person)
    return replace(draft, hands=hands, saved_at=now, label=sticky(draft.label, label_of(draft)))


def _get(connection: Connection, id: str) -> Draft:
    row = connection.execute(_GET, {"draft": id}).one_or_none()
    if row is None:
        raise KeyError(id)
    return read_draft(row)
