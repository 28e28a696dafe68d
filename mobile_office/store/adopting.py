"""Adopting (Wiederfinden): a whole file that lies here is taken for what an entry or a draft from the office names.

So a store that was put back to an older copy finds the scans it had forgotten, and offers them to the office again. A
draft whose scan is nowhere no longer names it: nobody shall hand in what can never be complete.
"""

import hashlib
from pathlib import Path

from sqlalchemy import ColumnElement, Engine, or_, select, update

from mobile_office.store import blobs
from mobile_office.store.tables import blob
from mobile_office.store.transactions import reading, writing

_b = blob.c


def adopt(engine: Engine, folder: Path) -> None:
    """Look among the files of a folder. Quick where nothing is lost. Raises OSError and Trouble."""
    away = _of_somebody(engine, ~_b.here)
    if not away:
        return
    lying = {path.name for path in folder.iterdir()} if folder.is_dir() else set[str]()
    for digest in away & lying:  # a review station knows thousands that were never here
        if digest_of(folder / digest) == digest:
            with writing(engine) as connection:
                found = {"own": True, "here": True, "sent_at": None}
                connection.execute(update(blob).where(_b.digest == digest).values(found))
    if _of_somebody(engine, ~_b.here, _b.entry.is_(None)):
        with writing(engine) as connection:
            blobs.forgo(connection)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _of_somebody(engine: Engine, *which: ColumnElement[bool]) -> set[str]:
    somebodys = or_(_b.entry.is_not(None), _b.draft.is_not(None))
    with reading(engine) as connection:
        return set(connection.scalars(select(_b.digest).where(somebodys, *which)))
