"""Late replies: absorbed as any other, and nothing goes back to what it was meanwhile."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.errors import Unknown
from mobile_office.protocol import Checkpoint, Reply, Request
from mobile_office.signing import new_signing_key, sign_certificate, sign_receipt
from mobile_office.store.streams import Reach, keep_stream
from mobile_office.store.transactions import writing
from mobile_office.sync.late import Asked, TakenIn, take_in
from tests.dog_tax import DOG_TAX, publish
from tests.house import STREAM, Laptop, Town
from tests.samples import submit_sample


class Late:
    """A laptop whose request is answered now and whose answer comes later."""

    def __init__(self, town: Town, laptop: Laptop) -> None:
        self.place, self.office = laptop.place, town.office
        self.heads: list[Checkpoint] = []

    def ask(self) -> tuple[Asked, Reply]:
        journal, chain = self.place.journal, self.place.chain()
        asked = Asked(journal.epoch(), journal.cursor(), Checkpoint(chain, *journal.head(chain)))
        known = self.place.publications.known()
        request = Request(
            self.place.device.id, STREAM, asked.cursor, journal.unsent(), asked.checkpoint, published=known
        )
        return asked, self.office.exchange(request)

    def arrive(self, asked: Asked, *replies: Reply) -> TakenIn:
        place = self.place
        parts = place.journal, place.people, place.publications, place.device
        return take_in(*parts, asked, replies, lambda work: work(), self.heads.append)

    def restored(self) -> None:
        """The office is put back from a backup and begins a new epoch."""
        with writing(self.office.engine) as connection:
            keep_stream(connection, STREAM, Reach(self.office.journal(STREAM).cursor(), "f" * 32))


@pytest.fixture
def late(town: Town, laptop: Laptop) -> Late:
    return Late(town, laptop)


def test_a_late_reply_is_absorbed_and_its_head_kept(late: Late, desk: Desk) -> None:
    number = submit_sample(desk, "id_exemption")
    asked, reply = late.ask()
    assert late.arrive(asked, reply) == TakenIn(frozenset({number}))
    assert (late.place.journal.cursor(), late.place.journal.unsent()) == (1, ())
    assert [head.n for head in late.heads] == [1]


def test_the_cursor_never_goes_back(late: Late, desk: Desk) -> None:
    submit_sample(desk, "id_exemption")
    asked, reply = late.ask()
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    assert not late.arrive(asked, reply).rolled_back
    assert late.place.journal.cursor() == 2


def test_a_cursor_beyond_what_this_store_has_read_is_not_followed(late: Late, desk: Desk) -> None:
    desk.deliver(force=True)
    submit_sample(desk, "id_exemption")
    asked, reply = late.ask()
    late.arrive(replace(asked, cursor=40), replace(reply, cursor=50))
    assert late.place.journal.cursor() == 0
    assert late.place.journal.unsent() == (), "the receipt counts all the same"


def test_a_reply_of_an_epoch_that_is_over_changes_nothing(late: Late, desk: Desk) -> None:
    desk.deliver(force=True)
    submit_sample(desk, "id_exemption")
    asked, reply = late.ask()
    late.restored()
    desk.deliver(force=True)
    epoch = late.place.journal.epoch()
    assert late.arrive(asked, reply) == TakenIn()
    assert late.place.journal.epoch() == epoch != reply.epoch


def test_a_new_epoch_may_come_by_stick_and_everything_is_offered_again(late: Late, desk: Desk) -> None:
    submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    late.restored()
    asked, reply = late.ask()
    late.arrive(asked, reply)
    assert (late.place.journal.epoch(), late.place.journal.cursor()) == ("f" * 32, 0)
    assert len(late.place.journal.unsent()) == 1
    assert desk.deliver(force=True).waiting == 0


def test_an_older_certificate_does_not_replace_a_newer_one(late: Late, desk: Desk) -> None:
    asked, reply = late.ask()
    desk.deliver(force=True)
    person = desk.actor.person
    kept = late.place.people.certificate(person)
    older = [
        sign_certificate(
            replace(one.certificate, valid_until=one.certificate.valid_until - timedelta(days=3)),
            late.office.keys.signing,
        )
        for one in reply.people
    ]
    late.arrive(asked, replace(reply, people=tuple(older)))
    assert late.place.people.certificate(person) == kept


def test_what_was_announced_meanwhile_is_no_trouble(late: Late, desk: Desk) -> None:
    publish(late.office, "service", "dog_tax", 1, DOG_TAX)
    asked, reply = late.ask()
    desk.deliver(force=True)
    late.arrive(asked, reply, reply)
    assert late.place.publications.known() == 1


def test_what_the_office_has_not_signed_is_not_believed(late: Late, desk: Desk) -> None:
    submit_sample(desk, "id_exemption")
    asked, reply = late.ask()
    forged = [replace(one, receipt=sign_receipt(one.receipt, new_signing_key())) for one in reply.accepted]
    with pytest.raises(Unknown):
        late.arrive(asked, replace(reply, accepted=tuple(forged)))
    assert len(late.place.journal.unsent()) == 1
