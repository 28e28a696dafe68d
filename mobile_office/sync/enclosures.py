"""Enclosures (Beilagen): attachments in a bundle, as files named by the digest of their ciphertext.

Copied chunk by chunk, smallest first, as many as the stick holds, and believed only once they were read back from it.
No attachment keeps a bundle from coming about: what finds no room, or is not what its name says, stays behind.
"""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mobile_office.domain.attachment import CHUNK, chunks_of
from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.sync import stick
from mobile_office.sync.manifest import ATTACHMENTS, Enclosed

Read = Callable[[str, int], bytes]  # a chunk of an attachment by its digest. Raises KeyError or Damaged
Hear = Callable[[int], object]  # bytes just copied, or read back; may raise to end it
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Stowed:
    """What became of attachments: copied; without room (`left_behind`); not copied as they were (`damaged`)."""

    copied: tuple[Enclosed, ...] = ()
    left_behind: int = 0
    damaged: int = 0


def fitting(waiting: Sequence[Enclosed], room: int) -> tuple[Enclosed, ...]:
    """Those of `waiting` (smallest first) that should find room in so many bytes."""
    for count, each in enumerate(waiting):
        room -= each.size + stick.BLOCK
        if room < 0:
            return tuple(waiting[:count])
    return tuple(waiting)


def stow(folder: Path, fitting: Sequence[Enclosed], read: Read, hear: Hear) -> Stowed:
    """Copy attachments into a folder that is being made; each is durable. Raises OSError."""
    copied: list[Enclosed] = []
    left_behind = damaged = 0
    for each in fitting:
        path = folder / each.name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _copy(path, each, read, hear)
        except (KeyError, Damaged):  # erased meanwhile, or no longer what was captured
            path.unlink(missing_ok=True)
            damaged += 1
        except OSError as error:
            if error.errno not in _FULL:
                raise
            path.unlink(missing_ok=True)  # others may use the stick, too
            left_behind += 1
        else:
            copied.append(each)
    return Stowed(tuple(copied), left_behind, damaged)


def verified(folder: Path, stowed: Stowed, hear: Hear) -> Stowed:
    """The same once it was read back: what the stick does not give back as it was is taken out. Raises OSError."""
    good: list[Enclosed] = []
    for each in stowed.copied:
        with stick.back(folder / each.name) as file:
            is_good = _digest(file, hear) == each.digest
        if is_good:
            good.append(each)
        else:
            (folder / each.name).unlink()
    return Stowed(tuple(good), stowed.left_behind, stowed.damaged + len(stowed.copied) - len(good))


@contextmanager
def chunks(folder: Path, each: Enclosed) -> Iterator[Iterator[bytes]]:
    """The chunks of an attachment as they lie in somebody's bundle, after all of it was found to be what it should.

    Raises Trouble("bundle_damaged") where it is missing, a link, of another size or content.
    """
    with stick.opened(folder / each.name) as file:
        if (
            file is None
            or (folder / ATTACHMENTS).is_symlink()
            or os.fstat(file.fileno()).st_size != each.size
        ):
            raise Trouble("bundle_damaged")
        if _digest(file, lambda _: None) != each.digest:
            raise Trouble("bundle_damaged")
        file.seek(0)
        yield _pieces(file)


def _copy(path: Path, each: Enclosed, read: Read, hear: Hear) -> None:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for index in range(chunks_of(each.size)):
            try:
                chunk = read(each.digest, index)
            except OSError:  # the laptop's disk, not the stick
                raise Damaged("attachment_damaged", what="attachment") from None
            digest.update(chunk)
            file.write(chunk)
            hear(len(chunk))
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != each.digest:
        raise Damaged("attachment_damaged", what="attachment")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _digest(file: BinaryIO, hear: Hear) -> str:
    digest = hashlib.sha256()
    for chunk in _pieces(file):
        digest.update(chunk)
        hear(len(chunk))
    return digest.hexdigest()
