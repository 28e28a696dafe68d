"""The recovery slot at the office, without a laptop: what is refused, and that every use is noted once."""

import pytest

from mobile_office.backoffice import inviting, recovering
from mobile_office.canonical import Json
from mobile_office.domain.errors import NotAllowed
from mobile_office.store.keys import Slots, new_secrets, open_recovered, public_keys
from mobile_office.sync.code import Code, proof
from tests.house import Laptop, Town


def _claim(laptop: Laptop, keys: object) -> Json:
    public = public_keys(keys)  # type: ignore[arg-type]
    grant = Slots(laptop.place.home).recovery_grant().hex()
    names = {"desk_key": public.desk, "decision_key": public.decision, "exchange_key": public.exchange}
    return {**names, "grant": grant}


def _ask(town: Town, code: Code, claim: Json) -> recovering.LetIn:
    return recovering.recover(town.office, code.lookup, claim, proof(code.proof_key, claim))


def test_the_grant_is_sealed_for_the_persons_new_key_and_noted_once(town: Town, laptop: Laptop) -> None:
    device, person = laptop.place.device, laptop.people["Berger"].person
    laptop.slots.write_recovery_grant(device.office_recovery, laptop.people["Berger"].dbk, device.id)
    code, keys = inviting.invite_back(town.office, device.id, person), new_secrets()
    claim = _claim(laptop, keys)
    for _ in range(2):
        let_in = _ask(town, code, claim)
        opened = open_recovered(bytes.fromhex(let_in.grant), keys.exchange_private, device.id, person)
        assert opened.dbk == laptop.people["Berger"].dbk
    assert [(each.device, each.person) for each in recovering.openings(town.office)] == [(device.id, person)]
    certificate = let_in.certificate.certificate
    assert certificate.desk_key == claim["desk_key"]
    assert [each.desk_key for each in certificate.former] != [certificate.desk_key]


def test_a_grant_that_is_not_this_laptops_changes_nothing(town: Town, laptop: Laptop) -> None:
    device, person = laptop.place.device, laptop.people["Berger"].person
    laptop.slots.write_recovery_grant(device.office_recovery, bytes(32), "another laptop")
    code = inviting.invite_back(town.office, device.id, person)
    before = town.office.certificates(device.stream)
    with pytest.raises(NotAllowed, match="recovery_not_ours"):
        _ask(town, code, _claim(laptop, new_secrets()))
    assert town.office.certificates(device.stream) == before
    assert recovering.openings(town.office) == ()


def test_a_persons_ordinary_code_opens_no_laptop(town: Town, laptop: Laptop) -> None:
    device = laptop.place.device
    laptop.slots.write_recovery_grant(device.office_recovery, bytes(32), device.id)
    _, code = town.office.add_person(device.stream, "Erika Mustermann", frozenset())
    with pytest.raises(NotAllowed, match="code_unknown"):
        _ask(town, code, _claim(laptop, new_secrets()))
