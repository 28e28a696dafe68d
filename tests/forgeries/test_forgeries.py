"""A clerk with the database, the device's keys, the program and their own keys forges; the office takes none of it in."""

from collections.abc import Iterator

import pytest

from mobile_office.domain.case import Status
from mobile_office.domain.errors import NotAllowed
from mobile_office.protocol import Reply
from mobile_office.store.transactions import writing
from mobile_office.store.verify import verify_store
from tests.forgeries.document import FORGERIES, PATH, drawn
from tests.forgeries.forged import HELD, KNOWN, NOT_ASKED, NOTHING, UNSEEN, WAITS, Forged, Forgery
from tests.forgeries.scene import Scene, open_scene
from tests.house import STREAM


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with open_scene(tmp_path_factory.mktemp("forgeries")) as scene:
        yield scene


# The others take longer than everybody should wait for each time; `make slow` and CI try them.
QUICK = (
    "own_decision_key",
    "replayed",
    "roles_edited",
    "other_letter",
    "next_place_as_other",
    "status_edited",
)


def answer(reply: Reply, forged: Forged) -> str:
    """What the office says of the last entry, or of what cannot be read."""
    if forged.poison:
        (refusal,) = reply.refused
        return refusal.code
    if not forged.entries:
        return NOT_ASKED
    name = forged.entries[-1].header.id
    if name in reply.held:
        return HELD
    codes = [refusal.code for refusal in reply.refused if refusal.entry == name]
    return codes[0] if codes else "taken" if any(i.receipt.entry == name for i in reply.accepted) else NOTHING


def told(scene: Scene, forged: Forged) -> tuple[set[str], set[str]]:
    """Codes on the page of the case and by verify, on the laptop into whose store it was written."""
    with scene.undone():
        if forged.change:
            with writing(scene.bus.journal.engine) as connection:
                forged.change(connection)
        elif forged.plants:
            scene.plant(forged.entries, [forged.number])
        found = {problem.split()[0] for problem in scene.verified().problems}
        page = scene.bus.page(forged.number, scene.seen_by("Weber"))
        if page.doubts:
            assert page.allowed == ()
            with pytest.raises(NotAllowed, match="case_in_doubt"):
                scene.bus.sound_page(forged.number, scene.seen_by("Weber"))
        return set(page.doubts.values()), found


@pytest.mark.parametrize(
    "forgery",
    [
        pytest.param(one, id=one.make.__name__, marks=[pytest.mark.slow] * (one.make.__name__ not in QUICK))
        for one in FORGERIES
    ],
)
def test_a_forgery_counts_nowhere(scene: Scene, forgery: Forgery) -> None:
    forged = forgery.make(scene)
    office = scene.town.office.journal(STREAM)
    before = office.case(forged.number), scene.passed_on(forged.number), office.cursor()
    at_station = scene.status_at(scene.station, forged.number)

    reply = scene.offer(
        *forged.entries, receipts=forged.receipts, checkpoint=forged.checkpoint, poison=forged.poison
    )
    said = answer(reply, forged)

    if forgery.office == WAITS:
        case = office.case(forged.number)
        assert said == "taken"
        assert case is not None
        assert (case.status, scene.passed_on(forged.number)) == (Status.SUBMITTED, False)
    else:
        assert said == ("taken" if forgery.office == KNOWN else forgery.office)
        assert (office.case(forged.number), scene.passed_on(forged.number), office.cursor()) == before
        scene.meet(scene.station, scene.other)
        for place in (scene.station, scene.other):
            kept = [entry for entry in forged.entries if place.journal.entry(entry.header.id)]
            assert not [entry for entry in kept if forgery.office not in (KNOWN, "conflicting")]
        assert scene.status_at(scene.station, forged.number) is at_station
    if forgery.colleague != UNSEEN:
        on_page, found = told(scene, forged)
        assert forgery.colleague in found
        assert forgery.by_verify or forgery.colleague in on_page
    else:
        assert not forged.plants
        scene.bus.begin_chain()  # at the office it has gone on with what was refused
    scene.case("Weber", scene.other)  # a colleague's laptop goes on in its chain as if nothing had been


def test_the_colleagues_laptops_are_sound_after_all_of_it(scene: Scene) -> None:
    scene.meet()
    assert scene.verified().problems == ()
    for place in (scene.station, scene.other):
        engine, public = place.journal.engine, place.device.office_signing
        assert verify_store(engine, place.genuine.certificate, public).problems == ()


def test_there_are_at_least_twenty_and_each_is_another() -> None:
    assert len({forgery.make for forgery in FORGERIES}) == len(FORGERIES) >= 20


def test_the_page_of_proof_says_what_is_tried() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert text == drawn(text), "run `make docs`"
