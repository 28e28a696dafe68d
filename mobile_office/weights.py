"""How heavy entries are on the road: what one may weigh, and how many go together into a request or a page.

Both stay well below what one request or reply may have (`sync.wire.LARGEST`), so that what was taken in can always be
sent on: one heavy entry must not stop everybody who reads behind it.
"""

from collections.abc import Iterable

from mobile_office.canonical import canonical
from mobile_office.protocol import Entry

HEAVIEST = 1024 * 1024  # bytes of one entry; the office refuses a heavier one (a long form has 30 KB)
TOGETHER = 2 * HEAVIEST
_HEADER = 1024  # about; with hash, signature and receipt


def weight(entry: Entry) -> int:
    """About how many bytes an entry takes."""
    return _HEADER + (len(canonical(entry.body)) if entry.body else 0)


def together(entries: Iterable[Entry]) -> int:
    """How many of the first go together: as many as weigh `TOGETHER`, and always one."""
    count = total = 0
    for entry in entries:
        total += weight(entry)
        if count and total > TOGETHER:
            break
        count += 1
    return count
