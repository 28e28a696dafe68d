"""A bundle (Bündel): what exchanges would carry, as files of one folder on a stick, and the way back.

`buendel-B-0017/` holds `manifest.json`, `requests/0001.sealed` ..., each exactly what would go over HTTP, and files of
attachments; the office adds `replies/0001.sealed` ... and `receipt.json`. No name tells a person (docs/protocol.md).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from mobile_office.canonical import canonical
from mobile_office.domain.errors import SignatureInvalid, Trouble, Unknown
from mobile_office.protocol import Reply, Request
from mobile_office.sealing import open_sealed, seal
from mobile_office.store.device import Device
from mobile_office.sync import enclosures, manifest, stick, wire
from mobile_office.sync.enclosures import Stowed
from mobile_office.sync.enrolment import DeviceKeys
from mobile_office.sync.manifest import (
    REPLIES,
    REQUESTS,
    Enclosed,
    Listed,
    Manifest,
    Receipt,
    file_names,
    listed,
)

MANIFEST, RECEIPT = "manifest.json", "receipt.json"
FOLDERS = "buendel-*"
_LONGEST = 1024 * 1024  # bytes of manifest.json or receipt.json
_MANIFEST, _LISTED = 4096, 160  # bytes: what a manifest needs at most, and for each file it lists


@dataclass(frozen=True)
class Found:
    """A manifest as it lies on a stick, not yet believed. `digest` is the SHA-256 of its bytes."""

    folder: Path
    manifest: Manifest
    digest: str
    signature: str

    def check(self, device_public: str) -> None:
        """Raise Trouble("bundle_damaged") unless the device has signed it."""
        self.manifest.check(self.signature, device_public)


def find(place: Path) -> tuple[Path, ...]:
    """The folders that hold a bundle: the place itself, or those on the stick.

    What was never finished is none. Raises Trouble("bundle_none") when there is none.
    """
    with stick.reading():
        is_one = (place / MANIFEST).exists()
        folders = [place] if is_one else [file.parent for file in place.glob(f"{FOLDERS}/{MANIFEST}")]
    finished = tuple(sorted(one for one in folders if not one.name.endswith(stick.UNFINISHED)))
    if not finished:
        raise Trouble("bundle_none")
    return finished


def read(folder: Path) -> Found:
    """What a folder says of itself. Raises Trouble("bundle_damaged"), or TooOld for another version."""
    data = _read(folder / MANIFEST, _LONGEST)
    said, signature = manifest.read_manifest(data)
    return Found(folder, said, wire.sha256(data), signature)


def read_files(folder: Path, files: Sequence[Listed]) -> tuple[bytes, ...]:
    """The bytes of listed files, in order. Raises Trouble("bundle_damaged") unless all are as listed."""
    return tuple(_read_listed(folder, item) for item in files)


# -- the way there


def sealed_request(request: Request, device: Device, keys: DeviceKeys) -> bytes:
    """A request, signed by the device and sealed to the office, exactly as it goes over HTTP."""
    return seal(
        canonical(request.to_json()),
        sender_seed=keys.seed,
        sender=device.id,
        recipient_public=device.office_exchange,
        recipient=wire.OFFICE,
        purpose=wire.REQUEST,
    )


def files_of(sealed: Sequence[bytes]) -> dict[str, bytes]:
    """Sealed requests under the names they have in a bundle."""
    return dict(zip(file_names(REQUESTS, len(sealed)), sealed, strict=True))


def pack(
    folder: Path,
    files: dict[str, bytes],
    waiting: Sequence[Enclosed],
    read: enclosures.Read,
    tell: stick.Tell = stick.quiet,
    free: Callable[[Path], int] = stick.free_space,
) -> Stowed:
    """Put requests into a folder that is being made (`stick.making`), then as many attachments as there is room for.

    `waiting` is in the order in which they are to go. `tell` may raise to end it. Raises Trouble("stick_full") when
    the requests alone find no room, and OSError.
    """
    room = free(folder.parent) - stick.room_for(files) - _MANIFEST - _LISTED * (len(files) + len(waiting))
    if room < 0:
        raise Trouble("stick_full")
    chosen = enclosures.fitting(waiting[: manifest.MOST], room)
    size, more = sum(map(len, files.values())), sum(each.size for each in chosen)
    tell(stick.Step("writing", 0, size + more))
    stick.put_files(folder, files)
    stowed = enclosures.stow(folder, chosen, read, _counting("writing", size, size + more, tell))
    if stowed.copied:
        stowed = enclosures.verified(folder, stowed, _counting("verifying", 0, size + more, tell))
    return replace(stowed, left_behind=stowed.left_behind + len(waiting) - len(chosen))


def close(folder: Path, files: dict[str, bytes], signed: bytes, tell: stick.Tell = stick.quiet) -> None:
    """Put the signed manifest to what was packed, and read back all but the attachments, which were.

    Raises Trouble("stick_damaged"), OSError.
    """
    stick.put_files(folder, {MANIFEST: signed})
    tell(stick.Step("verifying", is_last=True))
    stick.check_files(folder, {MANIFEST: signed, **files})


def _counting(name: str, done: int, total: int, tell: stick.Tell) -> enclosures.Hear:
    """Tell after each chunk how far it has come."""
    reached = done

    def hear(more: int) -> None:
        nonlocal reached
        reached += more
        tell(stick.Step(name, reached, total))

    return hear


# -- the way back


def put_replies(found: Found, sealed: Sequence[bytes], office_seed: bytes, now: datetime) -> None:
    """Put the office's replies and its receipt into a bundle, in place of earlier ones. Raises Trouble."""
    names = file_names(REPLIES, len(sealed))
    receipt = Receipt(found.digest, now, listed(dict(zip(names, sealed, strict=True))))
    stick.remove(found.folder / RECEIPT)  # first: a receipt never lists what is no longer there
    files = {Path(name).name: data for name, data in zip(names, sealed, strict=True)}
    stick.put_folder(found.folder, REPLIES, files)
    stick.put_file(found.folder / RECEIPT, receipt.signed(office_seed))


def read_receipt(folder: Path, digest: str, office_public: str) -> Receipt | None:
    """The office's receipt for the manifest with this SHA-256; None while there is none.

    Raises Trouble("bundle_damaged") for one that the office has not signed, or of another bundle.
    """
    data = stick.read_file(folder / RECEIPT, _LONGEST)
    if data is None:
        return None
    receipt = manifest.read_receipt(data, office_public)
    if receipt.manifest != digest:
        raise Trouble("bundle_damaged")
    return receipt


def open_reply(data: bytes, asked: str, device: Device, keys: DeviceKeys) -> Reply:
    """The reply to the sealed request with the SHA-256 `asked`. Raises Trouble("bundle_damaged")."""
    try:
        payload = open_sealed(
            data,
            recipient_private=keys.exchange,
            recipient=device.id,
            sender=wire.OFFICE,
            sender_public=device.office_signing,
            purpose=wire.REPLY,
        )
        value = wire.read_json(payload)
        if value["request"] != asked:
            raise Trouble("bundle_damaged")
        return Reply.from_json(value["reply"])
    except (AttributeError, KeyError, TypeError, ValueError, SignatureInvalid, Unknown):
        raise Trouble("bundle_damaged") from None


def _read_listed(folder: Path, item: Listed) -> bytes:
    data = _read(folder / item.name, min(item.size, wire.LARGEST))
    if (len(data), wire.sha256(data)) != (item.size, item.sha256):
        raise Trouble("bundle_damaged")
    return data


def _read(path: Path, most: int) -> bytes:
    data = None if path.parent.is_symlink() else stick.read_file(path, most)
    if data is None:
        raise Trouble("bundle_damaged")
    return data
