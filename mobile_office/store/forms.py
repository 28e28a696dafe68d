"""Paper forms (Formulare): numbered blank forms printed in advance, and which case each one became.

A form is captured once. One printed on another laptop is learnt when it is captured here.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from mobile_office.domain.number import form_number
from mobile_office.store.local import count_on
from mobile_office.store.tables import form as _form
from mobile_office.store.transactions import reading, writing


@dataclass(frozen=True)
class Form:
    """One paper form; `printed_at` is None when another laptop printed it, `case` None while it is open."""

    number: str
    service: str
    version: int
    printed_at: datetime | None
    case: str | None


class Forms:
    """The paper forms one device knows."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def issue(self, letter: str, service: str, version: int, count: int, now: datetime) -> tuple[str, ...]:
        """Give out `count` numbers for blank forms of a service; none is ever given twice."""
        year = now.astimezone().year
        with writing(self._engine) as connection:
            numbers = tuple(
                form_number(letter, year, count_on(connection, f"count.F-{letter}-{year}"))
                for _ in range(count)
            )
            rows = [
                {"number": number, "service": service, "version": version, "printed_at": now}
                for number in numbers
            ]
            connection.execute(insert(_form), rows)
        return numbers

    def get(self, number: str) -> Form | None:
        """A form by its number; None for one nobody here has printed or captured."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_form).where(_form.c.number == number)).one_or_none()
        return (
            None
            if row is None
            else Form(row.number, row.service, row.version, row.printed_at, row.case_number)
        )

    def blank(self) -> int:
        """How many forms were printed here and are not captured yet."""
        open_ones = _form.c.case_number.is_(None), _form.c.printed_at.is_not(None)
        with reading(self._engine) as connection:
            return connection.scalar(select(func.count()).select_from(_form).where(*open_ones)) or 0


def capture(connection: Connection, number: str, service: str, version: int, case: str) -> None:
    """Note which case a form became, within the transaction that keeps the case."""
    known = update(_form).where(_form.c.number == number).values(case_number=case)
    if not connection.execute(known).rowcount:
        row = {"number": number, "service": service, "version": version, "case_number": case}
        connection.execute(insert(_form).values(row))
