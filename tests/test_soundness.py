"""What is looked at of a laptop's store, when it is due, and what is told of a finding."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from mobile_office import sentences, soundness
from mobile_office.desk import Desk
from mobile_office.soundness import (
    PAGES,
    Look,
    is_daily_due,
    keep,
    last_look,
    look_at_all,
    look_at_head,
    trouble_of,
)
from mobile_office.store import links
from mobile_office.store.clean import FILE
from mobile_office.store.transactions import reading, writing
from mobile_office.workplace import open_workplace
from tests.house import Laptop
from tests.samples import submit_sample

NOW = datetime(2026, 11, 22, 9, 42, tzinfo=UTC)


def go_on() -> bool:
    return False


@pytest.fixture
def worked(laptop: Laptop, desk: Desk) -> Laptop:
    """A laptop with two delivered cases and one more."""
    for _ in range(2):
        submit_sample(desk, "id_exemption")
    assert desk.deliver(force=True).trouble == ""
    submit_sample(desk, "id_exemption")
    return laptop


def whole(laptop: Laptop) -> Look | None:
    return look_at_all(laptop.place, lambda: NOW, go_on, lambda _: None)


def change(laptop: Laptop, statement: str) -> None:
    with writing(laptop.place.journal.engine) as connection:
        assert connection.execute(text(statement)).rowcount == 1


def test_a_sound_store_is_looked_at_step_by_step_and_remembered(worked: Laptop) -> None:
    steps: list[str] = []
    look = look_at_all(worked.place, lambda: NOW, go_on, steps.append)
    assert (look, steps) == (Look(NOW, 3), ["pages", "entries", "head"])
    assert last_look(worked.place) is None
    keep(worked.place, Look(NOW, 3))
    assert last_look(worked.place) == look


def test_a_look_that_is_told_to_end_says_nothing(worked: Laptop) -> None:
    asked = iter([False] * 2)
    assert look_at_all(worked.place, lambda: NOW, lambda: next(asked, True), lambda _: None) is None
    assert look_at_all(worked.place, lambda: NOW, lambda: True, lambda _: None) is None


def test_once_a_day_by_the_calendar_of_the_place() -> None:
    assert is_daily_due(None, NOW)
    assert not is_daily_due(Look(NOW, 1), NOW + timedelta(hours=5))
    assert is_daily_due(Look(NOW, 1), NOW + timedelta(days=1))
    assert is_daily_due(Look(NOW, 1), NOW - timedelta(days=1))  # the clock was put back


def test_at_unlock_only_what_is_newer_than_the_head_is_looked_at(worked: Laptop) -> None:
    assert look_at_head(worked.place, go_on) == ()
    change(worked, "UPDATE entry SET subject = 'X' WHERE n = 1")  # under the head: for the daily look
    assert look_at_head(worked.place, go_on) == ()
    change(worked, "UPDATE entry SET subject = 'X' WHERE n = 3")
    (found,) = look_at_head(worked.place, go_on)
    assert found.startswith("row_differs ")
    look = whole(worked)
    assert look is not None
    assert [problem.split()[0] for problem in look.problems] == ["row_differs", "row_differs"]


def test_at_unlock_a_store_behind_its_head_is_noticed(worked: Laptop) -> None:
    change(worked, "DELETE FROM entry WHERE n = 3")  # nobody has seen it: nobody can miss it
    assert look_at_head(worked.place, go_on) == ()
    change(worked, "DELETE FROM entry WHERE n = 2")
    assert look_at_head(worked.place, go_on) == (f"rolled_back {worked.place.chain()}",)


def test_a_laptop_that_has_never_delivered_has_no_head_to_be_held_to(laptop: Laptop, desk: Desk) -> None:
    submit_sample(desk, "id_exemption")
    assert look_at_head(laptop.place, go_on) == ()


def test_disorder_is_due_until_a_sound_look_is_kept(worked: Laptop) -> None:
    place = worked.place
    assert not place.mark.is_due
    again = open_workplace(place.home, worked.people["Berger"].dbk)  # as after a kill: nobody has closed it
    assert again.mark.is_due
    keep(again, Look(NOW, 3, (PAGES,)))
    assert again.mark.is_due
    keep(again, Look(NOW, 3))
    again.close()
    assert not (place.home / FILE).exists()


def test_an_orderly_close_and_a_new_start_are_no_disorder(worked: Laptop) -> None:
    worked.place.close()
    worked.place = open_workplace(worked.place.home, worked.people["Berger"].dbk)
    assert not worked.place.mark.is_due


def test_a_damaged_page_is_told_and_the_rest_is_left(worked: Laptop) -> None:
    home: Path = worked.place.home
    worked.place.close()
    store = bytearray((home / "store.db").read_bytes())
    store[-2000] ^= 1
    (home / "store.db").write_bytes(store)
    worked.place = open_workplace(home, worked.people["Berger"].dbk)
    look = whole(worked)
    assert look is not None
    assert look.problems == (PAGES,)


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ((PAGES, "chain_gap 1"), "damaged"),
        (("chain_gap 1", "rolled_back c"), "store_differs"),
        (("signature_invalid 1",), "store_differs"),
        (("head_differs c", "head_invalid c"), "store_older"),
        (("head_invalid c",), "heads_unsure"),
        (("heads_unreadable heads.json",), "heads_unsure"),
    ],
)
def test_the_gravest_finding_is_told_with_a_sentence_of_its_own(problems: tuple[str, ...], code: str) -> None:
    trouble = trouble_of(problems)
    assert trouble is not None
    assert trouble.code == code
    assert sentences.error(trouble) != sentences.error(type(trouble)())


def test_nothing_found_is_nothing_told() -> None:
    assert trouble_of(()) is None


def test_each_finding_has_its_sentence() -> None:
    told = sentences.sentences("de")
    for code in (*links.CODES, *soundness.OLDER, "head_invalid", "heads_unreadable"):
        assert f"verify.{code}" in told
    assert "soundness.pages_damaged" in told


def test_what_is_kept_names_no_person(worked: Laptop) -> None:
    change(worked, "UPDATE entry SET body = replace(body, 'Mustermann', 'Musterfrau') WHERE n = 1")
    look = whole(worked)
    assert look is not None
    keep(worked.place, look)
    with reading(worked.place.journal.engine) as connection:
        kept = connection.scalar(text("SELECT value FROM local WHERE key = 'soundness'"))
    assert "signature_invalid" in kept
    assert "Muster" not in kept
