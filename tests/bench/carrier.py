"""The carrier: what a laptop does to deliver, with the program's own post: cases, attachments, second receipts.

One writer's thread and the network's, as in the program; only nobody looks.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from mobile_office.post import Post
from mobile_office.store import tables
from mobile_office.store.transactions import reading
from mobile_office.sync.blobs import blobs_of
from mobile_office.sync.http import office_of
from mobile_office.workplace import Workplace


def carry(place: Workplace, url: str) -> None:
    """Deliver everything, attachments too, and bring the second receipts. Raises RuntimeError when told why not."""
    keys = place.keys
    with (
        ThreadPoolExecutor(1, "writer") as writer,
        office_of(place.device, keys.seed, keys.exchange, url) as back_office,
    ):

        def write(work: Callable[[], Any]) -> Any:
            return writer.submit(work).result()

        post = Post(place, back_office, write, blobs=blobs_of(back_office))
        state = post.deliver(datetime.now(UTC), force=True)
    if state.trouble:
        raise RuntimeError(state.trouble)


def completed(place: Workplace) -> int:
    """How many entries have both receipts."""
    e = tables.entry.c
    counted = select(func.count()).where(e.seq.is_not(None), e.completion.is_not(None))
    with reading(place.journal.engine) as connection:
        return connection.scalar(counted) or 0
