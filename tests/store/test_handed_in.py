"""What a store put back would do a second time: numbers it skips, drafts that are cases by now."""

from mobile_office.desk import Desk
from mobile_office.store.drafts import insert_draft
from mobile_office.store.handed_in import SKIPPED, drop_handed_in, skip_numbers
from mobile_office.store.transactions import writing
from tests.house import Laptop
from tests.samples import fill_sample, submit_sample


def test_numbers_go_on_far_behind_those_that_may_stand_on_somebodys_paper(laptop: Laptop, desk: Desk) -> None:
    year = int(submit_sample(desk, "id_exemption")[2:6])
    engine = laptop.place.journal.engine
    skip_numbers(engine, "B", (year, year + 1))
    assert laptop.place.journal.free_number("B", year)[1].n == SKIPPED + 2
    assert laptop.place.journal.free_number("B", year + 1)[1].n == SKIPPED + 1
    assert desk.issue_forms("registration", 1)[0].split("-")[3] == f"{SKIPPED + 1:05d}"


def test_only_drafts_that_became_a_case_go(laptop: Laptop, desk: Desk) -> None:
    submitted, kept = fill_sample(desk, "id_card"), fill_sample(desk, "registration")
    desk.submit(desk.sign(submitted.id).id)
    engine, stream = laptop.place.journal.engine, laptop.place.device.stream
    with writing(engine) as connection:
        insert_draft(connection, submitted)  # as an older copy of the store has it
    assert drop_handed_in(engine, stream) == (submitted.id,)
    assert [draft.id for draft in laptop.place.drafts.open()] == [kept.id]
    assert drop_handed_in(engine, stream) == ()
