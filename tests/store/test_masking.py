"""What shares a visit with a request for an information block is masked, drafts and cases; what does not is not."""

from sqlalchemy import select, update

from mobile_office.desk import Desk
from mobile_office.domain.masking import MASKED
from mobile_office.store import tables
from mobile_office.store.masking import is_masked
from mobile_office.store.transactions import reading, writing
from tests.house import STREAM, Laptop
from tests.samples import submit_sample


def sample(desk: Desk, service: str, visit: str = "") -> str:
    known = next(item for item in desk.services() if item.id == service)
    draft = desk.visiting.begin(service, known.sample, visit)
    for kind, state in known.sample_evidence.items():
        draft = desk.see(draft.id, kind, state, "0129", "")
    return draft.id


def labels(desk: Desk) -> dict[str, str]:
    return {line.number: line.label for line in desk.cases()}


def test_beginning_the_request_masks_what_there_is_of_the_visit_and_what_comes(
    desk: Desk, laptop: Laptop
) -> None:
    other = submit_sample(desk)
    first = desk.draft(sample(desk, "registration"))
    assert first.label == "Mustermann, Erika Maria"
    card = desk.draft(sample(desk, "id_exemption", first.visit))
    number = desk.submit(first.id)
    sample(desk, "information_block", first.visit)
    assert labels(desk) == {other: "Mustermann, Erika Maria", number: MASKED}
    assert desk.draft(card.id).label == MASKED
    assert desk.save(card.id, "family_name", "Gabler").label == MASKED
    later = desk.draft(sample(desk, "id_card", first.visit))
    assert later.label == MASKED
    with reading(laptop.place.journal.engine) as connection:
        assert is_masked(connection, STREAM, first.visit)
        assert not is_masked(connection, STREAM, "")
    body = laptop.place.journal.entries(desk.submit(card.id))[0].entry.body
    assert body is not None
    assert body["label"] == MASKED  # as the office gets it


def test_a_store_of_before_is_masked_as_it_is_read(desk: Desk, laptop: Laptop) -> None:
    number, draft = submit_sample(desk, "information_block"), sample(desk, "information_block")
    engine = laptop.place.journal.engine
    with writing(engine) as connection:
        for table in (tables.case, tables.draft):
            connection.execute(update(table).values(label="Mustermann, Erika"))
        assert connection.scalar(select(tables.draft.c.label)) == "Mustermann, Erika"
    assert [line.label for line in desk.search("Mustermann")] == [MASKED]
    assert labels(desk)[number] == desk.page(number).label == desk.draft(draft).label == MASKED
    assert {line.label for line in desk.delivery_lines()} == {MASKED}
