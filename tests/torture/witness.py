"""What a store and its home say, as digests; and the witness who says it aloud before and after each commit.

`about` is what will be so once the write has returned, `done` what is promised from now on. The lines go
to the standard output, so that they stand in the trace among the writes themselves.
"""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from mobile_office.store import clean, durable_file, streets
from mobile_office.store.attachments import FOLDER, Attachments
from mobile_office.store.transactions import translated
from mobile_office.workplace import STORE

PREFIX = b"@mark "
_UNPROMISED = STORE, f"{STORE}-wal", f"{STORE}-shm", clean.FILE
Said = dict[str, str]


def said(engine: Engine) -> Said:
    """A digest of each table, rows in no order. Raises Damaged."""
    with translated(), closing(engine.raw_connection()) as connection:
        return _tables(connection.cursor())


def tables(cursor: Any) -> tuple[str, ...]:
    """The tables there are; not those in which FTS5 and SQLite keep their own."""
    rows = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    shadows = tuple(f"{name}_" for name, sql in rows if sql.upper().startswith("CREATE VIRTUAL"))
    return tuple(sorted(n for n, _ in rows if not n.startswith(("sqlite_", *shadows))))


def _tables(cursor: Any) -> Said:
    return {name: _digest(repr(_rows(cursor, name)).encode()) for name in tables(cursor)}


def _rows(cursor: Any, table: str) -> list[str]:
    found = cursor.execute(f'SELECT * FROM "{table}"').fetchall()
    if table == "blob":  # what is nobody's goes whenever a store is opened
        kept = owned(cursor)
        found = [row for row in found if row[0] in kept]
    return sorted(map(repr, found))


def owned(cursor: Any) -> frozenset[str]:
    """The digests of the attachments that are somebody's: an entry's, or a draft's that names it."""
    drafts = cursor.execute("SELECT attachments FROM draft").fetchall()
    named = {each["digest"] for (kept,) in drafts for each in json.loads(kept)}
    rows = cursor.execute("SELECT digest, draft, entry FROM blob").fetchall()
    return frozenset(digest for digest, draft, entry in rows if entry or (draft and digest in named))


def contents(home: Path) -> Said:
    """A digest of each file beside the store; what is being written under another name does not count."""
    files = (path for path in home.rglob("*") if path.is_file())
    there = {path.relative_to(home).as_posix(): path for path in files if counts(path.name)}
    return {name: _digest(path.read_bytes()) for name, path in sorted(there.items())}


def counts(name: str) -> bool:
    """Whether a file of the home is promised anything: not the store, its log and mark, nor what is half written."""
    return name not in _UNPROMISED and not name.endswith((".new", ".part"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


class Witness:
    """Says what is so in one home. `say` gets each line, complete in one write."""

    def __init__(self, home: Path, say: Callable[[bytes], object] = lambda line: os.write(1, line)) -> None:
        self._home, self._out = home, say
        self._store: Said | None = None
        self._about: Said | None = None

    def hear_files(self) -> None:
        """Speak whenever a small file is written or removed, from now on."""
        write, remove, put = durable_file.write, durable_file.remove, streets._put_in_place

        def writing(path: Path, data: bytes) -> None:
            self._say("about", files={path.name: _digest(data)})
            write(path, data)
            self._done()

        def removing(path: Path) -> None:
            self._say("about", files={path.name: ""})
            remove(path)
            self._done()

        def putting(fresh: Path, path: Path) -> None:
            self._say("about", files={path.name: _digest(fresh.read_bytes())})
            put(fresh, path)
            self._done()

        durable_file.write, durable_file.remove = writing, removing
        streets._put_in_place = putting
        self._hear_attachments()

    def _hear_attachments(self) -> None:
        keep, finish, sweep = Attachments.keep, Attachments.finish, Attachments.sweep

        def coming(digest: str, path: Path) -> None:
            if path.exists():
                self._say("about", files={f"{FOLDER}/{digest}": _digest(path.read_bytes())})

        def keeping(files: Attachments, sealed: Path, digest: str, *more: Any) -> None:
            coming(digest, sealed)
            keep(files, sealed, digest, *more)
            self._done()

        def finishing(files: Attachments, digest: str) -> bool:
            coming(digest, files._path(digest, ".part"))
            is_here = finish(files, digest)
            self._done()
            return is_here

        def sweeping(files: Attachments, *, opening: bool = False) -> None:
            with translated(), closing(files.engine.raw_connection()) as connection:
                kept = owned(connection.cursor())
            there = (name for name in contents(self._home) if name.startswith(f"{FOLDER}/"))
            going = [name for name in there if name.partition("/")[2] not in kept]
            self._say("about", files=dict.fromkeys(going, ""))
            sweep(files, opening=opening)
            self._done()

        Attachments.keep = keeping  # type: ignore[assignment, method-assign]
        Attachments.finish = finishing  # type: ignore[assignment, method-assign]
        Attachments.sweep = sweeping  # type: ignore[assignment, method-assign]

    def hear_store(self, engine: Engine) -> None:
        """Speak whenever a transaction is committed, from now on; and now."""
        event.listen(engine, "commit", self._before)
        event.listen(engine, "checkin", self._after)
        self._store = said(engine)
        self._done()

    def _before(self, connection: Connection) -> None:
        if connection.get_execution_options().get("is_writing"):
            self._about = _tables(connection.connection.cursor())
            self._say("about", store=self._about)

    def _after(self, *_: object) -> None:
        if self._about is not None:
            self._store, self._about = self._about, None
            self._done()

    def _done(self) -> None:
        self._say("done", store=self._store, files=contents(self._home))

    def _say(self, kind: str, **facts: object) -> None:
        self._out(PREFIX + json.dumps({"kind": kind, **facts}).encode() + b"\n")


class Expected:
    """What may be found after a crash: what was promised last, or what was just being done."""

    def __init__(self, store: Said, files: Said) -> None:
        self.earlier: list[Said] = []
        self.store = [store]
        self._files: dict[str, set[str]] = {name: {value} for name, value in files.items()}
        self.promised = 0

    def hear(self, mark: dict[str, Any]) -> None:
        """Go on to a mark."""
        if mark["kind"] == "about":
            if store := mark.get("store"):
                self.store.append(store)
            for name, value in mark.get("files", {}).items():
                self._files.setdefault(name, {""}).add(value)
            return
        self.promised += 1
        if (store := mark["store"]) and store != self.store[0]:
            self.earlier.append(self.store[0])
        if store:
            self.store = [store]
        self._files = {name: {value} for name, value in mark["files"].items()}

    def files(self, name: str) -> set[str]:
        """The digests a file may have; "" for none."""
        return self._files.get(name, {""})

    def names(self) -> set[str]:
        """The files something is said of."""
        return set(self._files)
