"""Keeping the folded case beside its entries, always in the same transaction.

`fold_on` adds one entry to the kept case; `refold` begins again from all entries. Headers decide; a
body only gives the label that lists show.
"""

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, func, insert, select, update
from sqlalchemy import case as sql_case

from mobile_office.domain import masking
from mobile_office.domain.case import Action, Case, Header, SubjectKind, fold, step
from mobile_office.domain.masking import MASKED
from mobile_office.domain.text import search_form
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.outcome import register_number_kept
from mobile_office.store.rows import case_row, read_case, read_entry

_REVISIONS = (Action.SUBMIT, Action.CORRECT)
_c, _e = tables.case.c, tables.entry.c
_CASE = select(tables.case).where(_c.stream == bindparam("in_stream"), _c.number == bindparam("called"))
_ABOUT = select(tables.entry).where(_e.stream == bindparam("in_stream"), _e.subject == bindparam("about"))
_ALL_CASES = select(tables.case).where(
    _c.stream == bindparam("in_stream"), _c.number.in_(bindparam("called", expanding=True))
)
_ALL_ABOUT = select(tables.entry).where(
    _e.stream == bindparam("in_stream"), _e.subject.in_(bindparam("called", expanding=True))
)
_ALONE = _ALL_ABOUT.with_only_columns(_e.subject).group_by(_e.subject).having(func.count() == 1)
_UNFIND = delete(tables.search).where(tables.search.c.rowid == bindparam("place"))


def kept_case(connection: Connection, stream: str, number: str) -> Case | None:
    """The case as folded last."""
    row = connection.execute(_CASE, {"in_stream": stream, "called": number}).one_or_none()
    return read_case(row) if row else None


def fold_on(connection: Connection, entry: Entry, label: str = "") -> Case | None:
    """Fold one more entry into the kept case; None for what is not about a case."""
    header = entry.header
    if header.kind is not SubjectKind.CASE:
        return None
    return fold_after(connection, kept_case(connection, header.stream, header.subject), entry, label)


def fold_after(connection: Connection, before: Case | None, entry: Entry, label: str = "") -> Case | None:
    """The same where the case as kept was just read."""
    header = entry.header
    after = step(before, header)
    if after is None:
        return None
    if before is None:
        connection.execute(insert(tables.case), case_row(after, header.person, label))
        return after
    values = case_row(after, "", label)
    values.pop("submitted_by")
    if not label:
        values.pop("label")
    elif label != MASKED:  # what was masked stays so, see `masking.sticky`
        values["label"] = sql_case((_c.label == MASKED, MASKED), else_=label)
    connection.execute(update(tables.case).where(_is(header.stream, header.subject)).values(values))
    return after


def refold(connection: Connection, stream: str, number: str) -> tuple[Case | None, bool]:
    """Fold a case again: accepted entries by number, then our own unsent ones in chain order.

    Refused entries are left out; when nothing else is there, the case is gone (None). Also whether the case is kept
    otherwise than it was.
    """
    return refold_all(connection, stream, [number])[number]


def alone(connection: Connection, stream: str, numbers: Collection[str]) -> frozenset[str]:
    """Those of these cases of which one entry is here: whatever number that gets, they stay as they are folded."""
    called = {"in_stream": stream, "called": sorted(numbers)}
    return frozenset(connection.scalars(_ALONE, called)) if numbers else frozenset()


def refold_all(
    connection: Connection, stream: str, numbers: Collection[str]
) -> dict[str, tuple[Case | None, bool]]:
    """The same of several cases, read in two statements; by their numbers."""
    about: dict[str, list[Row[Any]]] = {number: [] for number in sorted(numbers)}
    called = {"in_stream": stream, "called": list(about)}
    for row in connection.execute(_ALL_ABOUT, called):
        about[row.subject].append(row)
    kept = {row.number: row for row in connection.execute(_ALL_CASES, called)}
    return {
        number: _refolded(connection, stream, number, rows, kept.get(number))
        for number, rows in about.items()
    }


def _refolded(
    connection: Connection, stream: str, number: str, rows: list[Row[Any]], kept: Row[Any] | None
) -> tuple[Case | None, bool]:
    entries = [read_entry(row) for row in sorted(rows, key=_place) if row.refused is None]
    folded = fold(entry.header for entry in entries)
    if folded is None:
        connection.execute(delete(tables.case).where(_is(stream, number)))
        return None, kept is not None
    label = masking.sticky(kept.label if kept else "", latest_label(entries))
    row = case_row(folded, _submitted_by(entries), label)
    if kept is not None and kept._asdict() == row:
        return folded, False
    connection.execute(delete(tables.case).where(_is(stream, number)))
    connection.execute(insert(tables.case).values(row))
    return folded, True


def index_words(connection: Connection, number: str, words: str) -> None:
    """Make a case findable by words in search form; device only. Empty words make it unfindable."""
    place = search_place(number)
    connection.execute(_UNFIND, {"place": place})
    if words:
        connection.execute(insert(tables.search), {"rowid": place, "number": number, "words": words})


def search_place(number: str) -> int:
    """Where a case stands in the search index: 63 bits of its number's SHA-256.

    FTS5 finds rows by words or by row id only; looking for the number itself would read all of them.
    """
    return int.from_bytes(hashlib.sha256(number.encode()).digest()[:8]) >> 1


def index_case(connection: Connection, case: Case | None, number: str) -> None:
    """Make a refolded case findable by what its latest revision says, its number and the register's."""
    if case is None:
        return index_words(connection, number, "")
    label = connection.scalar(select(tables.case.c.label).where(_is(case.stream, number)))
    register_number = register_number_kept(connection, case.stream, number)
    words = f"{label or ''} {_words_of(connection, case)} {number} {register_number}"
    return index_words(connection, number, search_form(words))


def _words_of(connection: Connection, case: Case) -> str:
    """The search words its author gave the latest revision; nothing once its body is erased."""
    e = tables.entry.c
    body = connection.scalar(select(e.body).where(e.stream == case.stream, e.id == case.revision))
    words = (body or {}).get("search", "")
    return words if isinstance(words, str) else ""


def label_of(entry: Entry) -> str:
    """What names the citizen in lists: the label in the body of a SUBMIT or CORRECT."""
    if entry.header.action not in _REVISIONS or entry.body is None:
        return ""
    label = entry.body.get("label", "")
    # A database server keeps no NUL, and one such label would keep its whole device from being answered.
    service = entry.header.service.id if entry.header.service else ""
    return masking.label(service, label.replace("\0", "")) if isinstance(label, str) else ""


def latest_label(entries: list[Entry]) -> str:
    """The label of the latest revision that has one."""
    return next((label for entry in reversed(entries) if (label := label_of(entry))), "")


def ordered_rows(connection: Connection, stream: str, subject: str) -> list[Row[Any]]:
    """All entries of a subject: by number, then what has none in chain order; refused ones in their place."""
    rows = connection.execute(_ABOUT, {"in_stream": stream, "about": subject}).all()
    return sorted(rows, key=_place)


def _place(row: Row[Any]) -> tuple[int, int, str, int]:
    # In a new epoch an entry waits for its new number; until then the old receipt keeps its place.
    number = row.seq or (row.receipt["seq"] if row.receipt else None)
    return (0, number, "", 0) if number else (1, 0, row.chain, row.n)


def _submitted_by(entries: list[Entry]) -> str:
    first: Header = entries[0].header
    return next((e.header.person for e in entries if e.header.action is Action.SUBMIT), first.person)


def _is(stream: str, number: str) -> ColumnElement[bool]:
    return (tables.case.c.stream == stream) & (tables.case.c.number == number)
