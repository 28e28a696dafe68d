"""A day as the store knows it: folded from entries, with what was captured between two midnights."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mobile_office.desk import Desk
from mobile_office.domain.case import Action
from mobile_office.domain.day import Captured
from mobile_office.store import days
from mobile_office.workplace import Workplace
from tests.house import Laptop
from tests.samples import fill_sample, submit_sample


@pytest.fixture
def place(laptop: Laptop) -> Workplace:
    return laptop.place


def captured(place: Workplace, day: date) -> tuple[Captured, ...]:
    return days.captured(place.journal.engine, place.device.stream, place.device.id, day)


def today(desk: Desk) -> date:
    return desk.clock().astimezone().date()


def test_what_was_submitted_today_is_there_with_its_signed_paper(desk: Desk, place: Workplace) -> None:
    draft = fill_sample(desk, "registration")
    signed = desk.sign(draft.id)
    paper = next(item.note for item in signed.evidence if item.kind == "signed_paper")
    number = desk.submit(draft.id)
    (only,) = captured(place, today(desk))
    assert (only.number, only.service, only.paper, only.corrects) == (number, "registration", paper, False)
    assert captured(place, today(desk) - timedelta(days=1)) == ()
    assert captured(place, today(desk) + timedelta(days=1)) == ()


def test_notes_and_withdrawals_are_not_captures(desk: Desk, place: Workplace) -> None:
    number = submit_sample(desk)
    desk.do(number, Action.NOTE, reason="Anruf")
    desk.do(number, Action.WITHDRAW, reason="auf Wunsch")
    assert [item.number for item in captured(place, today(desk))] == [number]


def test_what_another_device_captured_is_not_ours(desk: Desk, place: Workplace) -> None:
    submit_sample(desk)
    assert days.captured(place.journal.engine, place.device.stream, "another", today(desk)) == ()


def test_a_day_is_folded_from_what_was_not_refused(desk: Desk, place: Workplace, tmp_path: Path) -> None:
    desk.daybook.arrive("Misburg-Nord")
    engine, stream = place.journal.engine, place.device.stream
    assert days.folded(engine, stream, place.device.id, today(desk)).stop == "Misburg-Nord"
    assert days.folded(engine, stream, place.device.id, today(desk) - timedelta(days=1)).stops == ()
