"""Somebody leaves the team: the office says so, their slot goes, the key is changed, and the colleague works on."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.demo.day.stage import Stage
from mobile_office.desk import utc_now
from mobile_office.domain.people import Role
from mobile_office.joining import enrol, join
from mobile_office.store import rekeying
from mobile_office.store.cases import lines
from mobile_office.store.keys import Slots
from mobile_office.store.verify import Verified, verify_store
from mobile_office.workplace import open_workplace
from tests.directory import announced, demo
from tests.house import CHEAP, STREAM, Town
from tests.journeys.at_work import at_work
from tests.samples import fill_sample

STAYS, GOES = "Katrin Berger", "Ali Weber"
FIRST, SECOND = "linde am Marktplatz", "ahorn am Marktplatz"


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    """The town's office on a real socket."""
    with in_thread(town.office) as url:
        yield url


def _verified(stage: Stage) -> tuple[Verified, int]:
    place = stage.desk._place
    found = verify_store(place.journal.engine, place.people.certificate, place.device.office_signing)
    return found, len(lines(place.journal.engine, place.device.stream))


def _set_up(town: Town, url: str, home: Path) -> str:
    """A laptop with two people and a street directory; the id of the one who goes."""
    code = town.office.invite_device(STREAM, "B", "bus").text
    _, first = town.office.add_person(STREAM, STAYS, frozenset({Role.CLERK}))
    goes, second = town.office.add_person(STREAM, GOES, frozenset({Role.CLERK}))
    enrol(home, url, code, first.text, FIRST, CHEAP)
    slots = Slots(home, CHEAP)
    dbk = slots.unlock(slots.people()[0][0], FIRST, utc_now()).dbk
    place = open_workplace(home, dbk)
    join(place, dbk, second.text, SECOND, CHEAP)
    (publication,) = announced({hashlib.sha256(demo()).hexdigest(): demo()})
    place.publications.announce((publication,))
    place.publications.keep_piece(publication.digest, 0, demo())
    place.close()
    return goes.id


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_who_is_let_go_leaves_and_nothing_is_lost(town: Town, url: str, tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    goes = _set_up(town, url, home)
    with at_work(home, out, GOES, SECOND) as stage:
        for _ in range(2):
            stage.desk.submit(stage.desk.sign(fill_sample(stage.desk, "registration").id).id)
        fill_sample(stage.desk, "registration")
    shutil.copytree(home, tmp_path / "their copy")
    town.office.revoke_person(goes)
    with at_work(home, out, STAYS, FIRST) as stage:
        stage.wait("the street directory", lambda: stage.desk.streets.suggest("am mark"))
        background = stage.app.background
        background.network(
            lambda: stage.desk.deliver(force=True), lambda _: background.changed.emit(frozenset())
        )
        notice = stage.app.shift.window.trouble.notice  # type: ignore[union-attr]
        stage.wait("who was let go", lambda: "Weber" in notice.accessibleName())
        assert "Schlüssel des Speichers" in notice.accessibleName()
        before = _verified(stage)
    theirs = Slots(tmp_path / "their copy", CHEAP).unlock(goes, SECOND, utc_now())
    assert rekeying.opens(home / "store.db", theirs.dbk)  # until somebody is let in next
    with at_work(home, out, STAYS, FIRST) as stage:
        assert _verified(stage) == before
        assert before[0].problems == ()
        assert before[1] == 2
        assert stage.app.slots.rotation() is None
        stage.wait("the street directory again", lambda: stage.desk.streets.suggest("am mark"))
        (draft,) = stage.desk._place.drafts.open()
        assert stage.desk.hand_over(draft.id, stage.desk.actor.person).owner == stage.desk.actor.person
    assert goes not in dict(Slots(home).people())
    assert not rekeying.opens(home / "store.db", theirs.dbk)
    assert rekeying.opens(tmp_path / "their copy" / "store.db", theirs.dbk)
