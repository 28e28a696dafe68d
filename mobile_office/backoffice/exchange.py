"""One exchange with a device: take what it offers, number or refuse it, and bring what is new in its scope.

Nothing is kept between two of them, so any process over the same database answers the next.
"""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from mobile_office.backoffice import devices, publishing, release
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.domain.case import ServiceRef
from mobile_office.domain.errors import CertificateInvalid, TooOld
from mobile_office.protocol import VERSION, Checkpoint, Receipt, Reply, Request
from mobile_office.signing import sign_certificate, sign_checkpoint, sign_publication, sign_receipt
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.wire import ANNOUNCED, BATCH

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office

SPOKEN = frozenset({VERSION, VERSION - 1})  # versions of the protocol we still accept


def exchange(office: "Office", request: Request) -> Reply:
    """Answer a request. Raises TooOld or CertificateInvalid."""
    if request.version not in SPOKEN:
        raise TooOld(office=VERSION)
    device, now = office.device(request.device), office.clock()
    if request.stream != device.stream:
        raise CertificateInvalid("device_unknown")
    people = office.certificates(device.stream)
    journal = office.journal(device.stream)
    known = {person.person: person for person in people}.get
    word = release.releasing(office.keys, partial(_review_of, office, device.stream), now)
    number = partial(_number, office)
    numbered, refused = journal.accept(request.entries, known, number, now, device.id, word)
    forked = frozenset(str(refusal.details["chain"]) for refusal in refused if refusal.code == "fork")
    page = journal.since(request.cursor, device.id, device.kind, BATCH)
    own = {item.entry.header.id: item for item in (*numbered, *page)}
    with reading(office.engine) as connection:
        news = publishing.announced(connection, device.stream, request.published, ANNOUNCED + 1)
    return Reply(
        accepted=tuple(sorted(own.values(), key=lambda item: item.receipt.seq)),
        refused=refused,
        cursor=page[-1].receipt.seq if page else request.cursor,
        epoch=journal.epoch(),
        people=tuple(sign_certificate(person, office.keys.signing) for person in people),
        checkpoint=_countersigned(office, device, request.checkpoint, forked, now),
        more=len(page) >= BATCH or len(news) > ANNOUNCED,
        at=now,
        publications=tuple(sign_publication(each, office.keys.signing) for each in news[:ANNOUNCED]),
    )


def _review_of(office: "Office", stream: str, service: ServiceRef) -> str:
    return release.review_of(service, partial(office.content, stream))


def _number(office: "Office", receipt: Receipt) -> Receipt:
    return sign_receipt(receipt, office.keys.signing)


def _countersigned(
    office: "Office",
    device: KnownDevice,
    checkpoint: Checkpoint | None,
    forked: frozenset[str],
    now: datetime,
) -> Checkpoint | None:
    if checkpoint is None:
        return None
    with writing(office.engine) as connection:
        seen = devices.countersign(connection, device, checkpoint, now)
        for chain in forked:  # written on past what the office remembers: only the entries tell
            devices.raise_alarm(connection, device.stream, chain, now)
    return sign_checkpoint(seen, office.keys.signing)
