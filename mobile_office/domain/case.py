"""A case (Vorgang) is its journal: the fold of its signed, immutable entries.

`admit` may refuse; it runs where an entry is written and again at the office.
`fold` never refuses what was accepted and needs headers only, so it works for erased bodies.
`allowed` is the only source of buttons.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from mobile_office.domain.errors import (
    CertificateInvalid,
    NotAllowed,
    SamePerson,
    Stale,
    WrongRevision,
)
from mobile_office.domain.people import Actor, Certificate, Role


class Status(StrEnum):
    """Where a case stands. Delivery is not a status."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    HELD_BACK = "held_back"
    QUERIED = "queried"
    WITHDRAWN = "withdrawn"
    TAKEN_OVER = "taken_over"
    NOT_POSSIBLE = "not_possible"


class Action(StrEnum):
    """What a person can do to a case; the rules stand in `WORKFLOW`."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    HOLD_BACK = "hold_back"
    RELEASE = "release"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    DUPLICATE_OF = "duplicate_of"
    TAKE_OVER = "take_over"
    QUERY = "query"
    NOT_POSSIBLE = "not_possible"
    NOTE = "note"


class DeviceAction(StrEnum):
    """What a person notes about a device; it changes no case. The rules stand in `domain/device.py`."""

    ERASED = "erased"  # bodies of cases, on this device only
    RESTORED = "restored"  # put back from a backup; begins a new chain and names the old one


class DayAction(StrEnum):
    """What a person notes about a day on the road; it changes no case. The rules stand in `domain/day.py`."""

    DEPARTURE = "departure"  # the check before leaving (Abfahrtskontrolle)
    STOP = "stop"  # arrived at a stop, or a wrong stop or date set right
    CLOSING = "closing"  # the day's end, papers counted (Tagesabschluss)
    BAG = "bag"  # the bag with the signed papers handed over


class SubjectKind(StrEnum):
    """What an entry is about."""

    CASE = "case"
    DAY = "day"
    DEVICE = "device"


@dataclass(frozen=True)
class ServiceRef:
    """The exact service file a case was asked with; `hash` is SHA-256 of the file, hex."""

    id: str
    version: int
    hash: str


@dataclass(frozen=True)
class Header:
    """The part of an entry that stays for ever; it names no citizen.

    `subject` of a case is its number (`B-2026-00042-7`), of a device its id, of a day `device/2026-11-22`. `base` is the subject's latest
    non-commuting entry the author had seen. `chain` and `n` place it in its device's chain,
    `previous` is the hash of the chain's header before it (64 zeros for the first).
    `digest` is SHA-256 of the canonical body. `hands` names everyone who typed into the draft.
    `decides` is the digest of the revision a decision is about. `more` is canonical JSON of what a later program
    has written beside; it is kept, for it is hashed and signed too.
    """

    id: str
    stream: str
    kind: SubjectKind
    subject: str
    base: str | None
    chain: str
    n: int
    previous: str
    action: Action | DayAction | DeviceAction
    person: str
    device: str
    at: datetime
    digest: str
    service: ServiceRef | None = None
    hands: tuple[str, ...] = ()
    decides: str | None = None
    more: str = ""


@dataclass(frozen=True)
class Transition:
    """One row of the workflow: who may do what from where, and where it leads.

    `to` is None where the status stays. `four_eyes`: nobody in `hands`. `decision`: signed with
    the decision key, which the passphrase opens.
    """

    action: Action
    start: frozenset[Status | None]
    roles: frozenset[Role]
    to: Status | None
    four_eyes: bool = False
    decision: bool = False
    commutes: bool = False


def _row(
    action: Action,
    start: Iterable[Status | None],
    roles: Iterable[Role],
    to: Status | None,
    *,
    four_eyes: bool = False,
    decision: bool = False,
    commutes: bool = False,
) -> Transition:
    start, roles = frozenset(start), frozenset(roles)
    return Transition(action, start, roles, to, four_eyes, decision, commutes)


_S, _A, _R = Status, Action, Role
_DECIDED = (_S.APPROVED, _S.HELD_BACK)
_BEFORE_TAKE_OVER = (_S.SUBMITTED, _S.RETURNED, _S.APPROVED, _S.QUERIED)
_STAFF = (_R.CLERK, _R.SUPERVISOR, _R.INTAKE)

WORKFLOW: tuple[Transition, ...] = (
    _row(_A.SUBMIT, [None], [_R.CLERK], _S.SUBMITTED),
    _row(_A.RETURN, [_S.SUBMITTED], [_R.SUPERVISOR], _S.RETURNED, four_eyes=True, decision=True),
    _row(_A.APPROVE, [_S.SUBMITTED], [_R.SUPERVISOR], _S.APPROVED, four_eyes=True, decision=True),
    _row(_A.HOLD_BACK, [_S.SUBMITTED], [_R.SUPERVISOR], _S.HELD_BACK, four_eyes=True, decision=True),
    _row(_A.RELEASE, [_S.SUBMITTED], [_R.OFFICE], _S.APPROVED, decision=True),
    _row(_A.CORRECT, [_S.RETURNED, _S.QUERIED], [_R.CLERK], _S.SUBMITTED),
    _row(_A.WITHDRAW, _BEFORE_TAKE_OVER, [_R.CLERK], _S.WITHDRAWN),
    _row(_A.DUPLICATE_OF, [_S.SUBMITTED, _S.RETURNED], [_R.CLERK, _R.SUPERVISOR], _S.WITHDRAWN),
    _row(_A.TAKE_OVER, _DECIDED, [_R.INTAKE], _S.TAKEN_OVER, decision=True),
    _row(_A.QUERY, _DECIDED, [_R.INTAKE], _S.QUERIED, decision=True),
    _row(_A.NOT_POSSIBLE, _DECIDED, [_R.INTAKE], _S.NOT_POSSIBLE, decision=True),
    _row(_A.NOTE, Status, _STAFF, None, commutes=True),
)
TRANSITIONS: dict[Action, Transition] = {row.action: row for row in WORKFLOW}


def transition(header: Header) -> Transition | None:
    """The row of the workflow an entry follows; None for what is not about a case."""
    if header.kind is SubjectKind.CASE and isinstance(header.action, Action):
        return TRANSITIONS[header.action]
    return None


@dataclass(frozen=True)
class Case:
    """A case folded from its headers.

    `base` is the latest non-commuting entry's id, `revision` the latest SUBMIT or CORRECT entry's
    id and `revision_digest` its body digest, which a decision must name.
    """

    number: str
    stream: str
    service: ServiceRef
    status: Status
    hands: frozenset[str]
    base: str
    revision: str
    revision_digest: str
    device: str
    submitted_at: datetime
    changed_at: datetime


def admit(
    case: Case | None,
    header: Header,
    certificate: Certificate | None,
    now: datetime,
) -> None:
    """Refuse an entry about a case that its author may not write, or that comes too late.

    Raises NotAllowed, CertificateInvalid, Stale, SamePerson or WrongRevision.
    `certificate` is what the checking side itself knows of the author.
    """
    row = transition(header)
    if row is None:
        raise NotAllowed(action=header.action)
    admit_author(row.roles, header, certificate)
    if row.decision and (certificate is None or not certificate.is_valid(now)):
        raise CertificateInvalid("certificate_expired", person=header.person)
    if header.action is Action.SUBMIT and header.service is None:
        raise NotAllowed("service_missing", action=header.action)
    base = case.base if case else None
    if not row.commutes and header.base != base:
        raise Stale(subject=header.subject, base=base or "none")
    status = case.status if case else None
    if status not in row.start:
        raise NotAllowed("status_not_allowed", action=header.action, status=status or "none")
    if case is None:
        return
    if row.four_eyes and certificate is not None and certificate.has_typed(case.hands):
        raise SamePerson(subject=case.number)
    if row.decision and header.decides != case.revision_digest:
        raise WrongRevision(subject=case.number)


def admit_author(roles: frozenset[Role], header: Header, certificate: Certificate | None) -> None:
    """Refuse an entry of somebody whom the office has not certified for one of these roles.

    Raises CertificateInvalid or NotAllowed.
    """
    if certificate is None or certificate.person != header.person or certificate.stream != header.stream:
        raise CertificateInvalid(person=header.person)
    if not roles & certificate.roles:
        raise NotAllowed("role_not_allowed", action=header.action)
    if certificate.revoked_at is not None and header.at >= certificate.revoked_at:
        raise CertificateInvalid("certificate_revoked", person=header.person)


def fold(headers: Iterable[Header]) -> Case | None:
    """Fold accepted headers of one case, in order, into the case; None when there are none.

    Never refuses: what was accepted under older rules stays accepted.
    """
    case: Case | None = None
    for header in headers:
        case = step(case, header)
    return case


def step(case: Case | None, header: Header) -> Case | None:
    """Fold one more accepted header into a case."""
    if case is None:
        return _first(header) if header.service else None
    row = transition(header)
    if row is None:
        return case
    if row.commutes:
        return replace(case, changed_at=max(case.changed_at, header.at))
    case = replace(case, base=header.id, status=row.to or case.status, changed_at=header.at)
    if header.action in (Action.SUBMIT, Action.CORRECT):
        hands = case.hands | {header.person, *header.hands}
        service = header.service or case.service
        case = replace(case, hands=hands, service=service, revision=header.id, revision_digest=header.digest)
    return case


def _first(header: Header) -> Case:
    assert header.service is not None
    return Case(
        number=header.subject,
        stream=header.stream,
        service=header.service,
        status=Status.SUBMITTED,
        hands=frozenset({header.person, *header.hands}),
        base=header.id,
        revision=header.id,
        revision_digest=header.digest,
        device=header.device,
        submitted_at=header.at,
        changed_at=header.at,
    )


def allowed(case: Case, actor: Actor) -> tuple[Action, ...]:
    """What this person may do to this case now, in the order of the workflow."""
    return tuple(
        row.action
        for row in WORKFLOW
        if case.status in row.start
        and row.roles & actor.roles
        and not (row.four_eyes and actor.has_typed(case.hands))
    )
