"""The recovery slot at the office, without a laptop: what is refused, and that every use is noted once."""

from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import accounts, inviting, recovering
from mobile_office.backoffice.accounts import PersonKeys
from mobile_office.canonical import Json
from mobile_office.domain.case import Action
from mobile_office.domain.errors import NotAllowed
from mobile_office.sealing import exchange_public, new_exchange_key
from mobile_office.signing import new_signing_key, public_key, verify_entry
from mobile_office.store.keys import new_secrets, public_keys
from mobile_office.store.recovery import open_recovered, read_recovery_grant
from mobile_office.store.transactions import writing
from mobile_office.sync.code import Code, proof
from tests.backoffice.counter import NOW, STREAM, Counter, open_counter
from tests.house import Laptop, Town


def _claim(laptop: Laptop, keys: object) -> Json:
    public = public_keys(keys)  # type: ignore[arg-type]
    grant = read_recovery_grant(laptop.place.home).hex()
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


def _let_in_anew(counter: Counter, name: str) -> None:
    desk, decision = (public_key(new_signing_key()) for _ in range(2))
    keys = PersonKeys(desk, decision, exchange_public(new_exchange_key()))
    with writing(counter.office.engine) as connection:
        accounts.certify(connection, STREAM, counter.id_of(name), keys, NOW)


def test_a_former_decision_key_decides_nothing_more_and_other_work_is_still_taken(tmp_path: Path) -> None:
    with open_counter(tmp_path) as counter:
        submitted = counter.bus.submit("Berger")
        approved = counter.bus.decide("Thiele", Action.APPROVE, submitted)
        waiting, unsent = counter.bus.submit("Berger"), counter.bus.submit("Berger")
        decided = counter.bus.request(submitted, approved, waiting)
        assert len(counter.office.exchange(decided).accepted) == 3
        for name in ("Berger", "Thiele"):
            _let_in_anew(counter, name)
        counter.office.clock = lambda: NOW + timedelta(days=20)
        late = counter.station.decide("Thiele", Action.APPROVE, waiting)  # by its own word of before
        (refusal,) = counter.office.exchange(counter.station.request(late)).refused
        assert (refusal.entry, refusal.code) == (late.header.id, "signature_invalid")
        answered = counter.office.exchange(counter.bus.request(unsent)).accepted
        assert unsent in [item.entry for item in answered]
        known = {each.person: each for each in counter.office.certificates(STREAM)}
        verify_entry(approved, known[counter.id_of("Thiele")])  # what has its number, a device still believes
        assert counter.office.exchange(decided).refused == ()
