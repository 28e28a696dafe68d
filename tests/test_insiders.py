"""Who gets in: shown to everybody, changed by certified administrators, and never one's own slot."""

from datetime import timedelta

import pytest

from mobile_office.desk import utc_now
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role
from mobile_office.insiders import Insiders
from tests import house
from tests.house import Laptop, Town, passphrase


@pytest.fixture
def administered(town: Town, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    """A laptop with an administrator among its people."""
    monkeypatch.setitem(house.PEOPLE, "Hansen", Role.ADMINISTRATOR)
    return town.laptop(names=("Hansen", "Berger"))


def _seen_by(laptop: Laptop, name: str) -> Insiders:
    return Insiders(laptop.place, laptop.slots, laptop.people[name], utc_now)


def test_everyone_sees_who_has_a_slot_since_when_and_until_when_certified(administered: Laptop) -> None:
    hansen, berger = _seen_by(administered, "Berger").people()
    assert (hansen.name, hansen.is_here, berger.is_here) == ("Hansen, Test", False, True)
    assert hansen.since is not None
    assert hansen.until is not None
    assert hansen.since < utc_now() < hansen.until


def test_only_an_administrator_with_valid_rights_changes_anything(administered: Laptop) -> None:
    late = Insiders(
        administered.place,
        administered.slots,
        administered.people["Hansen"],
        lambda: utc_now() + timedelta(40),
    )
    for insiders in (_seen_by(administered, "Berger"), late):
        assert not insiders.may_manage()
        for change in (insiders.want_rotation, lambda: insiders.remove("p-9")):  # noqa: B023
            with pytest.raises(NotAllowed) as refused:
                change()
            assert refused.value.code == "administrator_only"
    assert not late.is_due()


def test_who_is_removed_is_gone_in_every_generation_and_the_key_is_due(
    administered: Laptop, town: Town
) -> None:
    administered.desk("Berger", town.office).start("registration")
    insiders, berger = _seen_by(administered, "Hansen"), administered.people["Berger"].person
    insiders.remove(berger)
    assert [person.name for person in insiders.people()] == ["Hansen, Test"]
    assert not (administered.place.home / "slots.previous.json").exists()
    assert insiders.is_due()
    assert [draft.owner for draft in administered.place.drafts.open()] == [berger]
    certificate = administered.place.people.certificate(berger)
    assert certificate is not None
    assert certificate.is_valid(utc_now())  # the office decides about that


def test_nobody_takes_their_own_slot_away_so_somebody_always_stays(administered: Laptop) -> None:
    insiders = _seen_by(administered, "Hansen")
    with pytest.raises(NotAllowed) as refused:
        insiders.remove(administered.people["Hansen"].person)
    assert refused.value.code == "own_slot"
    assert administered.slots.unlock(
        administered.people["Hansen"].person, passphrase("Hansen"), utc_now()
    ).name.startswith("Hansen")


def test_a_wanted_change_is_due_and_said_to_take_seconds(administered: Laptop) -> None:
    insiders = _seen_by(administered, "Hansen")
    assert not insiders.is_due()
    insiders.want_rotation()
    assert insiders.is_due()
    assert insiders.seconds() == 1
