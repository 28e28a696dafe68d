"""Substitutes over a real office socket: prepared ahead, let in offline by telephone, used once, named in the records."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from mobile_office.backoffice import pool
from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import digest
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.case import Action
from mobile_office.domain.errors import (
    CertificateInvalid,
    Delayed,
    NotAllowed,
    Offline,
    SamePerson,
    Trouble,
    WrongKey,
)
from mobile_office.domain.people import Role
from mobile_office.leaving import remove_revoked
from mobile_office.post import Post
from mobile_office.store.keys import Slots
from mobile_office.store.pool import FILE, SIZE, Pool
from mobile_office.substitute import Filling, is_substitute, step_in
from mobile_office.sync.http import HttpBackOffice, office_of
from mobile_office.workplace import open_workplace
from tests.house import CHEAP, STREAM, Laptop, Town, passphrase
from tests.samples import submit_sample

OWN = "Kastanien blühen hinter dem Rathaus"


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def office(laptop: Laptop, url: str) -> HttpBackOffice:
    return office_of(laptop.place.device, laptop.place.keys.seed, laptop.place.keys.exchange, url)


def filled(laptop: Laptop, url: str, name: str = "Berger") -> int:
    with office(laptop, url) as road:
        return Filling(laptop.place, laptop.people[name], road, CHEAP).fill()


def code_for(town: Town, laptop: Laptop, to: str = "Anna Probst") -> pool.HandedOut:
    return pool.hand_out(town.office, laptop.place.device.id, to, "Sabine Thiele")


@dataclass
class Substitute:
    """Somebody who came in by a code, at their desk."""

    person: str
    desk: Desk


def let_in(laptop: Laptop, code: str, road: HttpBackOffice, name: str = "Anna Probst") -> Substitute:
    """Code, name, passphrase; then unlocked like everybody."""
    person = step_in(laptop.place.home, code, name, OWN, utc_now(), CHEAP)
    unlocked = Slots(laptop.place.home, CHEAP).unlock(person, OWN, utc_now())
    post = Post(laptop.place, road)
    return Substitute(person, Desk(laptop.place, unlocked, laptop.slots.decision_seed, post))


def test_the_whole_road(town: Town, laptop: Laptop, url: str) -> None:
    """Prepared with a network; opened, typed and submitted without; delivered later; the record says who it was."""
    assert filled(laptop, url) == SIZE
    handed = code_for(town, laptop)
    with office(laptop, "http://127.0.0.1:9") as nowhere:
        substitute = let_in(laptop, handed.code, nowhere)
        assert substitute.person == handed.person
        assert substitute.desk.actor.name == "Anna Probst (Vertretung)"
        assert substitute.desk.actor.roles == {Role.CLERK}
        number = submit_sample(substitute.desk)
        with pytest.raises(Offline):
            nowhere.reach()
    with office(laptop, url) as road:
        laptop.desk("Berger", road).deliver(force=True)
    (line,) = laptop.place.cases()
    assert (line.number, line.submitted_by, line.delivery) == (number, handed.person, "receipted")
    (known,) = (each for each in laptop.place.people.colleagues() if each.person == handed.person)
    assert known.name == "Anna Probst (Vertretung)"  # as the office says, everywhere
    assert filled(laptop, url) == SIZE  # the used one is replaced by somebody with rights
    ((_, slots),) = pool.slots(town.office, STREAM)
    (used,) = (each for each in slots if each.handed_at)
    assert (used.handed_to, used.asked_by, used.person) == ("Anna Probst", "Sabine Thiele", handed.person)
    assert used.opened_at
    assert sum(each.is_ready for each in slots) == SIZE


def test_a_code_opens_once(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    handed = code_for(town, laptop)
    before = (laptop.place.home / FILE).read_bytes()
    step_in(laptop.place.home, handed.code, "Anna Probst", OWN, utc_now(), CHEAP)
    with pytest.raises(WrongKey, match="pool_code_wrong"):
        step_in(laptop.place.home, handed.code, "Jonas Weber", OWN, utc_now() + timedelta(minutes=1), CHEAP)
    assert is_substitute(laptop.place.home, handed.person)
    # the power failed before the used slot was gone: it goes now
    (laptop.place.home / FILE).write_bytes(before)
    with pytest.raises(WrongKey, match="pool_code_wrong"):
        step_in(laptop.place.home, handed.code, "Jonas Weber", OWN, utc_now() + timedelta(hours=1), CHEAP)
    assert len(Pool(laptop.place.home).ready()) == SIZE - 1


def test_the_code_of_another_laptop_opens_nothing_here(town: Town, laptop: Laptop, url: str) -> None:
    other = town.laptop("C", names=("Weber",))
    filled(laptop, url)
    filled(other, url, "Weber")
    with pytest.raises(WrongKey, match="pool_code_wrong"):
        step_in(laptop.place.home, code_for(town, other).code, "Anna Probst", OWN, utc_now(), CHEAP)


def test_wrong_codes_are_delayed_and_misheard_ones_are_not(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    right, wrong, now = code_for(town, laptop).code, "000011 " * 8, utc_now()
    for _ in range(3):
        with pytest.raises(NotAllowed, match="spoken_wrong"):
            step_in(laptop.place.home, f"000012 {right[7:]}", "Anna Probst", OWN, now, CHEAP)
    for seconds in (1, 2):
        with pytest.raises(WrongKey) as caught:
            step_in(laptop.place.home, wrong, "Anna Probst", OWN, now, CHEAP)
        assert caught.value.details["seconds"] == seconds
        with pytest.raises(Delayed):
            step_in(laptop.place.home, right, "Anna Probst", OWN, now, CHEAP)
        now += timedelta(seconds=seconds)
    step_in(laptop.place.home, right, "Anna Probst", OWN, now, CHEAP)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "chosen", "code"), [("", OWN, "name_missing"), ("Anna Probst", "kurz", "weak_passphrase")]
)
def test_what_is_wrong_with_name_or_passphrase_uses_no_code_up(
    town: Town, laptop: Laptop, url: str, name: str, chosen: str, code: str
) -> None:
    filled(laptop, url)
    handed = code_for(town, laptop)
    with pytest.raises((NotAllowed, Trouble), match=code):
        step_in(laptop.place.home, handed.code, name, chosen, utc_now(), CHEAP)
    step_in(laptop.place.home, handed.code, "Anna Probst", OWN, utc_now(), CHEAP)


@pytest.mark.slow
def test_nobody_approves_what_they_typed_as_a_substitute(town: Town, laptop: Laptop, url: str) -> None:
    """A supervisor who stepped in, and whoever prepared the slot and could have kept its keys."""
    with office(laptop, url) as road:
        Filling(laptop.place, laptop.people["Thiele"], road, CHEAP).fill()
        thiele = laptop.people["Thiele"].person
        handed = code_for(town, laptop, thiele)
        assert handed.name.startswith("Thiele, Test")
        substitute = let_in(laptop, handed.code, road, "Thiele Test")
        number = submit_sample(substitute.desk)
        laptop.desk("Berger", road).deliver(force=True)
        desk = laptop.desk("Thiele", road)
        assert Action.APPROVE not in desk.page(number).allowed
        with pytest.raises(SamePerson):
            desk.do(number, Action.APPROVE, passphrase=passphrase("Thiele"))


def test_what_a_substitute_types_nobody_but_a_third_person_approves(
    town: Town, laptop: Laptop, url: str
) -> None:
    """Also at the office, which believes no laptop: a supervisor who has prepared the slot is refused."""
    with office(laptop, url) as road:
        Filling(laptop.place, laptop.people["Thiele"], road, CHEAP).fill()
        substitute = let_in(laptop, code_for(town, laptop).code, road)
        number = submit_sample(substitute.desk)
        # this laptop has not heard of the hand-out yet: its supervisor approves in good faith
        desk = laptop.desk("Thiele", road)
        desk.do(number, Action.APPROVE, passphrase=passphrase("Thiele"))
        desk.deliver(force=True)
        assert [each.refused for each in laptop.place.journal.entries(number)] == [None, "same_person"]


@pytest.mark.slow
def test_a_slot_nobody_was_handed_is_nobody(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    (first, *_) = Pool(laptop.place.home).ready()
    assert all(each.person != first.slot.person for each in town.office.certificates(STREAM))
    assert all(each.person != first.slot.person for each in laptop.place.people.colleagues())


@pytest.mark.slow
def test_a_lost_answer_changes_nothing(town: Town, laptop: Laptop, url: str) -> None:
    with office(laptop, url) as road, office(laptop, "http://127.0.0.1:9") as nowhere:
        filling = Filling(laptop.place, laptop.people["Berger"], nowhere, CHEAP)
        with pytest.raises(Offline):
            filling.fill()
        assert filling.is_due()
        cut = Filling(laptop.place, laptop.people["Berger"], road, CHEAP)
        cut.fill(iter((True, False)).__next__)  # the program ends when the slots are made and not yet offered
        assert (cut.count(), len(Pool(laptop.place.home).pending())) == (0, SIZE)
        assert cut.fill() == SIZE
        assert not cut.is_due()
        # somebody else goes on where the link failed: what nobody can sign any more is made anew
        Pool(laptop.place.home).drop(each.slot.person for each in Pool(laptop.place.home).ready())
        cut.fill(iter((True, False)).__next__)
        assert Filling(laptop.place, laptop.people["Weber"], road, CHEAP).fill() == SIZE
    ((_, slots),) = pool.slots(town.office, STREAM)
    assert sum(each.is_ready for each in slots) == SIZE
    assert sum(each.void_at is not None for each in slots) == SIZE


@pytest.mark.slow
def test_a_substitute_and_the_intake_prepare_no_slots(town: Town, laptop: Laptop, url: str) -> None:
    assert filled(laptop, url, "Albrecht") == 0
    filled(laptop, url)
    with office(laptop, url) as road:
        person = let_in(laptop, code_for(town, laptop).code, road).person
        unlocked = Slots(laptop.place.home, CHEAP).unlock(person, OWN, utc_now())
        assert Filling(laptop.place, unlocked, road, CHEAP).fill() == SIZE - 1


@pytest.mark.slow
def test_who_is_let_go_takes_their_slots_and_their_substitution_along(
    town: Town, laptop: Laptop, url: str
) -> None:
    with office(laptop, url) as road:
        Filling(laptop.place, laptop.people["Weber"], road, CHEAP).fill()
        weber = laptop.people["Weber"].person
        handed = code_for(town, laptop, weber)
        let_in(laptop, handed.code, road)
        town.office.revoke_person(weber)
        laptop.desk("Berger", road).deliver(force=True)
        gone = remove_revoked(laptop.place, laptop.slots, utc_now())
    assert {each.person for each in gone} == {weber, handed.person}
    assert Pool(laptop.place.home).ready() == ()


@pytest.mark.slow
def test_the_codes_of_a_lost_laptop_are_void(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    town.office.revoke_device(laptop.place.device.id)
    with pytest.raises(CertificateInvalid, match="device_revoked"):
        code_for(town, laptop)


@pytest.mark.slow
def test_a_changed_database_key_leaves_the_slots_working(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    handed, home = code_for(town, laptop), laptop.place.home
    slots = Pool(home, CHEAP)
    slots.regrant(bytes(32))  # the change was begun, and the power failed before the store had the new key
    assert step_in(home, handed.code, "Anna Probst", OWN, utc_now(), CHEAP) == handed.person
    open_workplace(home, Slots(home, CHEAP).unlock(handed.person, OWN, utc_now()).dbk).close()


@pytest.mark.slow
def test_a_slot_somebody_wrote_more_rights_into_lets_nobody_in(town: Town, laptop: Laptop, url: str) -> None:
    filled(laptop, url)
    handed, path = code_for(town, laptop), laptop.place.home / FILE
    content = json.loads(path.read_bytes())["content"]
    for each in content["slots"]:
        each["certificate"]["certificate"]["roles"] = ["clerk", "supervisor"]
    path.write_text(json.dumps({"content": content, "sum": digest(content)}), encoding="utf-8")
    with pytest.raises(CertificateInvalid):
        step_in(laptop.place.home, handed.code, "Anna Probst", OWN, utc_now(), CHEAP)
    assert handed.person not in dict(laptop.slots.people())
