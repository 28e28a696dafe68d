"""Who is let in: a laptop waits for its fingerprint, and only its own digits let it in."""

import pytest

from mobile_office.backoffice import inviting
from mobile_office.domain.errors import CertificateInvalid, NotAllowed
from mobile_office.sealing import exchange_public
from mobile_office.signing import public_key
from mobile_office.sync.code import proof
from mobile_office.sync.enrolment import new_device_keys
from tests.house import STREAM, Town


def _enrol(town: Town, *, compared: bool) -> str:
    code, keys = town.office.invite_device(STREAM, "B", "bus", compared=compared), new_device_keys()
    claim = {"signing_key": public_key(keys.seed), "exchange_key": exchange_public(keys.exchange)}
    return town.office.enrol(code.lookup, claim, proof(code.proof_key, claim)).id


def test_a_waiting_laptop_is_refused_until_somebody_has_compared(town: Town) -> None:
    device = _enrol(town, compared=True)
    with pytest.raises(CertificateInvalid, match="device_waiting"):
        town.office.device(device)
    (found,) = inviting.standings(town.office)
    assert found.compared_at is None
    with pytest.raises(NotAllowed, match="fingerprint_differs"):
        inviting.confirm(town.office, device, "1234 5678 9012 3456 7890 1234")
    shown = inviting.fingerprint(found.device)
    inviting.confirm(town.office, device, shown)
    inviting.confirm(town.office, device, shown)
    assert town.office.device(device).letter == "B"
    assert inviting.standings(town.office, "00000000") == ()


def test_an_unattended_code_needs_no_comparison(town: Town) -> None:
    assert town.office.device(_enrol(town, compared=False)).letter == "B"


def test_a_waiting_laptop_can_be_revoked(town: Town) -> None:
    device = _enrol(town, compared=True)
    town.office.revoke_device(device)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        inviting.confirm(town.office, device, inviting.fingerprint(inviting.standings(town.office)[0].device))


def test_only_known_people_and_laptops_get_a_way_back(town: Town) -> None:
    with pytest.raises(CertificateInvalid, match="device_unknown"):
        inviting.invite_back(town.office, "nobody", "nobody")
    with pytest.raises(NotAllowed, match="person_unknown"):
        inviting.invite_back(town.office, _enrol(town, compared=False), "nobody")
