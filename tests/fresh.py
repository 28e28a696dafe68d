"""Fresh stores, made once in each process by the program's own migrations and copied from then on.

An empty store is the same every time, and bringing one through all its revisions takes half a second. Whoever tests
the making itself (`tests/store/test_upgrade.py`, `test_vault.py`) does not come here.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from mobile_office.store.upgrade import Kind
from mobile_office.store.vault import close_store, open_store


def fresh(path: Path, key: bytes | None, kind: Kind = "device") -> None:
    """An empty store of this program's tables at `path`, as if it had been opened there before; `key` as it is opened."""
    path.write_bytes(_made(key, kind))


@cache
def _made(key: bytes | None, kind: Kind) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        close_store(open_store(path, key, kind))
        return path.read_bytes()
