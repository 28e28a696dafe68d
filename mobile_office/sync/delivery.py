"""Delivery (Zustellung): exchange with the office until nothing is left, in batches, safe to cut.

An entry counts as handed over when it may have arrived but no answer proves it, and as receipted only
when it comes back with the office's signature. No transaction is open while the network is waited for.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from mobile_office.domain.errors import SignatureInvalid, Unknown
from mobile_office.headers import header_hash
from mobile_office.protocol import BackOffice, Checkpoint, Entry, Reply, Request
from mobile_office.store import recalling
from mobile_office.store.device import Device
from mobile_office.store.journal import Journal
from mobile_office.store.owning import kept_receipts
from mobile_office.store.people import People
from mobile_office.store.publications import Publications
from mobile_office.sync.ahead import Ahead
from mobile_office.sync.announcing import announce
from mobile_office.sync.replies import Writer, absorb, check_receipt, countersigned
from mobile_office.sync.services import handed_in
from mobile_office.sync.wire import BATCH, MOST_OFFERED
from mobile_office.weights import together

Keep = Callable[[Checkpoint], None]
_QUICK = 0.25  # seconds a request may take on a quick link


def _at_once(work: Callable[[], Any]) -> Any:
    return work()


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Delivered:
    """What one delivery did. `changed` and `refused` hold case numbers and entry ids.

    `rolled_back`: the office has countersigned a head of this device's chain that the store does
    not hold, so the store is older than it was (security.md 3). `skew`: how far this device's clock
    is ahead of the office's (negative: behind).
    """

    exchanges: int = 0
    sent: int = 0
    changed: frozenset[str] = field(default_factory=frozenset)
    refused: tuple[str, ...] = ()
    rolled_back: bool = False
    skew: timedelta = timedelta(0)


def deliver(
    journal: Journal,
    people: People,
    back_office: BackOffice,
    device: Device,
    write: Writer = _at_once,
    *,
    chain: str | None = None,
    clock: Callable[[], datetime] = _utc_now,
    keep: Keep | None = None,
    publications: Publications | None = None,
) -> Delivered:
    """Exchange until nothing is unsent and the office has no more.

    `write` runs a function on the one writer and waits. `chain` is this device's chain, for checkpoints;
    `keep` is given each head that comes back countersigned, on this thread. What the office announces is kept
    in `publications`; its bytes are fetched afterwards (`fetching.fetch`). Raises Offline, Unknown, TooOld or
    CertificateInvalid; what was absorbed before stays.
    """
    with Ahead(back_office, lambda request: _mark(journal, request, write, clock)) as ahead:
        return _deliver(journal, people, device, write, ahead, chain, clock, keep, publications)


def _deliver(
    journal: Journal,
    people: People,
    device: Device,
    write: Writer,
    ahead: Ahead,
    chain: str | None,
    clock: Callable[[], datetime],
    keep: Keep | None,
    publications: Publications | None,
) -> Delivered:
    done = Delivered()
    asked: frozenset[str] = frozenset()
    services: dict[str, str] = {}
    recall: dict[str, int] = {}
    later: frozenset[str] = frozenset()  # of other devices, beyond a gap that these have to fill first
    while True:
        epoch = journal.epoch()
        request, reply_of = ahead.handing(
            partial(_request, journal, device, chain, publications, services, recall, later, _most(ahead))
        )
        with _handing_over(journal, request, write, clock):
            offered = {entry.header.id for entry in request.entries}
            waiting = _waiting(journal, offered.union(later), _most(ahead))
            reply = reply_of()
            if following := _following(journal, request, reply, epoch, waiting):
                ahead.send(following)
            changed, refused = absorb(journal, people, device, reply, write, request.entries)
        head = countersigned(device, request, reply)
        if head and keep:
            keep(head)
        told = publications and announce(publications, device, request.published, reply, write, epoch)
        done = Delivered(
            exchanges=done.exchanges + 1,
            sent=done.sent + len(request.entries),
            changed=done.changed | changed,
            refused=done.refused + refused,
            rolled_back=done.rolled_back or _is_rolled_back(request, head),
            skew=clock() - reply.at if reply.at else done.skew,
        )
        # Each is handed in once: an office that does not take it must not keep us here.
        services = handed_in([each for each in reply.services if each not in asked], publications)
        asked |= set(reply.services)
        if done.exchanges == 1 and epoch not in ("", reply.epoch):
            continue  # an office put back from a backup: everything is offered again, and read from the beginning
        unanswered = _left_for_their_own(request, reply)
        later |= unanswered
        if recall and reply.recalled is not None:
            write(partial(recalling.note, journal.engine, recall, reply.recalled))
        if not reply.more and not services and not journal.unsent(1, besides=later):
            before, recall = recall, recalling.still_asked(journal.engine, chain)
            if not recall or recall == before:  # an office that does not know of it says nothing
                return done
        elif not told and not services and not unanswered and not _has_moved(request, reply):
            raise Unknown(reason="no_progress")


def ask_heads(
    journal: Journal, back_office: BackOffice, device: Device, chain: str
) -> tuple[Checkpoint, ...]:
    """How far the office has seen this chain, in its own signed words; for `mobile-office verify`.

    The countersigned head comes first; then the receipted entries of the chain that the office would send
    again. They are needed: a store rolled back and written on may have the higher `n`, and the office
    countersigns that until the entries arrive and prove the fork. One exchange that hands over nothing and
    takes nothing in. The office remembers our head from then on, as after a delivery, and raises its alarm
    when it knew a later one; that is all it changes. Raises Offline, Unknown, TooOld or CertificateInvalid.
    """
    request = Request(device.id, device.stream, journal.cursor(), (), _head(journal, chain))
    reply = back_office.exchange(request)
    head = countersigned(device, request, reply)
    if head is None:
        raise Unknown(reason="checkpoint")
    own = [item for item in reply.accepted if item.entry.header.chain == chain]
    try:
        for item in own:
            check_receipt(item, device)
    except SignatureInvalid as error:
        raise Unknown(reason="signature") from error
    receipted = (Checkpoint(chain, item.entry.header.n, header_hash(item.entry.header)) for item in own)
    return (head, *receipted)


def _request(
    journal: Journal,
    device: Device,
    chain: str | None,
    publications: Publications | None,
    services: dict[str, str],
    recall: dict[str, int],
    later: Collection[str],
    most: int,
) -> Request:
    checkpoint = None if chain is None else _head(journal, chain)
    known = publications.known() if publications else 0
    entries = _waiting(journal, later, most)
    return Request(
        device.id,
        device.stream,
        journal.cursor(),
        entries,
        checkpoint,
        published=known,
        services=services,
        receipts=kept_receipts(journal.engine, device.id, entries),
        recall=recall,
    )


def _most(ahead: Ahead) -> int:
    """How many entries go into a request: a cut over a slow link must not cost much."""
    return MOST_OFFERED if ahead.took < _QUICK else BATCH


def _waiting(journal: Journal, besides: Collection[str], most: int) -> tuple[Entry, ...]:
    """What goes together into the next request, besides these."""
    entries = journal.unsent(most, besides)
    return entries[: together(entries)]


def _head(journal: Journal, chain: str) -> Checkpoint:
    n, head = journal.head(chain)
    return Checkpoint(chain, n, head)


@contextmanager
def _handing_over(
    journal: Journal, request: Request, write: Writer, clock: Callable[[], datetime]
) -> Iterator[None]:
    """When the outcome is unknown, the entries count as handed over without a receipt."""
    try:
        yield
    except Unknown:
        _mark(journal, request, write, clock)
        raise


def _mark(journal: Journal, request: Request, write: Writer, clock: Callable[[], datetime]) -> None:
    if ids := tuple(entry.header.id for entry in request.entries):
        now = clock()
        write(lambda: journal.mark_handed_over(ids, now))


def _following(
    journal: Journal, request: Request, reply: Reply, epoch: str, waiting: tuple[Entry, ...]
) -> Request | None:
    """The next request, where the office has simply taken this one; any other answer is taken in before more is said.

    It brings what is `waiting`, or asks for the next page.
    """
    offered = {entry.header.id for entry in request.entries}
    is_plain = offered <= {item.entry.header.id for item in reply.accepted} and reply.epoch == epoch
    if not is_plain or reply.publications or reply.services or reply.refused or reply.held:
        return None
    if not waiting and not (reply.more and reply.cursor > request.cursor):
        return None
    receipts = kept_receipts(journal.engine, request.device, waiting)
    return replace(request, entries=waiting, cursor=reply.cursor, services={}, receipts=receipts, recall={})


def _is_rolled_back(request: Request, head: Checkpoint | None) -> bool:
    ours = request.checkpoint
    if ours is None or head is None:
        return False
    return (head.n, head.head) != (ours.n, ours.head)


def _left_for_their_own(request: Request, reply: Reply) -> frozenset[str]:
    """What others have written and the office did not answer for: their device has to come first (rule 10)."""
    answered = _answered(reply)
    others = {entry.header.id for entry in request.entries if entry.header.device != request.device}
    return frozenset(others - answered)


def _has_moved(request: Request, reply: Reply) -> bool:
    """Something was answered for, or read: another exchange will not be the same again."""
    ours = {entry.header.id for entry in request.entries}
    return bool(_answered(reply) & ours) or reply.cursor > request.cursor


def _answered(reply: Reply) -> set[str]:
    answered = {item.entry.header.id for item in reply.accepted} | {item.entry for item in reply.refused}
    return answered | set(reply.held)
