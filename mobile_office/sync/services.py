"""Handing in service files: what the office asks for because a case names it and the office does not know it.

The program's own files and what was published to this device; what is not here is not handed in (sync.md 13).
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from mobile_office import resources
from mobile_office.store.publications import Publications

LARGEST = 256 * 1024  # bytes of one service file
MOST = 10  # files in one request


def handed_in(asked: Iterable[str], publications: Publications | None) -> dict[str, str]:
    """The files there are of those asked for, in base64, by their digest."""
    found = {}
    for digest in list(asked)[:MOST]:
        held = _ours(resources.folder()).get(digest) or (publications and publications.content(digest))
        if held and len(held) <= LARGEST:
            found[digest] = b64encode(held).decode()
    return found


@lru_cache(maxsize=4)
def _ours(folder: Path) -> Mapping[str, bytes]:
    files = [path.read_bytes() for path in sorted((folder / "services").glob("*.toml"))]
    return {hashlib.sha256(held).hexdigest(): held for held in files}
