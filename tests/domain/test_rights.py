"""Every right x every set of roles x every state of a certificate equals the table below; the other table is the workflow.

Written from the design's words, not from the code: whoever changes a right changes it in both places, knowingly.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations

import pytest

from mobile_office.domain.case import TRANSITIONS, Action, DayAction, DeviceAction, Header, SubjectKind, admit
from mobile_office.domain.day import admit_day, day_subject
from mobile_office.domain.device import admit_device
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Refused
from mobile_office.domain.people import Certificate, Role
from mobile_office.domain.rights import (
    DEVICE_RIGHTS,
    RIGHTS,
    TABLE,
    DeviceRight,
    Right,
    device_may,
    may,
    signers,
)
from tests.domain.headers import NOW, actor, certificate, header
from tests.sweeps.test_workflow import LEADS, case_in

ROAD, ALL = "clerk supervisor", "clerk supervisor intake administrator"
WHO = {
    "departure": ROAD,
    "stop": ROAD,
    "closing": ROAD,
    "bag": ROAD,
    "erase": ALL,
    "restore": ALL,
    "today": "",  # whoever is unlocked
    "cases": "",
    "review": "supervisor",
    "intake": "intake",
    "delivery": "",
    "forms": ROAD,
    "take_draft": "clerk",
}
SETS = tuple(
    frozenset(held)
    for held in chain.from_iterable(combinations(Role, count) for count in range(len(Role) + 1))
)
SIGNED: dict[Right, DayAction | DeviceAction] = {
    **{Right(action.value): action for action in DayAction},
    Right.ERASE: DeviceAction.ERASED,
    Right.RESTORE: DeviceAction.RESTORED,
}
FOREIGN = ("none", "another stream", "another person")  # nothing is known of the author at all
NOT_NOW = ("expired", "not yet valid")


def certificates(roles: frozenset[Role]) -> Iterator[tuple[str, Certificate | None, type[Refused] | None]]:
    """A certificate in each state, and what refuses it for an entry that is no decision."""
    valid = certificate("erika", *roles)
    yield "valid", valid, None
    yield "none", None, CertificateInvalid
    yield "expired", replace(valid, valid_until=NOW - timedelta(days=1)), None  # forbids decisions only
    yield "not yet valid", replace(valid, valid_from=NOW + timedelta(days=1)), None
    yield "revoked", replace(valid, revoked_at=NOW), CertificateInvalid
    yield "revoked later", replace(valid, revoked_at=NOW + timedelta(days=1)), None
    yield "another stream", replace(valid, stream="03241010"), CertificateInvalid
    yield "another person", replace(valid, person="max"), CertificateInvalid


def test_every_right_has_one_row_a_name_and_a_sentence() -> None:
    assert [row.right for row in TABLE] == list(Right)
    assert all(row.german and row.what for row in TABLE)
    assert {row.right for row in TABLE if row.signed} == set(SIGNED)


@pytest.mark.parametrize("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "nobody")
def test_who_may_what_is_what_the_table_says(roles: frozenset[Role]) -> None:
    for right in Right:
        needed = WHO[right.value].split()
        assert may(roles, right) is (not needed or bool(roles & set(needed))), right


@pytest.mark.parametrize("right", SIGNED, ids=str)
@pytest.mark.parametrize("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "nobody")
def test_a_signed_right_is_admitted_where_it_is_had_and_certified(
    roles: frozenset[Role], right: Right
) -> None:
    action = SIGNED[right]
    is_day = isinstance(action, DayAction)
    kind = SubjectKind.DAY if is_day else SubjectKind.DEVICE
    subject = day_subject("B", NOW.date()) if is_day else "B"
    attempt: Header = replace(header(Action.NOTE, "erika"), kind=kind, action=action, subject=subject)
    for state, held, refusal in certificates(roles):
        # The office trusts nobody's role but the one it knows; who is not certified has none.
        if not signers(right) & roles and state not in FOREIGN:
            refusal = NotAllowed
        assert refused(attempt, held, day=is_day) is refusal, state


@pytest.mark.parametrize("roles", SETS, ids=lambda roles: "+".join(sorted(roles)) or "nobody")
def test_every_action_on_a_case_asks_for_role_and_certificate_in_every_state(roles: frozenset[Role]) -> None:
    for (status, action, role), _ in LEADS.items():
        case = case_in(status, frozenset({"max"}))
        attempt = header(action, "erika", case, n=2)
        having = {who for start, what, who in LEADS if (start, what) == (status, action)}
        for state, held, refusal in certificates(roles):
            if not having & roles and state not in FOREIGN:
                refusal = NotAllowed
            elif state in NOT_NOW and TRANSITIONS[action].decision:
                refusal = CertificateInvalid
            try:
                admit(case, attempt, held, NOW)
                found = None
            except Refused as error:
                found = type(error)
            assert found is refusal, (status, action, role, state)


def refused(attempt: Header, held: Certificate | None, *, day: bool) -> type[Refused] | None:
    """What refuses it on the device and at the office alike: both ask the same function."""
    try:
        (admit_day if day else admit_device)(attempt, held)
    except Refused as error:
        return type(error)
    return None


def test_devices_ask_for_what_their_kind_may() -> None:
    asked = {
        right: {kind for kind in ("bus", "station", "gateway", "") if device_may(kind, right)}
        for right in DeviceRight
    }
    assert asked == {DeviceRight.EXCHANGE: {"bus", "station"}, DeviceRight.OUTCOMES: {"station", "gateway"}}
    assert set(DEVICE_RIGHTS) == set(DeviceRight)


def test_capturing_goes_on_for_somebody_of_whom_nothing_is_certified() -> None:
    roles = actor("erika").roles
    assert may(roles, Right.TODAY)
    assert not may(roles, Right.REVIEW)
    assert all(RIGHTS[row.right] == row.roles for row in TABLE)
