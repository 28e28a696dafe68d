"""Who leaves: a revoked person's slot, and a lost laptop that is wiped by its office's signature and by nothing else."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office import leaving
from mobile_office.backoffice import devices, wiping
from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.errors import SignatureInvalid
from mobile_office.post import Post
from mobile_office.signing import new_signing_key
from mobile_office.store.device_secret import DeviceSecret
from mobile_office.store.transactions import reading
from mobile_office.store.wiped import Wiped, read_wiped, write_wiped
from mobile_office.sync.http import HttpBackOffice
from mobile_office.sync.wipe import Order, Word
from tests.house import Laptop, Town, passphrase
from tests.samples import fill_sample
from tests.store.keyrings import FileKeyring, registered


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def back_office(laptop: Laptop, url: str) -> HttpBackOffice:
    device, keys = laptop.place.device, laptop.place.keys
    return HttpBackOffice(
        url,
        device=device.id,
        device_seed=keys.seed,
        device_exchange=keys.exchange,
        office_exchange=device.office_exchange,
        office_signing=device.office_signing,
    )


def _standing(town: Town, laptop: Laptop) -> devices.Standing:
    with reading(town.office.engine) as connection:
        return devices.standing(connection, laptop.place.device.id)


def _order(town: Town, laptop: Laptop) -> Order:
    device = laptop.place.device
    return Order(device.id, device.stream, utc_now()).signed(town.office.keys.signing)


def _note(laptop: Laptop, order: Order) -> None:
    """The note of a wipe as an attacker might write it, who has the disk."""
    device, keys = laptop.place.device, laptop.place.keys
    word = Word(order.signature, device.id, utc_now(), 0, 0).signed(keys.seed)
    write_wiped(laptop.place.home, Wiped(device.url, device.office_signing, order.to_json(), word.to_json()))


def test_a_revoked_persons_slot_goes_with_the_next_exchange_and_the_drafts_stay(
    town: Town, laptop: Laptop, desk: Desk
) -> None:
    berger = laptop.people["Berger"].person
    fill_sample(desk, "registration")
    town.office.revoke_person(berger)
    weber = laptop.desk("Weber", town.office)
    weber.deliver(force=True)
    (left,) = leaving.remove_revoked(laptop.place, laptop.slots, utc_now())
    assert (left.person, left.drafts) == (berger, 1)
    assert berger not in dict(laptop.slots.people())
    assert laptop.slots.rotation() is not None  # they have seen the key
    draft = laptop.place.drafts.open()[0]
    assert weber.hand_over(draft.id, weber.actor.person).owner == weber.actor.person
    assert leaving.remove_revoked(laptop.place, laptop.slots, utc_now()) == ()


def test_a_wipe_order_hands_over_once_then_leaves_nothing_and_the_office_has_the_word(
    town: Town, laptop: Laptop, desk: Desk, url: str, tmp_path: Path
) -> None:
    desk.submit(desk.sign(fill_sample(desk, "registration").id).id)
    ring = FileKeyring(tmp_path / "ring.json")
    with registered(ring):
        assert DeviceSecret(laptop.place.home).move_to_keyring()
    home, unsent = laptop.place.home, laptop.place.journal.unsent(100)
    wiping.order(town.office, laptop.place.device.id)
    with back_office(laptop, url) as door:
        post = Post(laptop.place, door)
        assert post.deliver(utc_now(), force=True).trouble == "wipe_ordered"
    assert post.wipe is not None
    leaving.obey(laptop.place, post.wipe, url, utc_now())
    laptop.place.close()
    assert _standing(town, laptop).wiped_at is None
    with registered(ring):
        assert leaving.carry_out(home) is not None
    assert ring.entries() == {}
    left = {path.name for path in home.iterdir()} - {"settings.toml", "instance.lock"}
    assert left == {"wiped.json"}
    assert leaving.tell_office(home)
    assert _standing(town, laptop).wiped_at is not None
    (kept,) = wiping.handed_over(town.office, laptop.place.device.id)
    assert [each["header"]["id"] for each in json.loads(kept)["entries"]] == [e.header.id for e in unsent]
    wiped = read_wiped(home)
    assert wiped is not None
    assert wiped.told
    assert wiped.word["lost"] == 0
    assert leaving.carry_out(home) == wiped  # the next start says so again, and destroys nothing


def test_without_a_link_the_wipe_is_carried_out_all_the_same_and_the_word_waits(
    town: Town, laptop: Laptop, desk: Desk
) -> None:
    desk.submit(desk.sign(fill_sample(desk, "registration").id).id)
    home = laptop.place.home
    wiping.order(town.office, laptop.place.device.id)
    leaving.obey(laptop.place, _order(town, laptop), "http://127.0.0.1:9", utc_now())
    laptop.place.close()
    leaving.carry_out(home)
    wiped = read_wiped(home)
    assert wiped is not None
    assert wiped.word["lost"] == 1
    assert wiped.word["handed_over"] == 0
    assert not leaving.tell_office(home)
    assert not (home / "store.db").exists()


@pytest.mark.parametrize(
    "forged", ["other_device", "other_stream", "other_key", "other_time", "no_signature"]
)
def test_nothing_but_the_offices_signature_for_this_laptop_destroys_anything(
    town: Town, laptop: Laptop, forged: str
) -> None:
    true, office = _order(town, laptop), town.office.keys.signing
    order = {
        "other_device": replace(true, device="01938f2e-0000-7000-8000-0000000000d1").signed(office),
        "other_stream": replace(true, stream="03241002").signed(office),
        "other_key": true.signed(new_signing_key()),
        "other_time": replace(true, at=true.at.replace(year=2020)),
        "no_signature": replace(true, signature=""),
    }[forged]
    before = {path.name for path in laptop.place.home.iterdir()}
    with pytest.raises(SignatureInvalid):
        leaving.obey(laptop.place, order, "http://127.0.0.1:9", utc_now())
    assert not leaving.obey_if_ordered(laptop.place, order, "http://127.0.0.1:9", utc_now())
    assert {path.name for path in laptop.place.home.iterdir()} == before
    _note(laptop, order)
    assert leaving.carry_out(laptop.place.home) is None
    assert {path.name for path in laptop.place.home.iterdir()} == {*before, "wiped.json"}
    laptop.slots.unlock(laptop.people["Berger"].person, passphrase("Berger"), utc_now())


def test_without_an_order_nothing_is_obeyed(laptop: Laptop) -> None:
    assert not leaving.obey_if_ordered(laptop.place, None, "http://127.0.0.1:9", utc_now())


def test_a_found_laptop_is_set_up_again(town: Town, laptop: Laptop) -> None:
    home, order = laptop.place.home, _order(town, laptop)
    leaving.obey(laptop.place, order, "http://127.0.0.1:9", utc_now())
    laptop.place.close()
    wiped = leaving.carry_out(home)
    assert wiped is not None
    assert abs(leaving.ordered_at(wiped) - order.at).total_seconds() < 1
    leaving.begin_anew(home)
    assert leaving.carry_out(home) is None


def test_a_spoiled_note_of_a_wipe_destroys_nothing(laptop: Laptop) -> None:
    for content in (b"{}", b"[]", b"\xff", b'{"url":1,"office_signing":2,"order":3,"word":4}'):
        (laptop.place.home / "wiped.json").write_bytes(content)
        assert leaving.carry_out(laptop.place.home) is None
    assert (laptop.place.home / "device.secret").exists()


def test_a_laptop_that_was_only_revoked_is_refused_and_keeps_everything(
    town: Town, laptop: Laptop, url: str
) -> None:
    town.office.revoke_device(laptop.place.device.id)
    with back_office(laptop, url) as door:
        post = Post(laptop.place, door)
        assert post.deliver(utc_now(), force=True).trouble == "device_revoked"
    assert post.wipe is None


def test_a_home_in_which_nothing_was_ordered_is_left_alone(tmp_path: Path) -> None:
    assert leaving.carry_out(tmp_path) is None
    assert not leaving.tell_office(tmp_path)
