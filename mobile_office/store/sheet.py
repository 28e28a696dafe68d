"""A sheet (Bogen): what one accepting transaction writes down, gathered so that it goes in few statements.

Whoever asks the database anything else gets the connection with all of it written, so nothing is ever seen half.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from mobile_office.domain.case import Case, step
from mobile_office.protocol import Entry
from mobile_office.store import tables
from mobile_office.store.folding import fold_after, kept_case
from mobile_office.store.rows import case_row, read_case

_c = tables.case.c
_CASES = select(tables.case).where(
    _c.stream == bindparam("in_stream"), _c.number.in_(bindparam("numbers", expanding=True))
)


class Sheet:
    """Entries and cases of a stream, within a transaction that holds the stream's row."""

    def __init__(self, connection: Connection, stream: str) -> None:
        self._connection = connection
        self._stream = stream
        self._entries: list[dict[str, Any]] = []
        self._new_cases: list[dict[str, Any]] = []
        self._cases: dict[str, Case | None] = {}

    @property
    def connection(self) -> Connection:
        """The transaction, with everything written until now."""
        self._write()
        return self._connection

    def look_up(self, numbers: Iterable[str]) -> None:
        """Read these cases in one statement; what is asked of them later is known."""
        called = {"in_stream": self._stream, "numbers": sorted(set(numbers))}
        if called["numbers"]:
            found = {row.number: read_case(row) for row in self._connection.execute(_CASES, called)}
            self._cases |= {number: found.get(number) for number in called["numbers"]}

    def case(self, number: str) -> Case | None:
        """A case as folded last."""
        if number not in self._cases:
            self._cases[number] = kept_case(self.connection, self._stream, number)
        return self._cases[number]

    def put(self, row: dict[str, Any]) -> None:
        """Write down an entry."""
        self._entries.append(row)

    def fold(self, entry: Entry, label: str) -> Case | None:
        """Fold one more entry into its case; what it is then."""
        header, before = entry.header, self.case(entry.header.subject)
        if before is None:
            after = step(None, header)
            if after is not None:
                self._new_cases.append(case_row(after, header.person, label))
        else:
            after = fold_after(self.connection, before, entry, label)
        if after is not None:
            self._cases[header.subject] = after
        return after

    def _write(self) -> None:
        entries, cases, self._entries, self._new_cases = self._entries, self._new_cases, [], []
        # One statement for rows of the same columns: numbered, refused and held ones have their own.
        for _, alike in groupby(entries, key=lambda row: row.keys()):
            self._connection.execute(insert(tables.entry), list(alike))
        if cases:
            self._connection.execute(insert(tables.case), cases)
