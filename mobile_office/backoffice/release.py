"""RELEASE (Freigabe durch das Amt): what never waits for a second person is passed on as it arrives.

Services with review `after` (information block, loss report; workflow.md) are forwarded at once and looked at
later. The office signs with its own key, in the transaction that has taken the revision.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from uuid_utils import uuid7

from mobile_office import resources
from mobile_office.backoffice.keys import OfficeKeys
from mobile_office.canonical import digest
from mobile_office.domain.case import Action, Case, Header, ServiceRef, Status, SubjectKind
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Certificate, Role
from mobile_office.protocol import Entry
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.accepting import Place, Word
from mobile_office.sync.wire import sha256

OFFICE = "office"  # the office as author of an entry, and as the device it is written on
NAME = "Bürgeramt"
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)  # before any office of this program
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


def review_of(reference: ServiceRef, published: Callable[[str], bytes]) -> str:
    """How a service is reviewed, by the very bytes it was asked with: the program's, or what was published.

    They must be those of the service the case names, or a clerk would free any case under another's digest.
    `published` gives the bytes of a digest or raises NotAllowed. What nobody knows waits for a person.
    """
    try:
        data = _ours().get(reference.hash) or tomllib.loads(published(reference.hash).decode())
    except (NotAllowed, ValueError, RecursionError):
        return "before"
    if (data.get("id"), data.get("version")) != (reference.id, reference.version):
        return "before"
    return str(data.get("review", "before"))


@cache
def _ours() -> Mapping[str, dict[str, Any]]:
    """The services of the program, by the digest of their file."""
    files = (path.read_bytes() for path in (resources.folder() / "services").glob("*.toml"))
    return {sha256(held): tomllib.loads(held.decode()) for held in files}


def releasing(keys: OfficeKeys, review_of: Callable[[ServiceRef], str], now: datetime) -> Word:
    """What the office says upon a revision: RELEASE when its service is reviewed `after`, else nothing."""

    def word(entry: Entry, case: Case, place: Place) -> Entry | None:
        if case.status is not Status.SUBMITTED or review_of(case.service) != "after":
            return None
        body = new_body({"reason": "", "policy": "after"})
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
