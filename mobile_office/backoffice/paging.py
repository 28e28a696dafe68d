"""A page (Seite) of what is new in a device's scope: entries and notices in the order of their one sequence.

One cursor steps over both: nothing is passed over, and what a page has left out is on the next.
"""

from dataclasses import dataclass

from mobile_office.backoffice import notices
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.notices import Notice
from mobile_office.backoffice.tables import Connection
from mobile_office.protocol import Numbered
from mobile_office.store.novelties import entries_since


@dataclass(frozen=True)
class Page:
    """What a device reads next; `numbered` may hold older entries that came along with a QUERY.

    `cursor` is where the page after it begins; `more` says that there may be one.
    """

    numbered: tuple[Numbered, ...]
    notices: tuple[Notice, ...]
    cursor: int
    more: bool


def read(connection: Connection, device: KnownDevice, cursor: int, limit: int) -> Page:
    """At most `limit` new entries and notices after `cursor`, as they stand in one view of the database.

    Two views would not do: what is numbered between them would be stepped over.
    """
    where = device.stream, cursor, device.id, device.kind, limit
    numbered, told = entries_since(connection, *where), notices.since(connection, *where)
    new = sorted([item.receipt.seq for item in numbered if item.receipt.seq > cursor] + [n.seq for n in told])
    end = new[limit - 1] if len(new) >= limit else None
    if end is None:
        return Page(numbered, told, new[-1] if new else cursor, more=False)
    return Page(
        tuple(item for item in numbered if item.receipt.seq <= end),
        tuple(notice for notice in told if notice.seq <= end),
        end,
        more=True,
    )
