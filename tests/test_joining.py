"""Enrolment over a real socket: a laptop with its first person, then a second one."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import inviting, recovering
from mobile_office.backoffice.embedded import in_thread
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.errors import CertificateInvalid, NotAllowed, Offline, Trouble, Unknown, WrongKey
from mobile_office.domain.people import Role
from mobile_office.joining import Returner, begin, enrol, fingerprint, finish, join
from mobile_office.post import Post
from mobile_office.protocol import BackOffice
from mobile_office.rotation import change_if_due
from mobile_office.store import rekeying
from mobile_office.store.device import read_device
from mobile_office.store.keys import Slots, Unlocked
from mobile_office.store.recovery import open_recovery
from mobile_office.store.vault import open_store
from mobile_office.sync.door import Answered, Door
from mobile_office.workplace import Workplace, open_workplace
from tests.house import CHEAP, STREAM, Town
from tests.samples import fill_sample

FIRST, SECOND = "linde am Marktplatz", "ahorn am Marktplatz"


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def _codes(town: Town) -> tuple[str, str]:
    device = town.office.invite_device(STREAM, "B", "bus")
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    return device.text, person.text


def test_a_laptop_and_its_people_get_in(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    person = slots.last_person()
    assert person is not None
    unlocked = slots.unlock(person, FIRST, utc_now())
    place = open_workplace(home, unlocked.dbk)
    _, code = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    assert join(place, unlocked.dbk, code.text, SECOND, CHEAP) == "Jonas Weber"
    assert [colleague.name for colleague in place.people.colleagues()] == ["Jonas Weber", "Katrin Berger"]
    place.close()
    second = slots.unlock(slots.people()[1][0], SECOND, utc_now())
    assert second.dbk == unlocked.dbk


def test_the_office_can_open_a_home_whose_people_all_forgot(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    grant = (home / "recovery.grant").read_bytes()
    recovered = open_recovery(grant, town.office.keys.recovery, read_device(home).id)
    open_workplace(home, recovered.dbk).close()


def test_a_wrong_code_leaves_no_enrolled_home(town: Town, url: str, tmp_path: Path) -> None:
    device, person = _codes(town)
    with pytest.raises(NotAllowed):
        enrol(tmp_path / "home", url, device[:-4] + "AAAA", person, FIRST, CHEAP)
    assert not (tmp_path / "home" / "device.json").exists()
    enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)
    assert read_device(tmp_path / "home").letter == "B"
    with pytest.raises(NotAllowed, match="already_enrolled"):
        enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)


def test_a_weak_passphrase_uses_up_no_code(town: Town, url: str, tmp_path: Path) -> None:
    device, person = _codes(town)
    with pytest.raises(Trouble, match="weak_passphrase"):
        enrol(tmp_path / "home", url, device, person, "kurz", CHEAP)
    enrol(tmp_path / "home", url, device, person, FIRST, CHEAP)


def test_without_a_link_enrolment_says_so(town: Town, tmp_path: Path) -> None:
    with pytest.raises(Offline):
        enrol(tmp_path / "home", "http://127.0.0.1:9", *_codes(town), FIRST, CHEAP)


def test_a_failed_second_person_leaves_the_first_alone(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    before = slots.people()
    unlocked = slots.unlock(before[0][0], FIRST, utc_now())
    place = open_workplace(home, unlocked.dbk)
    _, code = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    with pytest.raises(Trouble, match="weak_passphrase"):
        join(place, unlocked.dbk, code.text, "kurz", CHEAP)
    place.close()
    assert slots.people() == before


def test_enrolling_anew_deletes_nothing_and_works_after_an_interruption(
    town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    enrol(home, url, *_codes(town), FIRST, CHEAP)
    (home / "device.json").unlink()  # lost, or the battery went flat just before it was written
    device = town.office.invite_device(STREAM, "C", "bus")
    _, person = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    assert enrol(home, url, device.text, person.text, SECOND, CHEAP).letter == "C"
    (aside,) = home.glob("before-*")
    old = Slots(aside, CHEAP)
    dbk = old.unlock(old.people()[0][0], FIRST, utc_now()).dbk
    open_store(aside / "store.db", dbk).dispose()


def _cut(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """The next request to a path is answered by the office, and the answer is lost on the way."""
    post = Door.post

    def lossy(door: Door, asked: str, body: bytes, kind: str) -> Answered:
        answered = post(door, asked, body, kind)
        if asked == path:
            monkeypatch.setattr(Door, "post", post)
            raise Unknown(reason="cut")
        return answered

    monkeypatch.setattr(Door, "post", lossy)


@pytest.mark.parametrize("path", ["/v1/enrolments", "/v1/introductions", "/v1/people"])
def test_a_link_that_breaks_between_the_steps_uses_up_no_code(
    town: Town, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    codes, home = _codes(town), tmp_path / "home"
    _cut(monkeypatch, path)
    with pytest.raises(Unknown):
        enrol(home, url, *codes, FIRST, CHEAP)
    assert not (home / "device.json").exists()
    assert enrol(home, url, *codes, FIRST, CHEAP).letter == "B"
    assert not (home / "enrolment.json").exists()
    slots = Slots(home, CHEAP)
    open_workplace(home, slots.unlock(slots.people()[0][0], FIRST, utc_now()).dbk).close()


def test_what_was_begun_may_be_finished_when_the_codes_quarter_of_an_hour_is_over(
    town: Town, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes, home = _codes(town), tmp_path / "home"
    _cut(monkeypatch, "/v1/people")
    with pytest.raises(Unknown):
        enrol(home, url, *codes, FIRST, CHEAP)
    town.office.clock = lambda: utc_now() + timedelta(minutes=40)
    with pytest.raises(WrongKey):  # the slot is there already, with the passphrase of the first try
        finish(home, codes[1], SECOND, CHEAP)
    (home / "delays.json").unlink()  # nobody waits here
    assert finish(home, codes[1], FIRST, CHEAP).letter == "B"


def test_a_scanned_code_brings_the_address_and_a_compared_laptop_waits(
    town: Town, url: str, tmp_path: Path
) -> None:
    code = replace(town.office.invite_device(STREAM, "B", "bus", compared=True), address=url)
    _, person = town.office.add_person(STREAM, "Katrin Berger", frozenset({Role.CLERK}))
    begun = begin(tmp_path / "home", "", code.line.lower())
    assert (begun.url, begun.waiting) == (url, True)
    device = finish(tmp_path / "home", person.text, FIRST, CHEAP)
    with pytest.raises(CertificateInvalid, match="device_waiting"):
        town.office.device(device.id)
    with pytest.raises(NotAllowed, match="fingerprint_differs"):
        inviting.confirm(town.office, device.id, "0000 " * 6)
    inviting.confirm(town.office, device.id, fingerprint(begun).replace(" ", ""))
    assert town.office.device(device.id).letter == "B"


def test_without_an_address_somebody_has_to_type_it(town: Town, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="address_missing"):
        begin(tmp_path / "home", " ", _codes(town)[0])
    with pytest.raises(NotAllowed, match="enrolment_not_begun"):
        finish(tmp_path / "home", _codes(town)[1], FIRST, CHEAP)


def _written(place: Workplace, unlocked: Unlocked, slots: Slots, office: BackOffice) -> Desk:
    return Desk(place, unlocked, slots.decision_seed, Post(place, office))


def test_the_recovery_drill_lets_somebody_who_forgot_back_in_and_loses_nothing(
    town: Town, url: str, tmp_path: Path
) -> None:
    """The drill of docs/recovery.md, over real HTTP: the only person of a laptop has forgotten the passphrase."""
    home = tmp_path / "home"
    device = enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    (person, name), *_ = slots.people()
    place = open_workplace(home, slots.unlock(person, FIRST, utc_now()).dbk)
    desk = _written(place, slots.unlock(person, FIRST, utc_now()), slots, town.office)
    desk.submit(desk.sign(fill_sample(desk, "registration").id).id)  # signed with the keys that will be lost
    draft = fill_sample(desk, "id_card")
    place.close()
    (home / "device.secret").unlink()  # and the keyring is gone, too

    code = inviting.invite_back(town.office, device.id, person)
    returner = Returner(home, argon=CHEAP)
    assert returner.come_back(code.text, SECOND) == name
    assert returner.come_back(code.text, SECOND) == name  # a lost answer is asked for again
    with pytest.raises(NotAllowed, match="code_used"):
        Returner(home, argon=CHEAP).come_back(code.text, SECOND)

    with pytest.raises(WrongKey):
        slots.unlock(person, FIRST, utc_now())
    (home / "delays.json").unlink()
    unlocked = slots.unlock(person, SECOND, utc_now())
    place = open_workplace(home, unlocked.dbk)
    desk = _written(place, unlocked, slots, town.office)
    assert [each.id for each in place.drafts.open()] == [draft.id]
    desk.submit(desk.sign(draft.id).id)
    state = desk.deliver(force=True)
    assert (state.waiting, state.needs_person) == (0, 0)  # what the old keys had signed was taken in as well
    assert [each.person for each in recovering.openings(town.office)] == [person]
    place.close()


@pytest.mark.parametrize("cut", ["before", "after", "never"])
def test_the_recovery_drill_also_works_after_the_key_was_changed_and_in_the_middle_of_it(
    town: Town, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    """As above; the laptop lost power just before or just after its store got the new key, or had finished."""
    home = tmp_path / "home"
    device = enrol(home, url, *_codes(town), FIRST, CHEAP)
    slots, real = Slots(home, CHEAP), rekeying.rekey
    (person, name), *_ = slots.people()
    before = slots.unlock(person, FIRST, utc_now())

    def rekey(path: Path, old: bytes, new: bytes) -> None:
        if cut != "before":
            real(path, old, new)
        if cut != "never":
            raise KeyboardInterrupt

    slots.want_rotation(utc_now())
    with monkeypatch.context() as plot:
        plot.setattr(rekeying, "rekey", rekey)
        with suppress(KeyboardInterrupt):
            change_if_due(home, slots, before, utc_now())

    code = inviting.invite_back(town.office, device.id, person)
    assert Returner(home, argon=CHEAP).come_back(code.text, SECOND) == name
    settled = change_if_due(home, slots, slots.unlock(person, SECOND, utc_now()), utc_now())
    assert (slots.rotation(), settled.trouble, settled.left_out) == (None, None, ())
    assert settled.unlocked.dbk != before.dbk
    open_workplace(home, settled.unlocked.dbk).close()


def test_a_recovery_code_opens_only_the_laptop_it_was_issued_for(
    town: Town, url: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    device = enrol(home, url, *_codes(town), FIRST, CHEAP)
    person = Slots(home, CHEAP).people()[0][0]
    other = town.office.invite_device(STREAM, "C", "bus").text
    _, second = town.office.add_person(STREAM, "Jonas Weber", frozenset({Role.CLERK}))
    elsewhere = enrol(tmp_path / "other", url, other, second.text, SECOND, CHEAP)
    before = (tmp_path / "other" / "slots.json").read_bytes()
    code = inviting.invite_back(town.office, device.id, person)
    with pytest.raises(NotAllowed, match="recovery_not_ours"):
        Returner(tmp_path / "other", argon=CHEAP).come_back(code.text, SECOND)
    assert (tmp_path / "other" / "slots.json").read_bytes() == before
    assert elsewhere.id != device.id
    Returner(home, argon=CHEAP).come_back(code.text, SECOND)  # the wrong laptop has not used it up


def test_while_the_recovery_key_is_away_the_laptop_says_so(town: Town, url: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    device = enrol(home, url, *_codes(town), FIRST, CHEAP)
    person = Slots(home, CHEAP).people()[0][0]
    code = inviting.invite_back(town.office, device.id, person)
    keys = town.office.keys
    town.office.keys = replace(keys, recovery=b"")
    with pytest.raises(NotAllowed, match="recovery_key_away"):
        Returner(home, argon=CHEAP).come_back(code.text, SECOND)
    with pytest.raises(NotAllowed, match="recovery_key_away"):
        inviting.invite_back(town.office, device.id, person)
    town.office.keys = keys
    assert Returner(home, argon=CHEAP).come_back(code.text, SECOND) == "Katrin Berger"
