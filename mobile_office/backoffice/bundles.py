"""Bundles at the office: a folder from a stick is opened, checked as a whole, answered, and given its replies.

No entry is taken in before every request is what the device has signed. Importing twice is harmless: what is known gets
the same receipt again. What came over the link meanwhile makes a bundle late, never wrong. Attachments come last.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from mobile_office.backoffice.deposit import Deposit
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.tables import checkpoints
from mobile_office.backoffice.unpacking import Unpacked, unpack, with_completions
from mobile_office.canonical import Json, canonical
from mobile_office.domain.errors import CertificateInvalid, SignatureInvalid, TooOld, Trouble, Unknown
from mobile_office.protocol import VERSION, Checkpoint, Reply, Request
from mobile_office.sealing import open_sealed, seal
from mobile_office.store.transactions import reading
from mobile_office.sync import bundle, wire
from mobile_office.sync.bundle import Found
from mobile_office.sync.manifest import name_of


@dataclass(frozen=True)
class Imported:
    """A bundle that was answered: its name (`B-0017`), how many of its entries were accepted and refused.

    And what became of its attachments.
    """

    name: str
    accepted: int
    refused: int
    attachments: Unpacked = field(default_factory=Unpacked)


def take(office: Office, folder: Path) -> Imported:
    """Import one bundle and put the answer beside it.

    Raises Trouble("bundle_damaged") or ("bundle_foreign"), TooOld, CertificateInvalid (device_unknown,
    device_revoked) before anything is taken in; Trouble stick_... when the answer cannot be written: then import
    it again.
    """
    found = bundle.read(folder)
    device = office.device(found.manifest.device)
    found.check(device.signing_key)
    sealed = bundle.read_files(folder, found.manifest.files)
    requests = tuple(_opened(office, device, found, data) for data in sealed)
    offered = {entry.header.id for request in requests for entry in request.entries}
    *earlier, last = _answer(office, requests)
    deposit = Deposit(office, device)
    unpacked = unpack(deposit, folder, found.manifest.attachments)
    replies = (*earlier, with_completions(deposit, last, unpacked.whole))
    answers = [
        _sealed(office, device, {"request": wire.sha256(data), "reply": reply.to_json()})
        for data, reply in zip(sealed, replies, strict=True)
    ]
    bundle.put_replies(found, answers, office.keys.signing, office.clock())
    accepted = {item.entry.header.id for reply in replies for item in reply.accepted} & offered
    refused = {item.entry for reply in replies for item in reply.refused} & offered
    name = name_of(device.letter, found.manifest.number)
    return Imported(name, len(accepted), len(refused), unpacked)


def _answer(office: Office, requests: tuple[Request, ...]) -> tuple[Reply, ...]:
    """Exchange them in order, each as if the replies before it had been read: so no page comes twice."""
    replies: list[Reply] = []
    for request in requests:
        mark = request.checkpoint and _not_older(office, request.stream, request.checkpoint)
        cursor = max([request.cursor, *(reply.cursor for reply in replies)])
        replies.append(office.exchange(replace(request, checkpoint=mark, cursor=cursor)))
    return tuple(replies)


def _not_older(office: Office, stream: str, mark: Checkpoint) -> Checkpoint:
    """The head that came, or the later one of its chain that came over the link since the stick was written.

    An older head is no sign of a store put back, here: the device looks whether it still has the later one.
    """
    here = (checkpoints.c.stream == stream) & (checkpoints.c.chain == mark.chain)
    with reading(office.engine) as connection:
        row = connection.execute(checkpoints.select().where(here)).mappings().one_or_none()
    return mark if row is None or row["n"] <= mark.n else Checkpoint(mark.chain, row["n"], row["head"])


def _opened(office: Office, device: KnownDevice, found: Found, data: bytes) -> Request:
    """A request of a bundle, which must be of the device and the stream the manifest names."""
    try:
        payload = open_sealed(
            data,
            recipient_private=office.keys.exchange,
            recipient=wire.OFFICE,
            sender=device.id,
            sender_public=device.signing_key,
            purpose=wire.REQUEST,
        )
    except (SignatureInvalid, Unknown):
        raise Trouble("bundle_foreign") from None  # its bytes are as signed, but sealed for another key
    try:
        request = Request.from_json(wire.read_json(payload))
        if not (_is_count(request.cursor) and _is_count(request.published)):
            raise ValueError("not a count")
    except (AttributeError, KeyError, TypeError, ValueError):
        raise Trouble("bundle_damaged") from None
    if (request.device, request.stream) != (
        device.id,
        device.stream,
    ) or found.manifest.stream != device.stream:
        raise CertificateInvalid("device_unknown")
    if request.version != found.manifest.version:
        raise TooOld(office=VERSION)
    return request


def _is_count(value: Json) -> bool:
    return type(value) is int and 0 <= value <= 2**53 - 1


def _sealed(office: Office, device: KnownDevice, value: Json) -> bytes:
    return seal(
        canonical(value),
        sender_seed=office.keys.signing,
        sender=wire.OFFICE,
        recipient_public=device.exchange_key,
        recipient=device.id,
        purpose=wire.REPLY,
    )
