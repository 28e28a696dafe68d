"""A store put back to an older copy: what the office has refused since comes home, and nothing of it comes twice."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mobile_office.backoffice import admin
from mobile_office.backoffice.office import Office
from mobile_office.courier import Brought
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.attachment import Format
from mobile_office.domain.errors import Offline
from mobile_office.domain.overview import Draft
from mobile_office.post import Post
from mobile_office.protocol import CHAINS, Refusal, Reply, Request
from mobile_office.store import recalling
from mobile_office.store.attachments import FOLDER
from tests.house import Laptop, Town
from tests.older_copy import OlderCopy
from tests.samples import fill_sample, submit_sample
from tests.sync.road import Road


@dataclass
class Counted:
    """The office, written and read as over a line; `asked` are the chains recalled, `forgets` makes it an older office."""

    office: Office
    forgets: bool = False
    breaks: bool = False  # the link does, once something was recalled
    asked: list[dict[str, int]] = field(default_factory=list)

    def exchange(self, request: Request) -> Reply:
        """One exchange."""
        if self.breaks and any(self.asked):
            raise Offline
        request = Request.from_json(json.loads(json.dumps(request.to_json())))
        self.asked.append(dict(request.recall))
        told = self.office.exchange(request).to_json()
        if self.forgets:
            told.pop("recalled", None)
        return Reply.from_json(json.loads(json.dumps(told)))


@pytest.fixture
def office(town: Town) -> Counted:
    return Counted(town.office)


@pytest.fixture
def deliver(town: Town, laptop: Laptop, office: Counted) -> Callable[[], str]:
    """Deliver with the scans; the code of the trouble."""

    def deliver() -> str:
        road = Road(town.office, laptop.place.device.id)
        return Post(laptop.place, office, blobs=road).deliver(utc_now(), force=True).trouble

    return deliver


@pytest.fixture
def desk(town: Town, laptop: Laptop, deliver: Callable[[], str]) -> Desk:
    """Of somebody whose entries the office refuses from now on, and the laptop does not know."""
    assert deliver() == ""
    town.office.revoke_person(laptop.people["Berger"].person)
    return laptop.desk("Berger", town.office)


def with_scan(desk: Desk) -> Draft:
    """A registration with a scan that cannot be found twice."""
    draft = fill_sample(desk, "registration")
    return desk.attaching.keep(draft.id, desk.attaching.seal(b"%PDF scan", Format.PDF, 1, "landlord"))


def drafts(laptop: Laptop) -> list[Draft]:
    return list(laptop.place.drafts.open())


def test_what_was_refused_is_a_draft_again_with_its_scan(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], office: Counted
) -> None:
    copy = OlderCopy(laptop)
    typed = with_scan(desk)
    desk.submit(typed.id)
    assert deliver() == ""
    (refused,) = drafts(laptop)
    copy.put_back()
    assert drafts(laptop) == []
    assert deliver() == "rolled_back"
    assert deliver() == ""
    (home,) = drafts(laptop)
    assert home == refused
    assert (home.answers, home.attachments) == (typed.answers, typed.attachments)
    assert laptop.place.attachments.row(home.attachments[0].digest).here
    assert laptop.place.delivery_counts().refused == 1
    office.asked.clear()
    assert deliver() == ""
    assert office.asked == [{}], "it was told once, and to the end"


def test_the_draft_it_was_made_of_goes_unless_somebody_has_typed_in_it_since(
    laptop: Laptop, desk: Desk, town: Town, deliver: Callable[[], str]
) -> None:
    first, second = with_scan(desk), fill_sample(desk, "registration")
    copy = OlderCopy(laptop)
    for draft in (first, second):
        desk.submit(draft.id)
    assert deliver() == ""
    copy.put_back()
    later = laptop.desk("Berger", town.office).save(second.id, "persons.0.given_names", "Max")
    deliver()
    assert deliver() == ""
    kept = {draft.id: draft for draft in drafts(laptop)}
    assert first.id not in kept
    assert kept[second.id].answers == later.answers
    assert len(kept) == 3
    (scan,) = first.attachments
    assert laptop.place.attachments.row(scan.digest).here


def test_what_was_handed_in_after_all_is_no_draft_again(
    laptop: Laptop, desk: Desk, town: Town, deliver: Callable[[], str]
) -> None:
    copy = OlderCopy(laptop)
    desk.submit(with_scan(desk).id)
    deliver()
    (again,) = drafts(laptop)
    weber = laptop.desk("Weber", town.office)
    number = weber.submit(weber.take_over(again.id).id)
    assert deliver() == ""
    copy.put_back()
    deliver()
    assert deliver() == ""
    assert drafts(laptop) == []
    assert laptop.place.journal.case(number) is not None
    assert laptop.place.delivery_counts().refused == 0


def test_a_scan_that_is_nowhere_has_to_be_scanned_again(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str]
) -> None:
    copy = OlderCopy(laptop)
    (scan,) = with_scan(desk).attachments
    desk.submit(drafts(laptop)[0].id)
    deliver()
    copy.put_back()
    (laptop.place.home / FOLDER / scan.digest).unlink()
    deliver()
    assert deliver() == ""
    (home,) = drafts(laptop)
    assert home.attachments == ()
    with pytest.raises(KeyError):
        laptop.place.attachments.row(scan.digest)


def test_a_link_that_breaks_then_leaves_no_draft_without_its_scan(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], office: Counted
) -> None:
    copy = OlderCopy(laptop)
    desk.submit(with_scan(desk).id)
    deliver()
    copy.put_back()
    deliver()
    office.asked.clear()
    office.breaks = True
    assert deliver() == "offline"
    (home,) = drafts(laptop)
    assert laptop.place.attachments.row(home.attachments[0].digest).here


def test_on_a_stick_it_comes_home_as_over_the_link(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], town: Town, tmp_path: Path
) -> None:
    copy = OlderCopy(laptop)
    typed = with_scan(desk)
    desk.submit(typed.id)
    deliver()
    copy.put_back()
    weber = laptop.desk("Weber", town.office)

    def carried(name: str) -> Brought:
        submit_sample(weber, "id_exemption")
        stick = tmp_path / name
        stick.mkdir()
        weber.courier.write(stick, utc_now())
        said, is_whole = admin.take_bundles(town.office, [stick])
        assert is_whole, said
        return weber.courier.take_in(stick, utc_now())

    assert carried("first").rolled_back
    written_since = drafts(laptop)  # in the chain that forked; its place is taken
    second = carried("second")
    (home,) = (draft for draft in drafts(laptop) if draft not in written_since)
    assert (home.answers, home.attachments) == (typed.answers, typed.attachments)
    assert laptop.place.attachments.row(home.attachments[0].digest).here
    assert len(second.refused) == 1
    carried("third")
    assert recalling.still_asked(laptop.place.journal.engine, laptop.place.chain()) == {}
    assert drafts(laptop) == [*written_since, home]


def test_more_than_one_reply_holds_come_all(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], monkeypatch: pytest.MonkeyPatch, office: Counted
) -> None:
    monkeypatch.setattr(recalling, "MOST", 2)
    copy = OlderCopy(laptop)
    for _ in range(5):
        submit_sample(desk, "id_exemption")
    deliver()
    copy.put_back()
    deliver()
    assert deliver() == ""
    assert len(drafts(laptop)) == 5
    (chain,) = {chain for asked in office.asked for chain in asked}
    places = [asked[chain] for asked in office.asked if asked]
    assert places == sorted(set(places))
    assert len(places) == 4


def test_an_older_office_says_nothing_and_is_asked_again_some_day(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], office: Counted
) -> None:
    copy = OlderCopy(laptop)
    submit_sample(desk)
    deliver()
    copy.put_back()
    office.forgets = True
    deliver()
    assert deliver() == ""
    assert drafts(laptop) == []
    office.forgets = False
    assert deliver() == ""
    assert len(drafts(laptop)) == 1


def test_what_no_colleague_has_signed_stays_away(
    laptop: Laptop, desk: Desk, town: Town, deliver: Callable[[], str]
) -> None:
    copy = OlderCopy(laptop)
    submit_sample(desk)
    deliver()
    copy.put_back()
    deliver()
    with town.office.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE entry SET signature = ? WHERE refused IS NOT NULL", ("00" * 64,))
    assert deliver() == ""
    assert drafts(laptop) == []


def test_nobody_recalls_what_a_colleague_has_written(
    laptop: Laptop, desk: Desk, town: Town, deliver: Callable[[], str]
) -> None:
    submit_sample(desk)
    deliver()
    chain = laptop.place.chain()
    other = town.laptop("C", names=("Weber",)).place.device
    request = Request(other.id, other.stream, 0, (), None, recall={chain: 0})
    assert town.office.exchange(request).recalled == ()


def test_a_refusal_of_what_is_unknown_here_is_asked_for(
    laptop: Laptop, desk: Desk, deliver: Callable[[], str], office: Counted, town: Town
) -> None:
    copy = OlderCopy(laptop)
    submit_sample(desk)
    deliver()
    copy.put_back()
    deliver()
    assert deliver() == ""  # told to the end
    place = laptop.place
    later = Refusal("01938f2e-0000-7000-8000-0000000000ff", "held_refused", {})
    reply = town.office.exchange(
        Request(place.device.id, place.device.stream, place.journal.cursor(), (), None)
    )
    place.journal.absorb(replace(reply, refused=(later,)), lambda _: None)
    office.asked.clear()
    assert deliver() == ""
    assert any(office.asked)
    assert len(drafts(laptop)) == 1


def test_no_more_chains_are_asked_for_at_once_than_one_question_holds(laptop: Laptop) -> None:
    for n in range(CHAINS + 2):
        laptop.place.heads.give_up(f"chain-{n}", 1, "ab" * 32)
    first = recalling.still_asked(laptop.place.journal.engine, laptop.place.chain())
    assert len(first) == CHAINS
    recalling.note(laptop.place.journal.engine, first, ())
    then = recalling.still_asked(laptop.place.journal.engine, laptop.place.chain())
    assert len(then) == 2
    assert not first.keys() & then.keys()
