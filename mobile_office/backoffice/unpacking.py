"""Unpacking (Auspacken): the attachments of a bundle go into the deposit, as those that come over the link do.

Each by itself: what nobody wants is passed over, what is damaged is named, and everything else goes on. That they are
there is said in the bundle's last reply.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from mobile_office.backoffice import completing
from mobile_office.backoffice.blobs import Piece
from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.tables import wanted
from mobile_office.domain.errors import NotAllowed, Refused, Trouble
from mobile_office.protocol import Reply
from mobile_office.store.transactions import reading
from mobile_office.sync import enclosures
from mobile_office.sync.manifest import Enclosed
from mobile_office.sync.wire import sha256


class Fate(StrEnum):
    """What became of an attachment: the office holds it; no accepted entry names it; it is not what was signed."""

    WHOLE = "whole"
    UNWANTED = "unwanted"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Unpacked:
    """The digests of a bundle's attachments, by their fate, in the order of the manifest."""

    whole: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def unpack(deposit: Deposit, folder: Path, enclosed: Iterable[Enclosed]) -> Unpacked:
    """Take in what a bundle encloses; what is there already stays as it is. Raises Trouble of the database."""
    fates = [(each.digest, _fate(deposit, folder, each)) for each in enclosed]
    whole, unwanted, damaged = (tuple(name for name, its in fates if its is fate) for fate in Fate)
    return Unpacked(whole, unwanted, damaged)


def with_completions(deposit: Deposit, reply: Reply, whole: tuple[str, ...]) -> Reply:
    """A reply that also says which entries are complete, of those that name one of these attachments."""
    if not whole:
        return reply
    stream = deposit.device.stream
    naming = wanted.select().where(wanted.c.stream == stream, wanted.c.digest.in_(whole))
    with reading(deposit.office.engine) as connection:
        entries = set(connection.scalars(naming.with_only_columns(wanted.c.entry)))
        told = {one.entry: one for one in completing.told(connection, stream, entries, ())}
    told |= {one.entry: one for one in reply.completed}
    return replace(reply, completed=tuple(sorted(told.values(), key=lambda one: one.seq)))


def _fate(deposit: Deposit, folder: Path, each: Enclosed) -> Fate:
    for _ in range(
        2
    ):  # of pieces that came over the link and were wrong the office finds out with the last one
        lacking = deposit.missing(each.digest)
        if lacking is None:
            return Fate.UNWANTED
        try:
            _take(deposit, folder, each, frozenset(lacking))
        except NotAllowed:
            return Fate.UNWANTED  # erased meanwhile
        except Refused:
            continue
        except Trouble as trouble:
            if trouble.code not in ("bundle_damaged", "stick_gone"):
                raise
            return Fate.DAMAGED  # or the stick is gone altogether; then it is told when the answer is written
        return Fate.WHOLE
    return Fate.DAMAGED


def _take(deposit: Deposit, folder: Path, each: Enclosed, lacking: frozenset[int]) -> None:
    if not lacking:
        return
    with enclosures.chunks(folder, each) as chunks:
        for index, chunk in enumerate(chunks):
            if index in lacking:
                deposit.take(Piece(each.digest, each.size, index, chunk, sha256(chunk)))
