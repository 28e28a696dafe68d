"""What can happen to a request on the road, and what strangers on it answer.

A fault is drawn for each request from the storm's seed and the request's number, so a seed is the same road
again. Half of all requests meet one.
"""

import random
from enum import StrEnum

from mobile_office.sync.wire import CLEAR, PROTOCOL_HEADER, SEALED

SHARE = 0.5  # of the requests that meet a fault


class Fault(StrEnum):
    """What happens to one request."""

    NONE = "none"
    CUT_BEFORE = "cut_before"  # nothing of it arrives
    CUT_INSIDE = "cut_inside"  # a part of it arrives
    REPLY_LOST = "reply_lost"  # all of it arrives, and no answer comes back
    TRUNCATED = "truncated"  # a part of the answer comes back
    DUPLICATED = "duplicated"  # it arrives twice
    REORDERED = "reordered"  # it is held back, and arrives after later ones
    STALLED = "stalled"  # it arrives when nobody waits for the answer any more
    OLD_REPLY = "old_reply"  # the answer to an earlier request comes back
    PORTAL_REDIRECT = "portal_redirect"
    PORTAL_PAGE = "portal_page"
    LYING = "lying"  # 200 and garbage
    LATER = "later"  # 503 with Retry-After
    TOO_OLD = "too_old"  # 426 that nobody has signed
    OUTDATED = "outdated"  # the version is changed on the way, and the office itself says 426
    CONFLICT = "conflict"  # 409


# A stall costs a client's whole patience, so there are few of them.
_WEIGHTS = {fault: 1.0 for fault in Fault if fault is not Fault.NONE} | {
    Fault.STALLED: 0.25,
    Fault.REPLY_LOST: 2.0,
    Fault.DUPLICATED: 2.0,
}


def drawn(seed: int, number: int, share: float = SHARE) -> Fault:
    """The fault request `number` meets."""
    chance = chance_of(seed, number)
    if chance.random() >= share:
        return Fault.NONE
    return chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]


def chance_of(seed: int, number: int) -> random.Random:
    """What is random about one request."""
    return random.Random(f"{seed} {number}")


def stranger(fault: Fault, chance: random.Random) -> bytes:
    """The answer of somebody on the road who is not our office; KeyError for a fault without one."""
    ours = f"{PROTOCOL_HEADER}: 2\r\n" if chance.random() < 0.5 else ""
    page = b"<html><body>Willkommen im Netz</body></html>"
    match fault:
        case Fault.PORTAL_REDIRECT:
            return _answer(
                "302 Found", "Location: http://portal.invalid/\r\nContent-Type: text/html\r\n", page
            )
        case Fault.PORTAL_PAGE:
            return _answer("200 OK", "Content-Type: text/html\r\n", page)
        case Fault.LYING:
            kind = chance.choice([SEALED, CLEAR])
            garbage = chance.choice([b"", b"{}", b'{"ok":true}', chance.randbytes(400)])
            return _answer("200 OK", f"{ours}Content-Type: {kind}\r\n", garbage)
        case Fault.LATER:
            hint = chance.choice(["1", "120", "gleich"])
            return _answer("503 Service Unavailable", f"{ours}Retry-After: {hint}\r\n", page)
        case Fault.TOO_OLD:
            said = b'{"answer":{"error":"too_old"},"signature":"00"}'
            return _answer("426 Upgrade Required", f"{ours}Content-Type: {CLEAR}\r\n", said)
        case Fault.CONFLICT:
            said = b'{"error":"duplicate"}'
            return _answer("409 Conflict", f"{ours}Content-Type: {CLEAR}\r\n", said)
    raise KeyError(fault)


def _answer(status: str, headers: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body
