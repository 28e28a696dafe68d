"""One exchange with a device: take what it offers, number or refuse it, and bring what is new in its scope.

Nothing is kept between two of them, so any process over the same database answers the next.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from mobile_office.backoffice import admitting, completing, devices, held, paging, publishing, services
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.domain.errors import CertificateInvalid, TooOld
from mobile_office.domain.rights import DeviceRight, device_may
from mobile_office.protocol import VERSION, Checkpoint, Reply, Request
from mobile_office.signing import sign_certificate, sign_checkpoint, sign_publication
from mobile_office.store import recalling
from mobile_office.store.streams import kept_stream
from mobile_office.store.transactions import reading, writing
from mobile_office.sync.wire import ANNOUNCED, BATCH

if TYPE_CHECKING:
    from mobile_office.backoffice.office import Office

SPOKEN = frozenset({VERSION, VERSION - 1})  # versions of the protocol we still accept


def exchange(office: "Office", request: Request, asker: KnownDevice | None = None) -> Reply:
    """Answer a request; `asker` is its device where that was just recognised. Raises TooOld or CertificateInvalid."""
    if request.version not in SPOKEN:
        raise TooOld(office=VERSION)
    device, now = asker or office.device(request.device), office.clock()
    if request.stream != device.stream or not device_may(device.kind, DeviceRight.EXCHANGE):
        raise CertificateInvalid("device_unknown")
    terms = admitting.terms(office, device.stream)
    numbered, refused, waiting = admitting.accept(
        terms, device.id, request.entries, request.poison, request.receipts
    )
    named = [item.entry.header.service for item in numbered]
    forked = frozenset(str(refusal.details["chain"]) for refusal in refused if refusal.code == "fork")
    with reading(office.engine) as connection:
        own = {item.entry.header.id: item for item in numbered}
        page = paging.read(connection, device, request.cursor, BATCH + len(own), own)
        own |= {item.entry.header.id: item for item in page.numbered}
        completed = completing.told(connection, device.stream, own, page.notices)
        news = publishing.announced(connection, device.stream, request.published, ANNOUNCED + 1)
        lacking = services.looked_up(connection, device.stream, named)
        epoch = kept_stream(connection, device.stream).epoch
        recalled, gone = recalling.refused_of(connection, device.stream, device.id, request.recall)
    return Reply(
        accepted=tuple(sorted(own.values(), key=lambda item: item.receipt.seq)),
        refused=held.with_refusals((*refused, *gone), page.notices),
        held=waiting,
        services=services.settle(office.engine, device.stream, lacking, request.services, now),
        cursor=page.cursor,
        epoch=epoch,
        people=tuple(sign_certificate(person, office.keys.signing) for person in terms.people),
        checkpoint=_countersigned(office, device, request.checkpoint, forked, now),
        more=page.more or len(news) > ANNOUNCED,
        at=now,
        publications=tuple(sign_publication(each, office.keys.signing) for each in news[:ANNOUNCED]),
        completed=completed,
        office=office.keys.public.to_json() if request.keys < office.keys.public.version else None,
        recalled=recalled if request.recall else None,
    )


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
            devices.raise_alarm(connection, device, chain, now)
    return sign_checkpoint(seen, office.keys.signing) if seen else None
