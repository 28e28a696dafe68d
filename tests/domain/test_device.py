"""Who may note what about a device."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobile_office.domain.case import Action, DeviceAction, Header, SubjectKind, admit, fold
from mobile_office.domain.device import DEVICE_ACTIONS, admit_device
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.domain.people import Role
from tests.domain.headers import NOW, certificate, header

ERASED = replace(
    header(Action.NOTE, "erika"), kind=SubjectKind.DEVICE, action=DeviceAction.ERASED, subject="B"
)
CLERK = certificate("erika", Role.CLERK)


def test_every_device_action_has_its_rule() -> None:
    assert set(DEVICE_ACTIONS) == set(DeviceAction)


@pytest.mark.parametrize("role", Role)
def test_whoever_works_at_a_laptop_may_erase_what_is_due(role: Role) -> None:
    if role is Role.OFFICE:
        with pytest.raises(NotAllowed, match="role_not_allowed"):
            admit_device(ERASED, certificate("erika", role))
    else:
        admit_device(ERASED, certificate("erika", role))


def test_an_expired_certificate_forbids_decisions_but_never_erasing() -> None:
    admit_device(ERASED, replace(CLERK, valid_until=NOW - timedelta(days=1)))


def test_who_is_not_certified_or_no_longer_notes_nothing() -> None:
    for wrong in (None, certificate("max", Role.CLERK), replace(CLERK, revoked_at=NOW)):
        with pytest.raises(CertificateInvalid):
            admit_device(ERASED, wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(ERASED, subject="C"),
        replace(ERASED, action=Action.NOTE),
        replace(ERASED, kind=SubjectKind.DAY),
    ],
    ids=["another device", "an action of cases", "a day"],
)
def test_only_actions_of_a_device_about_the_device_itself(wrong: Header) -> None:
    with pytest.raises(NotAllowed, match="not_allowed"):
        admit_device(wrong, CLERK)


def test_a_device_action_can_neither_be_written_about_a_case_nor_change_one() -> None:
    case = fold([header(Action.SUBMIT, "erika")])
    assert case is not None
    wrong = replace(ERASED, kind=SubjectKind.CASE, subject=case.number)
    with pytest.raises(NotAllowed):
        admit(case, wrong, CLERK, NOW)
    assert fold([header(Action.SUBMIT, "erika"), wrong]) == case
