"""Papers in the storm: every third case carries one, sealed, kept and carried by the program's own parts.

At the end the office must hold each of them byte-equal: its ciphertext has the digest its body names, and opens with
the key that stands there.
"""

import hashlib
import random
from collections.abc import Callable, Iterator
from datetime import datetime

from mobile_office import chunks
from mobile_office.attached import named_in
from mobile_office.attaching import Attaching
from mobile_office.backoffice import blobs
from mobile_office.backoffice.office import Office
from mobile_office.domain.attachment import Attachment, Format, chunks_of
from mobile_office.domain.errors import Damaged, NotAllowed, Refused, Trouble
from mobile_office.domain.people import Actor
from mobile_office.post import at_once
from mobile_office.printing import SIGNED_PAPER
from mobile_office.store.rows import Stored
from mobile_office.store.transactions import reading
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.freight import Freight
from mobile_office.sync.http import HttpBackOffice
from mobile_office.workplace import Workplace
from tests.house import STREAM

SHARE = 1 / 3  # of the cases
SETTINGS = "scan_signed_paper = true\n"
_SMALLEST, _TIMES = 10_000, 60  # bytes, and how many times that is the largest


def attach(
    place: Workplace, actor: Actor, draft: str, chance: random.Random, clock: Callable[[], datetime]
) -> None:
    """A scan of a signed paper, 10 to 600 KB, most of them small, becomes a draft's."""
    size = int(_SMALLEST * _TIMES ** (chance.random() ** 2))
    attaching = Attaching(place, actor, clock)
    attaching.keep(draft, attaching.seal(chance.randbytes(size), Format.PDF, 1, SIGNED_PAPER))


def carry(place: Workplace, office: HttpBackOffice, now: datetime) -> str:
    """Up and down as far as the road allows; the code of what stopped it, or nothing."""
    try:
        Freight(place.attachments, blobs_of(office), place.local, at_once).carry(now)
    except (Trouble, Refused) as error:
        return error.code
    return ""


def waiting(place: Workplace) -> list[str]:
    """Entries of ours whose papers the office has not receipted."""
    numbers = {line.number for line in place.cases()}
    stored = (item for number in numbers for item in place.journal.entries(number))
    return [
        item.entry.header.id
        for item in stored
        if item.own and item.seq and not item.is_complete and named_in(item.entry.body)
    ]


def wrong(office: Office, kept: Stored) -> Iterator[str]:
    """What is wrong with the papers of an entry the office keeps: `missing` or `damaged`, and which."""
    for paper in named_in(kept.entry.body):
        try:
            data = _held(office, paper)
            list(chunks.opened(paper.key, paper.size, data.__getitem__))
        except NotAllowed:
            yield f"missing paper {paper.digest[:16]} of {kept.entry.header.id}"
        except Damaged:
            yield f"damaged paper {paper.digest[:16]} of {kept.entry.header.id}"
        else:
            if hashlib.sha256(b"".join(data)).hexdigest() != paper.digest:
                yield f"damaged paper {paper.digest[:16]} of {kept.entry.header.id}"


def _held(office: Office, paper: Attachment) -> list[bytes]:
    with reading(office.engine) as connection:
        return [
            blobs.chunk(connection, STREAM, paper.digest, index) for index in range(chunks_of(paper.size))
        ]
