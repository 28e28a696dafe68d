"""The street directory searched: an encrypted file of its own beside the store, derived and replaceable.

It holds the addresses of protected facilities, so it is keyed from the store's key (HKDF-SHA256, own label). What
it was made of stands in it; whoever cannot open it throws it away and makes it anew from what the office published.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlcipher3 import dbapi2

from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.domain.streets import Street, street_words
from mobile_office.domain.text import search_form
from mobile_office.store import durable_file
from mobile_office.store.transactions import translated

MOST = 8  # streets offered at once
LEAST = 2  # letters typed before any is
_INFO = b"streets|v1"
_SHAPE = "1"  # of the tables; another one is made anew
_AT_ONCE = 50  # lines written between two looks at whether to stop: a millisecond's work
_BREATH = (
    0.0005  # seconds for the other threads after them; else each of their steps would wait ten times as long
)
_STEPS = 20_000  # of SQLite's machine, between two such looks
_TABLES = """
CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE line (words TEXT NOT NULL, name TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    side TEXT NOT NULL, letter TEXT NOT NULL, postcode TEXT NOT NULL, town TEXT NOT NULL, district TEXT NOT NULL,
    protected INTEGER NOT NULL, facility TEXT NOT NULL);
CREATE TABLE street (id INTEGER PRIMARY KEY, words TEXT NOT NULL, name TEXT NOT NULL, postcode TEXT NOT NULL,
    town TEXT NOT NULL, district TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5(words, content='street', content_rowid='id', detail='none',
    columnsize=0, prefix='1 2 3 4');
"""
_INSERT = "INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
# The streets get their ids in the order of their words: what begins alike lies together.
_FINISH = (
    "CREATE INDEX line_words ON line (words, postcode, town)",
    "INSERT INTO street (words, name, postcode, town, district)"
    " SELECT words, min(name), postcode, town, CASE WHEN min(district) = max(district) THEN min(district) ELSE '' END"
    " FROM line GROUP BY words, postcode, town ORDER BY words, postcode, town",
    "CREATE INDEX street_words ON street (words)",
    "INSERT INTO found (found) VALUES ('rebuild')",
)
_BEGINS = "SELECT id, name, postcode, town, district, words FROM street WHERE words >= ? AND words < ? ORDER BY id LIMIT ?"
_HOLDS = (
    "SELECT s.id, s.name, s.postcode, s.town, s.district, s.words FROM found JOIN street s ON s.id = found.rowid"
    " WHERE found MATCH ? ORDER BY found.rowid LIMIT ?"
)
_LINES = "SELECT name, first, last, side, letter, postcode, town, district, protected, facility FROM line WHERE words = ?"
_NUMBERED = re.compile(r"(.*\S)\s+([1-9][0-9]{0,3})\s*([^\W\d_]?)")


class Suggestion(NamedTuple):
    """A street offered; `number` and `letter` only where they were typed after it and lie in it."""

    street: str
    postcode: str
    town: str
    district: str
    number: str = ""
    letter: str = ""


class Directory:
    """An open directory, for reading. A connection belongs to one thread at a time."""

    def __init__(self, path: Path, key: bytes) -> None:
        """`key` is the store's own. Raises Damaged(what="streets") when it is none of ours."""
        if not path.exists():
            raise Damaged(what="streets")
        self._connection = _connect(path, key)
        try:
            facts = dict(self._connection.execute("SELECT key, value FROM fact").fetchall())
            if facts.get("shape") != _SHAPE:
                raise Damaged(what="streets")
            self._connection.execute("PRAGMA query_only = ON")
        except (dbapi2.Error, Damaged):
            self._connection.close()
            raise Damaged(what="streets") from None
        self.made_of: str = facts.get("made_of", "")
        self.towns = frozenset(facts.get("towns", "").split("|"))  # in search form

    def close(self) -> None:
        """Close it; it may be removed or replaced while it is open."""
        self._connection.close()

    def suggest(self, typed: str) -> tuple[Suggestion, ...]:
        """At most `MOST` streets for what is typed, what begins with it first, else by the alphabet.

        Every word is a beginning. A house number after the street narrows to where it lies. Raises Damaged.
        """
        if len(search_form(typed)) < LEAST:
            return ()
        with _damage():
            return self._suggest(typed)

    def _suggest(self, typed: str) -> tuple[Suggestion, ...]:
        if rows := self._find(typed, MOST):
            return tuple(Suggestion(*row[1:5]) for row in rows)
        if numbered := _NUMBERED.fullmatch(typed.strip()):
            return self._numbered(self._find(numbered[1], 8 * MOST), int(numbered[2]), numbered[3].lower())
        return ()

    def lines(self, street: str, town: str) -> tuple[Street, ...]:
        """All lines of a street, in any spelling, in a town. Raises Damaged."""
        with _damage():
            rows = self._connection.execute(_LINES, (street_words(street),)).fetchall()
        wanted = search_form(town)
        return tuple(
            Street._make((*row[:8], bool(row[8]), row[9])) for row in rows if search_form(row[6]) == wanted
        )

    def _find(self, typed: str, most: int) -> list[Any]:
        words = street_words(typed)
        if not words:
            return []
        # The last word may go on: its STR may become STRASSE, or STRAND.
        begun = " ".join((*words.split()[:-1], search_form(typed).split()[-1]))
        rows = self._connection.execute(_BEGINS, (begun, f"{begun}~", most)).fetchall()
        if len(rows) == most:
            return list(rows)
        known = {row[0] for row in rows}
        asked = " ".join(f'"{word}"*' for word in begun.split())
        others = self._connection.execute(_HOLDS, (asked, most + len(rows))).fetchall()
        return [*rows, *(row for row in others if row[0] not in known)][:most]

    def _numbered(self, rows: list[Any], number: int, letter: str) -> tuple[Suggestion, ...]:
        """Those where the number lies; all of them without it where it lies in none."""
        narrowed: list[Suggestion] = []
        for _id, name, postcode, town, _district, words in rows:
            lines = (Street(*row[:8]) for row in self._connection.execute(_LINES, (words,)).fetchall())
            here = {
                line.district for line in lines if _is_at(line, postcode, town) and line.holds(number, letter)
            }
            narrowed += [Suggestion(name, postcode, town, one, str(number), letter) for one in sorted(here)]
            if len(narrowed) >= MOST:
                break
        return tuple((narrowed or [Suggestion(*row[1:5]) for row in rows])[:MOST])


def build(
    path: Path, key: bytes, made_of: str, streets: Iterable[Street], stop: Callable[[], bool] = lambda: False
) -> bool:
    """Make the directory in a file beside `path`, and put it there once it is whole and durable.

    False when `stop` said so meanwhile: everything is as before. Raises Damaged(what="streets") when there is no
    street at all, DiskFull or Trouble.
    """
    fresh = path.with_name(f"{path.name}.new")
    durable_file.remove(fresh)
    try:
        with translated():
            whole = _fill(fresh, key, made_of, streets, stop)
        if whole:
            _put_in_place(fresh, path)
        return whole
    finally:
        durable_file.remove(fresh)


def made_of(path: Path, key: bytes) -> str | None:
    """What the directory at a path was made of; None where there is none that can be opened."""
    if not path.exists():
        return None
    try:
        directory = Directory(path, key)
    except Damaged:
        return None
    directory.close()
    return directory.made_of


def _fill(path: Path, key: bytes, made_of: str, streets: Iterable[Street], stop: Callable[[], bool]) -> bool:
    connection = _connect(path, key)
    try:
        # Until it has its name nobody needs it: no log to roll back with, one sync at the end.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        rows = ((street_words(one.name), *one) for one in streets)
        count = 0
        while some := list(islice(rows, _AT_ONCE)):
            connection.executemany(_INSERT, some)
            count += len(some)
            if stop():
                return False
            sleep(_BREATH)
        if not count:
            raise Damaged(what="streets")
        with _stopping(connection, stop) as stopped:
            for statement in _FINISH:
                connection.execute(statement)
        if stopped():
            return False
        towns = {search_form(town) for (town,) in connection.execute("SELECT DISTINCT town FROM street")}
        facts = {"shape": _SHAPE, "made_of": made_of, "towns": "|".join(sorted(towns))}
        connection.executemany("INSERT INTO fact VALUES (?, ?)", facts.items())
        connection.execute("COMMIT")
    finally:
        connection.close()
    return True


@contextmanager
def _damage() -> Iterator[None]:
    """What SQLite says of a file that has changed under it, in our words."""
    try:
        yield
    except dbapi2.DatabaseError:
        raise Damaged(what="streets") from None


@contextmanager
def _stopping(connection: Any, stop: Callable[[], bool]) -> Iterator[Callable[[], bool]]:
    """Long statements end early when `stop` says so; what is given tells whether one did."""
    interrupted = False

    def look() -> bool:
        nonlocal interrupted
        interrupted = interrupted or stop()
        return interrupted

    connection.set_progress_handler(look, _STEPS)
    try:
        yield lambda: interrupted
    except dbapi2.OperationalError:
        if not interrupted:
            raise
    finally:
        connection.set_progress_handler(None, 0)


def _put_in_place(fresh: Path, path: Path) -> None:
    with fresh.open("rb") as file:
        if file.read(6) == b"SQLite":  # without a key hook SQLCipher would have made it in clear
            raise Damaged("store_in_clear", what="store")
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _connect(path: Path, key: bytes) -> Any:
    """A connection of its own key; nothing of it outside the file and the memory. Raises Damaged or Trouble."""
    own = HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(key)
    try:
        if not path.exists():
            path.touch(mode=0o600)
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    except (OSError, dbapi2.Error):
        raise Trouble("store_unwritable") from None
    try:
        connection.execute(f"PRAGMA key = \"x'{own.hex()}'\"")
        for pragma in ("cipher_log_level = NONE", "cipher_memory_security = ON", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except dbapi2.Error:
        connection.close()
        raise Damaged(what="streets") from None
    return connection


def _is_at(line: Street, postcode: str, town: str) -> bool:
    return (line.postcode, line.town) == (postcode, town)
