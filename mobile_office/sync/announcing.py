"""Announcements (Bekanntgaben): what the office says it has published, believed only with its signature.

They come with an exchange, after the entries of it are safe; the bytes are fetched later (`fetching.py`).
"""

from collections.abc import Callable
from typing import Any

from mobile_office.domain.errors import SignatureInvalid, Unknown
from mobile_office.protocol import Reply
from mobile_office.publication import LARGEST, Publication
from mobile_office.signing import verify_publication
from mobile_office.store.device import Device
from mobile_office.store.publications import Publications

Writer = Callable[[Callable[[], Any]], Any]


def announce(
    publications: Publications, device: Device, known: int, reply: Reply, write: Writer, epoch: str = ""
) -> bool:
    """Keep what was announced, all or nothing; whether something else than the `known` is known now.

    An office of another epoch than `epoch` (put back from a backup) may give a number to something else: what it
    has announced is forgotten and asked for again from the first on; bytes that are here stay. Raises Unknown for an announcement that is not our office's, of another stream, too large, or no news.
    """
    if epoch and epoch != reply.epoch and known:
        write(publications.forget_announcements)
        return True
    if not reply.publications:
        return False
    for item in reply.publications:
        _verify(item, device, known)
    write(lambda: publications.announce(reply.publications))
    return publications.known() > known


def _verify(item: Publication, device: Device, known: int) -> None:
    try:
        verify_publication(item, device.office_signing)
    except SignatureInvalid as error:
        raise Unknown(reason="publication") from error
    if item.stream != device.stream or item.number <= known or not 0 <= item.size <= LARGEST:
        raise Unknown(reason="publication")
