"""What an office brings to its journal's door (`accepting.py`): its word, its numbers for attachments, whom it vouches for.

A device has none of it. All of it happens in the transaction that takes the entries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from mobile_office.domain.case import Case, Header
from mobile_office.protocol import Entry
from mobile_office.store.streams import Reach


@dataclass(frozen=True)
class Place:
    """Where the next entry of the office's own chain goes: after `n`, whose hash is `previous`."""

    chain: str
    n: int
    previous: str


# The transaction, for whoever has to ask something: then all that was taken until now is written first.
Asking = Callable[[], Connection]
# The office's own word upon an entry just taken (RELEASE), given the transaction (another connection might never
# come: those who wait for this one's lock may hold all of them), the case as folded, and the office's chain with
# its last number and hash; None when it has nothing to say.
Word = Callable[[Asking, Entry, Case, Place], Entry | None]
# What the office does about the attachments of entries just taken, given how far the stream has got; how far then.
Attached = Callable[[Connection, Sequence[Entry], Reach], Reach]
# Whether an entry of a revoked person lies under a head that was countersigned before the revocation.
Covered = Callable[[Connection, Header], bool]
