"""A late reply (späte Antwort): one that comes back on a stick days after it was asked for.

It is absorbed as one over HTTP is. But meanwhile other replies may have come over the link, so nothing in it may
put the cursor, the epoch, a certificate or an announcement back to what they were.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from mobile_office.certified import SignedCertificate
from mobile_office.protocol import Checkpoint, Reply, Request
from mobile_office.store import recalling
from mobile_office.store.descent import descent_of
from mobile_office.store.device import Device
from mobile_office.store.journal import Journal
from mobile_office.store.people import People
from mobile_office.store.publications import Publications
from mobile_office.sync.announcing import announce
from mobile_office.sync.replies import Writer, absorb, countersigned

Keep = Callable[[Checkpoint], None]


@dataclass(frozen=True)
class Asked:
    """How far this device had read when it asked: the epoch (empty before the first exchange) and its cursor.

    `recall` are the chains it had left, as in the request.
    """

    epoch: str
    cursor: int
    checkpoint: Checkpoint
    recall: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenIn:
    """What replies changed: case numbers, and ids of refused entries. `rolled_back` as in `delivery.Delivered`."""

    changed: frozenset[str] = field(default_factory=frozenset)
    refused: tuple[str, ...] = ()
    rolled_back: bool = False


def take_in(
    journal: Journal,
    people: People,
    publications: Publications,
    device: Device,
    asked: Asked,
    replies: tuple[Reply, ...],
    write: Writer,
    keep: Keep,
) -> TakenIn:
    """Absorb the replies to one bundle in their order; each stays absorbed when a later one cannot be.

    The office has answered each as if those before it had been read. `keep` is given each head that comes back
    countersigned. Raises Unknown when something is not signed as it must be.
    """
    changed: frozenset[str] = frozenset()
    refused: tuple[str, ...] = ()
    heads: list[Checkpoint] = []
    cursor = asked.cursor
    request = Request(device.id, device.stream, asked.cursor, (), asked.checkpoint)
    for late in replies:
        epoch = journal.epoch()
        if epoch not in (late.epoch, asked.epoch):
            break  # of another life of the office than the one we have heard from since
        reply = _as_of_now(late, journal, people, publications, asked, cursor)
        head = countersigned(device, request, reply)
        touched, gone = absorb(journal, people, device, reply, write)
        if late.recalled is not None:
            write(partial(recalling.note, journal.engine, asked.recall, late.recalled))
        if head:
            heads.append(head)
            keep(head)
        announce(publications, device, publications.known(), reply, write, epoch)
        changed, refused, cursor = changed | touched, (*refused, *gone), max(cursor, late.cursor)
    descent = descent_of(journal.engine) if heads else None
    return TakenIn(changed, refused, descent is not None and any(map(descent.differs, heads)))


def _as_of_now(
    reply: Reply, journal: Journal, people: People, publications: Publications, asked: Asked, cursor: int
) -> Reply:
    """The reply without what is older than what we have; `cursor` is what the office went on from."""
    now, known = journal.cursor(), publications.known()
    # Numbers of another epoch, or beyond what this store has read, would make us step over entries.
    goes_on = (asked.epoch == reply.epoch or not asked.cursor) and cursor <= now
    fresh = journal.epoch() == reply.epoch
    return replace(
        reply,
        cursor=max(now, reply.cursor) if goes_on else now,
        people=tuple(item for item in reply.people if not _is_older(item, people)),
        publications=tuple(item for item in reply.publications if not fresh or item.number > known),
    )


def _is_older(item: SignedCertificate, people: People) -> bool:
    kept = people.certificate(item.certificate.person)
    return kept is not None and kept.valid_until > item.certificate.valid_until
