"""Taking over a newer version at a real desk: one durable write, and one back."""

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.overview import Draft
from mobile_office.printing import SIGNED_PAPER, Signature
from tests.dog_tax import DOG_TAX, SECOND, publish, reader
from tests.house import Laptop, Town
from tests.samples import capture_sample, decide, fill_sample


@pytest.fixture
def desk(town: Town, laptop: Laptop) -> Desk:
    """A desk where version 1 is offered."""
    publish(town.office, "service", "dog_tax", 1, DOG_TAX)
    desk = reader(laptop, town)
    desk.deliver(force=True)
    return desk


def second(town: Town, desk: Desk) -> None:
    publish(town.office, "service", "dog_tax", 2, SECOND)
    desk.deliver(force=True)


def test_a_draft_stays_with_its_version_until_somebody_takes_the_newer_one_over(
    town: Town, desk: Desk
) -> None:
    draft = fill_sample(desk, "dog_tax")
    assert desk.renewing.newer(draft) is None
    second(town, desk)
    newer = desk.renewing.newer(draft)
    assert newer is not None
    assert newer.version == 2
    assert desk.draft(draft.id).version == 1
    made = desk.renewing.look(draft, newer)
    assert [label["de"] for label in made.lost] == ["Farbe des Hundes"]
    assert [label["de"] for label in made.added] == ["Rasse"]


def test_taking_over_is_durable_and_going_back_too(town: Town, desk: Desk, laptop: Laptop) -> None:
    draft = fill_sample(desk, "dog_tax")
    draft = desk.sign(draft.id)
    second(town, desk)
    other = reader(laptop, town, "Weber")
    taken = other.renewing.take_over(draft.id)
    now = desk.draft(draft.id)
    assert (now.version, now.answers, now.evidence) == (2, taken.draft.answers, taken.draft.evidence)
    assert (now.version, now.answers.get("colour"), now.answers["dog_name"]) == (2, None, "Bello")
    assert other.actor.person in now.hands, "who takes over has decided what is handed in"
    assert desk.signature(now) is Signature.OPEN, "another wording was signed"
    assert desk.renewing.newer(now) is None
    desk.save(draft.id, "dog_name", "Waldi")
    desk.save(draft.id, "breed", "Dackel")
    desk.renewing.go_back(taken)
    back = desk.draft(draft.id)
    assert (back.version, back.answers["colour"], back.answers["dog_name"]) == (1, "schwarz", "Waldi")
    assert "breed" not in back.answers
    assert SIGNED_PAPER in {item.kind for item in back.evidence}
    assert desk.signature(back) is Signature.VOID, "what was signed is no longer what is declared"


def test_nothing_newer_and_a_draft_changed_elsewhere_are_refused(town: Town, desk: Desk) -> None:
    draft = fill_sample(desk, "dog_tax")
    with pytest.raises(NotAllowed, match="version_changed"):
        desk.renewing.take_over(draft.id)
    second(town, desk)
    taken = desk.renewing.take_over(draft.id)
    desk.renewing.go_back(taken)
    with pytest.raises(NotAllowed, match="version_changed"):
        desk.renewing.go_back(taken)


def test_a_correction_and_a_paper_form_keep_their_version(town: Town, laptop: Laptop, desk: Desk) -> None:
    paper = capture_sample(desk, desk.daybook.legal_date(), "dog_tax")
    number = desk.submit(fill_sample(desk, "dog_tax").id)
    desk.deliver(force=True)
    decide(laptop.desk("Thiele", town.office), number, Action.RETURN, "Thiele", comments={"dog_name": "Wie?"})
    correction: Draft = desk.correct(number)
    second(town, desk)
    assert desk.renewing.newer(paper) is None
    assert desk.renewing.newer(correction) is None
    assert desk.renewing.newer(fill_sample(desk, "dog_tax")) is None
