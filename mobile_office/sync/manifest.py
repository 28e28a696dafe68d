"""What stands in the clear on a stick: a bundle's manifest and its receipt (Quittung), each signed.

The device signs what it has put into the folder, the office what it has answered. What is read here was in somebody
else's hands: names, numbers and sizes are held to what they must be before anything is opened.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mobile_office.canonical import Json, canonical, read_time, write_time
from mobile_office.domain.attachment import LARGEST
from mobile_office.domain.errors import SignatureInvalid, TooOld, Trouble
from mobile_office.protocol import VERSION
from mobile_office.signing import sign, verify
from mobile_office.sync import wire

REQUESTS, REPLIES, ATTACHMENTS = "requests", "replies", "attachments"
LABEL, RECEIPT_LABEL = "bundle", "bundle.receipt"  # of the signatures
MOST = 4000  # files of one kind in a bundle: 100,000 entries
_WITH_ATTACHMENTS = 2  # the version of the protocol that brought them
_SPOKEN = frozenset({VERSION, VERSION - 1}) - {0}
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Listed:
    """A file as a manifest lists it: its name within the folder, SHA-256 (hex) and bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Enclosed:
    """An attachment in a bundle: the SHA-256 (hex) of its ciphertext, which names its file, and bytes."""

    digest: str
    size: int

    @property
    def name(self) -> str:
        """Its file within the folder."""
        return f"{ATTACHMENTS}/{self.digest}"


@dataclass(frozen=True)
class Manifest:
    """What a device says it has put into a folder. `number` counts the bundles of the device, from 1.

    `files` are the requests; version 1 of the protocol had no `attachments`.
    """

    number: int
    device: str
    stream: str
    created: datetime
    files: tuple[Listed, ...]
    attachments: tuple[Enclosed, ...] = ()
    version: int = VERSION

    def signed_part(self) -> Json:
        """What the device's signature covers."""
        part = {
            "version": self.version,
            "number": self.number,
            "device": self.device,
            "stream": self.stream,
            "created": write_time(self.created),
            "files": _files_to_json(self.files),
        }
        if self.version < _WITH_ATTACHMENTS:
            return part
        return {**part, "attachments": [{"digest": it.digest, "size": it.size} for it in self.attachments]}

    def signed(self, device_seed: bytes) -> bytes:
        """The bytes of `manifest.json`."""
        part = self.signed_part()
        return canonical({"manifest": part, "signature": sign(device_seed, LABEL, part)})

    def check(self, signature: str, device_public: str) -> None:
        """Raise Trouble("bundle_damaged") unless the device has signed exactly this."""
        _believe(device_public, LABEL, self.signed_part(), signature)


@dataclass(frozen=True)
class Receipt:
    """The office's word that it has answered a bundle. `manifest` is the SHA-256 of the bytes of `manifest.json`."""

    manifest: str
    at: datetime
    files: tuple[Listed, ...]
    version: int = VERSION

    def signed_part(self) -> Json:
        """What the office's signature covers."""
        return {
            "version": self.version,
            "manifest": self.manifest,
            "at": write_time(self.at),
            "files": _files_to_json(self.files),
        }

    def signed(self, office_seed: bytes) -> bytes:
        """The bytes of `receipt.json`."""
        part = self.signed_part()
        return canonical({"receipt": part, "signature": sign(office_seed, RECEIPT_LABEL, part)})


def name_of(letter: str, number: int) -> str:
    """`B-0017`: how people call a bundle."""
    return f"{letter}-{number:04}"


def folder_of(letter: str, number: int) -> str:
    """`buendel-B-0017`."""
    return f"buendel-{name_of(letter, number)}"


def file_names(folder: str, count: int) -> tuple[str, ...]:
    """`requests/0001.sealed` and so on, in the order they are to be read."""
    return tuple(f"{folder}/{place:04}.sealed" for place in range(1, count + 1))


def listed(files: dict[str, bytes]) -> tuple[Listed, ...]:
    """How files are listed."""
    return tuple(Listed(name, wire.sha256(data), len(data)) for name, data in files.items())


def read_manifest(data: bytes) -> tuple[Manifest, str]:
    """A manifest and its signature, not yet believed.

    Raises Trouble("bundle_damaged"), or TooOld for another version.
    """
    try:
        value = wire.read_json(data)
        part, signature = value["manifest"], value["signature"]
        wire.assert_text(signature, part["device"], part["stream"])
        _check_version(part["version"])
        manifest = Manifest(
            number=_count(part["number"]),
            device=part["device"],
            stream=part["stream"],
            created=read_time(part["created"]),
            files=_files_from_json(part["files"], REQUESTS),
            attachments=_attachments_from_json(part) if part["version"] >= _WITH_ATTACHMENTS else (),
            version=part["version"],
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Trouble("bundle_damaged") from None
    return manifest, signature


def read_receipt(data: bytes, office_public: str) -> Receipt:
    """A receipt that the office has signed. Raises Trouble("bundle_damaged"), or TooOld."""
    try:
        value = wire.read_json(data)
        part, signature = value["receipt"], value["signature"]
        wire.assert_text(signature, part["manifest"])
        _check_version(part["version"])
        files = _files_from_json(part["files"], REPLIES)
        receipt = Receipt(part["manifest"], read_time(part["at"]), files, part["version"])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Trouble("bundle_damaged") from None
    _believe(office_public, RECEIPT_LABEL, receipt.signed_part(), signature)
    return receipt


def _files_to_json(files: Sequence[Listed]) -> Json:
    return [{"name": item.name, "sha256": item.sha256, "size": item.size} for item in files]


def _files_from_json(value: Json, folder: str) -> tuple[Listed, ...]:
    """Files named and numbered as they must be; a name from elsewhere leads to no other place."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST:
        raise ValueError("files")
    files = tuple(Listed(item["name"], item["sha256"], _count(item["size"])) for item in value)
    names = tuple(item.name for item in files)
    if names != file_names(folder, len(files)) or not all(_DIGEST.fullmatch(item.sha256) for item in files):
        raise ValueError("files")
    return files


def _attachments_from_json(part: Json) -> tuple[Enclosed, ...]:
    """Each once and no larger than an attachment may be; its file's name is made of its digest, never read."""
    value = part["attachments"]
    if not isinstance(value, list) or len(value) > MOST:
        raise ValueError("attachments")
    found = tuple(Enclosed(item["digest"], _count(item["size"])) for item in value)
    if not all(_DIGEST.fullmatch(item.digest) and item.size <= LARGEST for item in found):
        raise ValueError("attachments")
    if len({item.digest for item in found}) != len(found):
        raise ValueError("attachments")
    return found


def _believe(public: str, label: str, part: Json, signature: str) -> None:
    try:
        verify(public, label, part, signature)
    except SignatureInvalid:
        raise Trouble("bundle_damaged") from None


def _count(value: Json) -> int:
    if type(value) is not int or not 0 < value <= 2**53 - 1:
        raise ValueError("not a count")
    return value


def _check_version(version: Json) -> None:
    if type(version) is not int:
        raise TypeError("version")
    if version not in _SPOKEN:
        raise TooOld
