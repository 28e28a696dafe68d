"""The courier with a real store, a real office and a folder as the stick: nothing lost, nothing twice, nothing silent."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mobile_office.backoffice import admin
from mobile_office.backoffice.tables import checkpoints
from mobile_office.courier import Brought, Courier
from mobile_office.desk import Desk, utc_now
from mobile_office.domain.errors import Trouble
from mobile_office.domain.overview import Delivery
from mobile_office.store.transactions import reading
from mobile_office.sync.bundle import read
from mobile_office.sync.stick import Step
from tests.house import STREAM, Laptop, Town
from tests.older_copy import OlderCopy
from tests.samples import submit_sample


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def carry(town: Town, stick: Path) -> Callable[[], None]:
    """Take the stick to the office and have it read there."""

    def carry() -> None:
        said, is_whole = admin.take_bundles(town.office, [stick])
        assert is_whole, said

    return carry


def facts(desk: Desk) -> list[Delivery]:
    return [line.delivery for line in desk.delivery_lines()]


def test_there_and_back_everything_is_receipted(desk: Desk, stick: Path, carry: Callable[[], None]) -> None:
    for _ in range(30):
        submit_sample(desk, "id_exemption")
    steps: list[Step] = []
    written = desk.courier.write(stick, utc_now(), tell=steps.append)
    assert (written.name, written.entries, written.cases, written.waiting) == ("B-0001", 30, 30, 30)
    assert [step.name for step in steps] == ["sealing", "writing", "verifying"]
    assert set(facts(desk)) == {Delivery.HANDED_OVER}
    assert [one.name for one in desk.courier.without_receipt()] == ["B-0001"]
    assert desk.courier.take_in(stick, utc_now()) == Brought(unanswered=("B-0001",))
    carry()
    brought = desk.courier.take_in(stick, utc_now())
    assert (brought.read, len(brought.changed), brought.rolled_back) == (("B-0001",), 30, False)
    assert set(facts(desk)) == {Delivery.RECEIPTED}
    assert desk.courier.without_receipt() == ()
    assert desk.delivery().last_success is not None
    assert desk.courier.take_in(stick, utc_now()).read == ("B-0001",), "again is harmless"
    assert desk.deliver().trouble == ""


def test_the_same_work_over_the_link_and_by_stick_is_there_once(
    desk: Desk, town: Town, laptop: Laptop, stick: Path, carry: Callable[[], None]
) -> None:
    number = submit_sample(desk)
    desk.courier.write(stick, utc_now())
    desk.deliver(force=True)
    assert desk.courier.without_receipt() == (), "the link has brought all of it meanwhile"
    later = submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    cursor, chain = laptop.place.journal.cursor(), laptop.place.chain()
    carry()
    brought = desk.courier.take_in(stick, utc_now())
    assert (brought.read, brought.rolled_back) == (("B-0001",), False)
    assert laptop.place.journal.cursor() == cursor
    assert laptop.place.chain() == chain
    assert [len(town.office.journal(STREAM).entries(one)) for one in (number, later)] == [1, 1]


def test_a_second_bundle_carries_again_what_waits(desk: Desk, stick: Path, carry: Callable[[], None]) -> None:
    submit_sample(desk, "id_exemption")
    desk.courier.write(stick, utc_now())
    submit_sample(desk, "id_exemption")
    assert desk.courier.write(stick, utc_now()).cases == 2
    assert [one.name for one in desk.courier.without_receipt()] == ["B-0001", "B-0002"]
    carry()
    assert desk.courier.take_in(stick / "buendel-B-0002", utc_now()).read == ("B-0002",)
    assert desk.courier.without_receipt() == (), "the lost one is missed no more"
    assert desk.courier.take_in(stick, utc_now()).read == ("B-0001", "B-0002")


def test_a_stick_pulled_out_or_full_leaves_everything_unsent(
    desk: Desk, laptop: Laptop, stick: Path, carry: Callable[[], None]
) -> None:
    submit_sample(desk)
    with pytest.raises(Trouble, match="stick_full"):
        Courier(laptop.place, free=lambda _: 1000).write(stick, utc_now())

    def pull(step: Step) -> None:
        if step.name == "verifying":
            stick.rename(stick.with_name("gone"))

    with pytest.raises(Trouble, match="stick_gone"):
        desk.courier.write(stick, utc_now(), tell=pull)
    assert facts(desk) == [Delivery.SAVED]
    assert desk.courier.without_receipt() == ()
    stick.with_name("gone").rename(stick)
    assert desk.courier.write(stick, utc_now()).name == "B-0002", "nobody knows what became of the other"
    carry()
    assert desk.courier.take_in(stick, utc_now()).read == ("B-0002",)


def test_with_nothing_to_carry_there_is_no_bundle(desk: Desk, stick: Path) -> None:
    with pytest.raises(Trouble, match="bundle_empty"):
        desk.courier.write(stick, utc_now())
    assert list(stick.iterdir()) == []


def test_a_damaged_answer_is_told_and_read_once_it_is_made_anew(
    desk: Desk, stick: Path, carry: Callable[[], None]
) -> None:
    submit_sample(desk)
    desk.courier.write(stick, utc_now())
    carry()
    reply = stick / "buendel-B-0001" / "replies" / "0001.sealed"
    reply.write_bytes(reply.read_bytes()[:-1])
    assert desk.courier.take_in(stick, utc_now()).damaged == ("B-0001",)
    assert facts(desk) == [Delivery.HANDED_OVER]
    carry()
    assert desk.courier.take_in(stick, utc_now()).read == ("B-0001",)


def test_the_bundle_of_another_laptop_is_none_of_ours(desk: Desk, town: Town, stick: Path) -> None:
    other = town.laptop("C", names=("Weber",)).desk("Weber", town.office)
    submit_sample(other)
    other.courier.write(stick, utc_now())
    with pytest.raises(Trouble, match="bundle_foreign"):
        desk.courier.take_in(stick, utc_now())
    submit_sample(desk)
    desk.courier.write(stick, utc_now())
    assert desk.courier.take_in(stick, utc_now()).unanswered == ("B-0001",)


def test_a_refusal_that_comes_back_on_a_stick_loses_no_work(
    desk: Desk, town: Town, stick: Path, carry: Callable[[], None]
) -> None:
    submit_sample(desk)
    town.office.revoke_person(desk.actor.person)
    desk.courier.write(stick, utc_now() - timedelta(days=1))
    carry()
    brought = desk.courier.take_in(stick, utc_now())
    assert (brought.read, len(brought.refused)) == (("B-0001",), len(desk.today().drafts))


def test_an_older_copy_of_the_store_never_meets_its_own_bundle(
    desk: Desk, town: Town, laptop: Laptop, stick: Path
) -> None:
    submit_sample(desk, "id_exemption")
    copy = OlderCopy(laptop)
    desk.courier.write(stick, utc_now())
    copy.put_back()
    again = laptop.desk("Berger", town.office)
    assert again.courier.write(stick, utc_now()).name == "B-0002"
    assert read(stick / "buendel-B-0001").manifest.number == 1


@pytest.mark.parametrize("lost, is_healed", [(1, True), (30, False)])
def test_an_older_copy_is_healed_by_the_answer_or_goes_on_in_a_new_chain(
    desk: Desk, town: Town, laptop: Laptop, stick: Path, carry: Callable[[], None], lost: int, is_healed: bool
) -> None:
    submit_sample(desk, "id_exemption")
    copy, before = OlderCopy(laptop), laptop.place.chain()
    for _ in range(lost):
        submit_sample(desk, "id_exemption")
    desk.deliver(force=True)
    copy.put_back()
    again = laptop.desk("Berger", town.office)
    again.courier.write(stick, utc_now())
    carry()
    brought = again.courier.take_in(stick, utc_now())
    assert brought.rolled_back is not is_healed, "one page of what was lost comes with an answer"
    assert (laptop.place.chain() == before) is is_healed
    number = submit_sample(again, "id_exemption")
    assert again.deliver(force=True).trouble == ""
    assert again.page(number).history[0].delivery is Delivery.RECEIPTED


@pytest.mark.parametrize("seed", range(1))
def test_whatever_the_order_of_sticks_and_links_everything_is_there_once(
    desk: Desk, town: Town, laptop: Laptop, stick: Path, seed: int
) -> None:
    luck, chain = random.Random(seed), laptop.place.chain()
    numbers = []
    for _ in range(25):
        match luck.choice(("type", "type", "link", "write", "import", "read")):
            case "type":
                numbers.append(submit_sample(desk, "id_exemption"))
            case "link":
                desk.deliver(force=True)
            case "write" if desk.delivery().waiting:
                desk.courier.write(stick, utc_now())
            case "import" if any(stick.iterdir()):
                admin.take_bundles(town.office, [luck.choice(list(stick.iterdir()))])
            case "read" if any(stick.iterdir()):
                desk.courier.take_in(luck.choice(list(stick.iterdir())), utc_now())
    assert desk.deliver(force=True).trouble == ""
    assert laptop.place.chain() == chain, "no late stick looks like a store put back"
    assert set(facts(desk)) <= {Delivery.RECEIPTED}
    assert desk.courier.without_receipt() == ()
    journal = town.office.journal(STREAM)
    assert [len(journal.entries(number)) for number in numbers] == [1] * len(numbers)
    with reading(town.office.engine) as connection:
        assert {row.alarm for row in connection.execute(checkpoints.select())} <= {None}
