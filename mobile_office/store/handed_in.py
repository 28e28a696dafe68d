"""After a store was put back from a backup: what it would give out or hand in a second time (doppelt).

Drafts that have become a case since come back from the office as that case; counters of numbers stand where they
stood when the backup was made.
"""

from collections.abc import Iterable

from sqlalchemy import Engine, String, func, select

from mobile_office.store import tables
from mobile_office.store.drafts import drop
from mobile_office.store.local import get_local, put_local
from mobile_office.store.transactions import writing

SKIPPED = 5_000  # numbers of a year; nobody writes so many cases between a backup and the loss of a laptop


def skip_numbers(engine: Engine, letter: str, years: Iterable[int]) -> None:
    """Never give the next numbers of cases and of paper forms in these years: they may stand on somebody's paper."""
    with writing(engine) as connection:
        for year in years:
            for key in (f"count.{letter}-{year}", f"count.F-{letter}-{year}"):
                put_local(connection, key, int(get_local(connection, key) or 0) + SKIPPED)


def drop_handed_in(engine: Engine, stream: str) -> tuple[str, ...]:
    """Delete the drafts that a case or a correction was made of, as its body says; their ids."""
    e, d = tables.entry.c, tables.draft.c
    became = func.json_extract(e.body, "$.draft", type_=String)
    counts = e.stream == stream, e.body.is_not(None), e.refused.is_(None)
    with writing(engine) as connection:
        gone = tuple(connection.scalars(select(d.id).where(d.id.in_(select(became).where(*counts)))))
        for draft in gone:
            drop(connection, draft)
    return gone
