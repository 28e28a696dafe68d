"""The store under another key (Umschlüsseln): `PRAGMA rekey` in one transaction, proved by opening.

SQLCipher writes every page anew into the write-ahead log and commits once: whatever cuts it short, the store has
either the old key or the new one as a whole. Nobody else may have the store open. No key stands in an error.
"""

import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, select
from sqlcipher3 import dbapi2

from mobile_office.certified import SignedCertificate, certificate_from_json
from mobile_office.domain.errors import Damaged, DiskFull, Trouble
from mobile_office.store import durable_file
from mobile_office.store.tables import person
from mobile_office.store.transactions import reading, translated
from mobile_office.store.vault import connect, hex_of

_SPARE = 16 * 1024 * 1024  # bytes beside the log that must be free
_LOG = "-wal"


def opens(path: Path, key: bytes) -> bool:
    """Whether the store has this key. Raises Trouble for what has nothing to do with keys."""
    if not path.exists() or not path.stat().st_size:
        return False
    try:
        with closing(connect(path, key)):
            return True
    except Damaged:
        return False


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Give a store another key; durable and proved when this returns. About its size must be free on the disk.

    Raises DiskFull or Trouble; then it has the old key still, unless `opens` says otherwise. Raises Damaged where the
    result could not be proved.
    """
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 1.1 + _SPARE:
        raise DiskFull
    try:
        with translated(), closing(connect(path, old)) as connection:
            if not _is_emptied(connection):  # somebody else has the store open
                raise Trouble("store_busy")
            changed = connection.execute(f"PRAGMA rekey = \"x'{hex_of(new)}'\"").fetchall()
            if changed != [("ok",)]:
                raise Damaged(what="store")
            _is_emptied(connection)
    except dbapi2.Error:  # from None: nobody knows what its text might quote
        raise Damaged(what="store") from None
    if opens(path, old) or not opens(path, new):
        raise Damaged(what="store")


def progress(path: Path) -> float:
    """How far a rekeying under way is, 0 to 1: the log grows until it is as large as the store."""
    try:
        size, log = path.stat().st_size, path.with_name(path.name + _LOG).stat().st_size
    except OSError:
        return 0.0
    return min(1.0, log / size) if size else 0.0


def certificates(engine: Engine, stream: str) -> tuple[SignedCertificate, ...]:
    """What the store holds of everyone's certificates, with the office's signatures to be checked."""
    chosen = select(person.c.certificate, person.c.signature).where(person.c.stream == stream)
    with reading(engine) as connection:
        return tuple(
            SignedCertificate(certificate_from_json(row.certificate), row.signature)
            for row in connection.execute(chosen)
        )


def forget_old_copies(path: Path) -> None:
    """Remove what beside the store lies under the key before: the copies made ahead of migrations."""
    for copy in sorted(path.parent.glob(f"{path.name}.before-*")):
        durable_file.remove(copy)


def _is_emptied(connection: dbapi2.Connection) -> bool:
    """Bring the log into the file; True when all of it went there."""
    row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return row is not None and row[0] == 0
