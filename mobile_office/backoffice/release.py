"""RELEASE (Freigabe durch das Amt): what need not wait for a second person is passed on as it arrives.

Services with review `after` (information block, loss report; workflow.md) are forwarded at once and looked at later;
of those with review `drawn` what the draw has not chosen. The office signs with its own key, in the transaction that
has taken the revision.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from uuid_utils import uuid7

from mobile_office import resources
from mobile_office.backoffice import draw
from mobile_office.backoffice.keys import OfficeKeys
from mobile_office.canonical import Body, digest
from mobile_office.domain.case import Action, Case, Header, ServiceRef, Status, SubjectKind
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, Role
from mobile_office.protocol import Entry
from mobile_office.publication import Kind, Publication
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.officially import Asking, Place, Word
from mobile_office.sync.wire import sha256

OFFICE = "office"  # the office as author of an entry, and as the device it is written on
NAME = "Bürgeramt"
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # before any office of this program
BEFORE, DRAWN, AFTER = "before", "drawn", "after"
_STRICT = (AFTER, DRAWN, BEFORE)  # the last is the strictest
# The policy under which the office passes a revision on, None where a person has to look.
Policy = Callable[[Asking, Entry, Case], str | None]
_LIFETIME = timedelta(days=35)  # as for people (security.md 3)


def certificate(keys: OfficeKeys, stream: str, now: datetime) -> Certificate:
    """The office's word about itself, so that a device can check what the office has decided."""
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Certificate(
        person=OFFICE,
        name=NAME,
        roles=frozenset({Role.OFFICE}),
        stream=stream,
        desk_key=keys.public.signing,
        decision_key=keys.public.signing,
        exchange_key=keys.public.exchange,
        valid_from=_BEGAN,
        valid_until=today + _LIFETIME,
    )


@dataclass(frozen=True)
class Review:
    """How a service is reviewed; `share` (0 to 1) of what is `drawn` is looked at by a person."""

    policy: str = BEFORE
    share: float = 1.0


def review_of(reference: ServiceRef, published: Callable[[str], bytes]) -> Review:
    """How a service is reviewed, by the very bytes it was asked with: the program's, or what was published.

    They must be those of the service the case names, or a clerk would free any case under another's digest.
    `published` gives the bytes of a digest or raises NotAllowed. What nobody knows waits for a person; so does
    what a device has handed in (`services`): nobody at the office has answered for it.
    """
    try:
        data = ours().get(reference.hash) or tomllib.loads(published(reference.hash).decode())
    except (NotAllowed, ValueError, RecursionError):
        return Review()
    if (data.get("id"), data.get("version")) != (reference.id, reference.version):
        return Review()
    share, said = data.get("review_share", 1.0), data.get("review", BEFORE)
    return Review(said if said in _STRICT else BEFORE, share if isinstance(share, float) else 1.0)


def strictest(*reviews: Review) -> Review:
    """The one under which most is looked at by a person."""
    return max(reviews, key=lambda one: (_STRICT.index(one.policy), one.share))


def policy(review: Review, body: Body, digest: str, salt: Callable[[], str]) -> str | None:
    """Why a revision may be passed on at once; None when a person has to look.

    What overrides a check is always looked at. `salt` is the day's secret, asked for only where something is drawn.
    """
    if review.policy == AFTER:
        return AFTER
    if review.policy != DRAWN or body.get("overrides") or draw.is_drawn(salt(), digest, review.share):
        return None
    return DRAWN


def latest(id: str, announced: Iterable[Publication]) -> ServiceRef | None:
    """The highest version there is of a service, the program's or among what was published."""
    known = [(int(data["version"]), digest) for digest, data in ours().items() if data["id"] == id]
    known += [
        (each.version, each.digest) for each in announced if (each.kind, each.name) == (Kind.SERVICE, id)
    ]
    return ServiceRef(id, *max(known)) if known else None


@cache
def ours() -> Mapping[str, dict[str, Any]]:
    """The services of the program, by the digest of their file."""
    files = (path.read_bytes() for path in (resources.folder() / "services").glob("*.toml"))
    return {sha256(held): tomllib.loads(held.decode()) for held in files}


def releasing(keys: OfficeKeys, policy_of: Policy, now: datetime) -> Word:
    """What the office says upon a revision: RELEASE under the policy that lets it pass, else nothing."""

    def word(asking: Asking, entry: Entry, case: Case, place: Place) -> Entry | None:
        if case.status is not Status.SUBMITTED or not (policy := policy_of(asking, entry, case)):
            return None
        body = new_body({"reason": "", "policy": policy})
        header = Header(
            id=str(uuid7()),
            stream=case.stream,
            kind=SubjectKind.CASE,
            subject=case.number,
            base=case.base,
            chain=place.chain,
            n=place.n + 1,
            previous=place.previous,
            action=Action.RELEASE,
            person=OFFICE,
            device=OFFICE,
            at=max(now, entry.header.at),
            digest=digest(body),
            decides=case.revision_digest,
        )
        return sign_entry(header, body, keys.signing)

    return word
