"""A page (Seite) of what is new in a device's scope: entries and notices in the order of their one sequence.

One cursor steps over both: nothing is passed over, and what a page has left out is on the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from mobile_office.backoffice import notices
from mobile_office.backoffice.devices import KnownDevice
from mobile_office.backoffice.notices import Notice
from mobile_office.backoffice.tables import Connection
from mobile_office.domain.case import Action
from mobile_office.protocol import Numbered
from mobile_office.store.novelties import entries_since
from mobile_office.weights import together

_NOTICES = 4  # as many go where one entry would: they are short, and a whole backlog's come at once
_ASKED = (Action.SUBMIT, Action.CORRECT)
_NOTHING: Mapping[str, Numbered] = {}


@dataclass(frozen=True)
class Page:
    """What a device reads next; `numbered` may hold older entries that came along with a QUERY.

    `cursor` is where the page after it begins; `more` says that there may be one.
    """

    numbered: tuple[Numbered, ...]
    notices: tuple[Notice, ...]
    cursor: int
    more: bool


def read(
    connection: Connection,
    device: KnownDevice,
    cursor: int,
    limit: int,
    known: Mapping[str, Numbered] = _NOTHING,
) -> Page:
    """At most `limit` new entries after `cursor`, or four times as many notices, and what goes together by weight.

    As they stand in one view of the database; what is `known`, by its id, is not read again.

    Two views would not do: what is numbered between them would be stepped over.
    """
    where = device.stream, cursor, device.id, device.kind
    numbered = entries_since(connection, *where, limit, known)
    told = notices.since(connection, *where, limit * _NOTICES)
    fresh = tuple(item for item in numbered if item.receipt.seq > cursor)
    light = together(item.entry for item in fresh)
    new = sorted([(item.receipt.seq, _NOTICES) for item in fresh] + [(notice.seq, 1) for notice in told])
    filled = accumulate(share for _, share in new)
    ends = [seq for (seq, _), share in zip(new, filled, strict=True) if share >= limit * _NOTICES][:1]
    ends += [fresh[light - 1].receipt.seq] if light < len(fresh) else []
    again = _again(item for item in numbered if item.receipt.seq <= cursor)
    if not ends:
        return Page((*again, *fresh), told, new[-1][0] if new else cursor, more=False)
    end = min(ends)
    return Page(
        (*again, *(item for item in fresh if item.receipt.seq <= end)),
        tuple(notice for notice in told if notice.seq <= end),
        end,
        more=True,
    )


def _again(older: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """What comes along with a QUERY, by number: what was asked of the citizen before all, notes while there is room."""
    ranked = sorted(older, key=lambda item: (item.entry.header.action not in _ASKED, -item.receipt.seq))
    kept = ranked[: together(item.entry for item in ranked)]
    return tuple(sorted(kept, key=lambda item: item.receipt.seq))
