"""What a laptop's backup says of itself (Inhaltsverzeichnis der Sicherung): whose it is, of when, and each part's digest.

`manifest.json` is written last, so a backup without it is none. It is signed by the device; it holds ids, times and
digests, nothing personal.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from mobile_office import VERSION
from mobile_office.canonical import Json, canonical, read_time, write_time
from mobile_office.domain.errors import Damaged, SignatureInvalid, TooNew, Trouble
from mobile_office.signing import sign, verify

FILE = "manifest.json"
FORMAT = 1
SMALL = ("device.json", "slots.json", "heads.json", "recovery.grant", "settings.toml")
STORE, ATTACHMENTS = "store.db", "attachments"
_NEEDED = frozenset({STORE, "device.json", "slots.json", "recovery.grant"})
_LABEL = "backup"
_LARGEST = 1 << 24  # bytes: some 100,000 attachments; what says nothing but `[]` would take ten times as much
_NAME = re.compile(r"mobile-office-([A-Z]{1,2})-\d{8}T\d{6}Z")
_ATTACHMENT = re.compile(f"{ATTACHMENTS}/[0-9a-f]{{64}}")
_HEX = re.compile("[0-9a-f]{64}")
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Part:
    """A file of a backup: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A backup's own word. `key` is the device's public signing key, hex; `parts` are by path, with slashes."""

    device: str
    letter: str
    key: str
    at: datetime
    parts: Mapping[str, Part]
    program: str = VERSION

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts.values())


def name_of(letter: str, at: datetime) -> str:
    """The folder's name: the laptop's letter and a time (UTC)."""
    return f"mobile-office-{letter}-{at:%Y%m%dT%H%M%SZ}"


def is_name(name: str, letter: str) -> bool:
    """Whether a folder is called like a backup of the laptop with this letter."""
    found = _NAME.fullmatch(name)
    return found is not None and found[1] == letter


def signed(manifest: Manifest, seed: bytes) -> bytes:
    """The bytes of `manifest.json`."""
    content = {**asdict(manifest), "at": write_time(manifest.at), "v": FORMAT}
    content["parts"] = {path: asdict(part) for path, part in manifest.parts.items()}
    return canonical({"content": content, "signature": sign(seed, _LABEL, content)})


def read_manifest(folder: Path) -> Manifest:
    """The word of a backup, once its signature is that of the key it names; whose key that is, the store tells.

    Raises Trouble("backup_missing") where there is none, Damaged(what="backup"), TooNew(what="backup").
    """
    try:
        with (folder / FILE).open("rb") as file:
            value = json.loads(file.read(_LARGEST))
        content = value["content"]
        if content["v"] > FORMAT:
            raise TooNew(what="backup", version=int(content["v"]))
        verify(content["key"], _LABEL, content, value["signature"])
        return _read(content)
    except FileNotFoundError:
        raise Trouble("backup_missing") from None
    except (*_UNREADABLE, SignatureInvalid):
        raise Damaged(what="backup") from None


def _read(content: Json) -> Manifest:
    parts = {str(path): Part(int(part["size"]), part["sha256"]) for path, part in content["parts"].items()}
    for path, part in parts.items():
        is_ours = path in (STORE, *SMALL) or _ATTACHMENT.fullmatch(path)  # nothing may be written elsewhere
        if (
            not is_ours
            or PurePosixPath(path).is_absolute()
            or part.size < 0
            or not _HEX.fullmatch(part.sha256)
        ):
            raise ValueError("not a part of a backup")
    if not parts.keys() >= _NEEDED:
        raise ValueError("incomplete")
    names = ("device", "letter", "key", "program")
    return Manifest(**{name: str(content[name]) for name in names}, at=read_time(content["at"]), parts=parts)
