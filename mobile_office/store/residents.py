"""The list of a round through a care home: kept while it is worked on, then deleted for good.

`secure_delete` zeroes the rows; the store is marked to be tidied, so that no copy stays in a page or the log.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from mobile_office.domain.masking import hides
from mobile_office.domain.residents import Resident, Round, Turn
from mobile_office.store.remembered import remembered
from mobile_office.store.tables import draft as _draft
from mobile_office.store.tables import resident as _resident
from mobile_office.store.tables import resident_round as _round
from mobile_office.store.tidying import mark_untidy
from mobile_office.store.transactions import reading, writing

_r = _resident.c


class Rounds:
    """The rounds of one device; there is one at a time. Every write is durable when it returns."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @remembered
    def current(self, day: date) -> Round | None:
        """The round of a day with its residents in their order; None when there is none."""
        chosen = select(_round).where(_round.c.day == day.isoformat()).order_by(_round.c.created_at.desc())
        with reading(self.engine) as connection:
            row = connection.execute(chosen.limit(1)).one_or_none()
            if row is None:
                return None
            lines = connection.execute(
                select(_resident).where(_r.round == row.id).order_by(_r.place, _r.id)
            ).all()
        hidden = {line.answers["visit"] for line in lines if hides(line.service)}
        residents = tuple(_read(line, hidden) for line in lines)
        return Round(row.id, date.fromisoformat(row.day), row.name, row.answers, row.created_at, residents)

    def begin(self, current: Round) -> None:
        """Keep a new round; the one before is deleted with its list."""
        with writing(self.engine) as connection:
            _forget(connection, None)
            connection.execute(
                insert(_round),
                {
                    "id": current.id,
                    "day": current.day.isoformat(),
                    "name": current.name,
                    "answers": current.answers,
                    "created_at": current.created_at,
                },
            )

    def change(self, id: str, name: str, answers: dict[str, Any]) -> None:
        """What all share is now this."""
        with writing(self.engine) as connection:
            connection.execute(update(_round).where(_round.c.id == id).values(name=name, answers=answers))

    def add(self, round_id: str, residents: Iterable[Resident], before: str = "") -> None:
        """Put residents before the one with the id `before`, else at the end of the list."""
        lines = tuple(residents)
        with writing(self.engine) as connection:
            place = _place(connection, round_id, before)
            later = (_r.round == round_id) & (_r.place >= place)
            connection.execute(update(_resident).where(later).values(place=_r.place + len(lines)))
            for at, one in enumerate(lines, place):
                connection.execute(insert(_resident), {"round": round_id, "place": at, **_row(one)})

    def put(self, resident: Resident) -> None:
        """What is known of a resident is now this; nothing when the line is gone."""
        with writing(self.engine) as connection:
            connection.execute(update(_resident).where(_r.id == resident.id).values(_row(resident)))

    def take_out(self, id: str) -> None:
        """Delete one line for good."""
        with writing(self.engine) as connection:
            connection.execute(delete(_resident).where(_r.id == id))
            mark_untidy(connection)

    def loose(self) -> tuple[Resident, ...]:
        """Those whose draft is no longer there, and nobody has noted what became of it."""
        gone = ~select(_draft.c.id).where(_draft.c.id == _r.draft).exists()
        chosen = select(_resident).where(_r.state == Turn.BEGUN.value, gone)
        with reading(self.engine) as connection:
            return tuple(_read(row, ()) for row in connection.execute(chosen))

    def forget(self, before: date | None = None) -> bool:
        """Delete every list, or those of days before one; True when there was something. Then tidy."""
        with writing(self.engine) as connection:
            return _forget(connection, before)


def _forget(connection: Connection, before: date | None) -> bool:
    old = select(_round.c.id)
    if before is not None:
        old = old.where(_round.c.day < before.isoformat())
    ids = tuple(connection.scalars(old))
    if not ids:
        return False
    connection.execute(delete(_resident).where(_r.round.in_(ids)))
    connection.execute(delete(_round).where(_round.c.id.in_(ids)))
    mark_untidy(connection)
    return True


def _place(connection: Connection, round_id: str, before: str) -> int:
    """Where the one with this id stands; behind the last one when nobody has it."""
    here = _r.round == round_id
    found = connection.scalar(select(_r.place).where(here, _r.id == before))
    last = connection.scalar(select(func.max(_r.place)).where(here))
    return int(last or 0) + 1 if found is None else int(found)


def _row(one: Resident) -> dict[str, Any]:
    """What has no column of its own lies beside the answers."""
    kept = {"of": one.answers, "room": one.room, "reason": one.reason, "visit": one.visit}
    return {
        "id": one.id,
        "answers": kept,
        "service": one.service,
        "state": one.turn.value,
        "draft": one.draft,
        "case_number": one.case,
    }


def _read(row: Row[Any], hidden: Collection[str]) -> Resident:
    """`hidden` are the visits of those who ask for an information block, whatever else they ask for."""
    kept = row.answers
    plain = Resident(row.id, kept["of"], kept["room"], row.service, Turn(row.state), kept["reason"])
    visit = kept["visit"]
    return replace(plain, draft=row.draft, case=row.case_number, visit=visit, is_masked=visit in hidden)
