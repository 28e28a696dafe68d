"""Short ways to write headers and certificates in tests of the domain: only what matters is named."""

from datetime import UTC, datetime, timedelta

from mobile_office.domain.case import TRANSITIONS, Action, Case, Header, ServiceRef, SubjectKind
from mobile_office.domain.people import Actor, Certificate, Role

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
STREAM = "03404000"
NUMBER = "B-2026-00042-7"
ANMELDUNG = ServiceRef("residence_registration", 1, "a" * 64)


def certificate(person: str, *roles: Role, valid_until: datetime = NOW + timedelta(days=30)) -> Certificate:
    """What the office certifies of a person; keys play no part in the rules."""
    return Certificate(
        person=person,
        name=person.title(),
        roles=frozenset(roles),
        stream=STREAM,
        desk_key="1" * 64,
        decision_key="2" * 64,
        exchange_key="3" * 64,
        valid_from=NOW - timedelta(days=5),
        valid_until=valid_until,
    )


def actor(person: str, *roles: Role) -> Actor:
    """A person at laptop B."""
    return Actor(person, person.title(), frozenset(roles), "B", STREAM)


def header(
    action: Action,
    person: str,
    case: Case | None = None,
    *,
    n: int = 1,
    at: datetime = NOW,
    hands: tuple[str, ...] = (),
    base: str | None = None,
    decides: str | None = None,
    service: ServiceRef | None = None,
) -> Header:
    """A header about `case` as an honest device writes it, unless told otherwise."""
    if case is not None:
        base = base or case.base
        if TRANSITIONS[action].decision:
            decides = decides or case.revision_digest
    elif action is Action.SUBMIT:
        service = service or ANMELDUNG
    return Header(
        id=f"entry-{n}-{action.value}-{person}",
        stream=STREAM,
        kind=SubjectKind.CASE,
        subject=NUMBER,
        base=base,
        chain="chain-b",
        n=n,
        previous="0" * 64,
        action=action,
        person=person,
        device="B",
        at=at,
        digest=f"{n:064d}",
        service=service,
        hands=hands,
        decides=decides,
    )
