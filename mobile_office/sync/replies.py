"""Replies (Antworten): what the office answered is proved, and taken in all or nothing; what is not signed is unknown.

Whatever way it came, by the link or on a stick.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid, Unknown
from mobile_office.domain.people import Certificate
from mobile_office.protocol import Checkpoint, Entry, Numbered, Receipt, Reply, Request
from mobile_office.signing import (
    verify_certificate,
    verify_checkpoint,
    verify_completion,
    verify_entry,
    verify_receipt,
)
from mobile_office.store.device import Device
from mobile_office.store.journal import Journal
from mobile_office.store.people import People

Writer = Callable[[Callable[[], Any]], Any]


def absorb(
    journal: Journal,
    people: People,
    device: Device,
    reply: Reply,
    write: Writer,
    offered: Collection[Entry] = (),
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Take in a reply, all or nothing, once everything in it is signed; what it changed, and what was refused.

    Of what comes back as it was `offered` only the receipt is looked at: its signature was made here.
    Raises Unknown when something is not signed as it must be.
    """
    try:
        for signed in reply.people:
            verify_certificate(signed, device.office_signing)
        write(lambda: people.put_certificates(reply.people))
        known = {entry.header.id: entry for entry in offered}
        certificate_of = cache(people.certificate)  # the same few have written all of it
        proved = replace(reply, recalled=_ours(reply.recalled, certificate_of, device))
        absorbed = write(
            lambda: journal.absorb(
                proved,
                lambda item: _verify(item, certificate_of, device, known),
                lambda receipt: _verify_second(receipt, device),
            )
        )
    except (SignatureInvalid, CertificateInvalid) as error:
        raise Unknown(reason="signature") from error
    return absorbed.changed, absorbed.refused


def _verify(
    item: Numbered,
    certificate_of: Callable[[str], Certificate | None],
    device: Device,
    known: Mapping[str, Entry],
) -> None:
    """The office holds exactly this entry of our stream, and its author wrote it."""
    entry = item.entry
    check_receipt(item, device)
    certificate = certificate_of(entry.header.person)
    if certificate is None:
        raise CertificateInvalid(person=entry.header.person)
    if known.get(entry.header.id) != entry:
        verify_entry(entry, certificate)


def _ours(
    recalled: tuple[Entry, ...] | None, certificate_of: Callable[[str], Certificate | None], device: Device
) -> tuple[Entry, ...] | None:
    """Of what was refused and comes home, what somebody has written on this device; the rest is no work of ours."""
    if recalled is None:
        return None
    ours = [
        entry
        for entry in recalled
        if (entry.header.stream, entry.header.device) == (device.stream, device.id)
    ]
    return tuple(entry for entry in ours if _is_proved(entry, certificate_of(entry.header.person)))


def _is_proved(entry: Entry, certificate: Certificate | None) -> bool:
    try:
        if certificate is not None:
            verify_entry(entry, certificate)
    except SignatureInvalid:
        return False
    return certificate is not None


def check_receipt(item: Numbered, device: Device) -> None:
    """Raise SignatureInvalid unless the office has signed for exactly this entry of our stream."""
    entry, receipt = item.entry, item.receipt
    verify_receipt(receipt, device.office_signing)
    if (receipt.entry, receipt.hash, receipt.stream) != (entry.header.id, entry.hash, device.stream):
        raise SignatureInvalid(entry=entry.header.id, reason="receipt")


def _verify_second(receipt: Receipt, device: Device) -> None:
    """The office holds all attachments of an entry of our stream."""
    verify_completion(receipt, device.office_signing)
    if receipt.stream != device.stream:
        raise SignatureInvalid(entry=receipt.entry, reason="receipt")


def countersigned(device: Device, request: Request, reply: Reply) -> Checkpoint | None:
    """The head the office has signed. Raises Unknown when it is not the office's, or of another chain."""
    ours, theirs = request.checkpoint, reply.checkpoint
    if ours is None or theirs is None:
        return None
    try:
        verify_checkpoint(theirs, device.office_signing)
    except SignatureInvalid as error:
        raise Unknown(reason="checkpoint") from error
    if theirs.chain != ours.chain:
        raise Unknown(reason="checkpoint")
    return theirs
