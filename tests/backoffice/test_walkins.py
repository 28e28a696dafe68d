"""Who came and who was sent away, by month: added up, and withheld where it would tell about one person of staff."""

from datetime import date

from mobile_office.backoffice import walkins
from mobile_office.domain.queue import Figures, Reason
from mobile_office.store.closings import Closed
from tests.house import STREAM, Town


def closed(day: str, person: str, served: int = 0, **away: int) -> Closed:
    return Closed(f"device-{person}", date.fromisoformat(day), person, Figures(served, None, away))


def test_a_month_adds_up_its_days_and_reasons() -> None:
    november, december = walkins.months(
        [
            closed("2026-11-02", "a", 10, papers=2),
            closed("2026-11-03", "b", 5, papers=1, station=4),
            closed("2026-11-04", "c", 1),
            closed("2026-12-01", "a", 7, other=1),
        ]
    )
    assert (november.name, november.days, november.served) == ("2026-11", 3, 16)
    assert november.sent_away == {"papers": 3, "station": 4}
    assert (november.is_shown, december.is_shown) == (True, False)


def test_every_reason_has_its_column() -> None:
    assert set(walkins._NAMES) == set(Reason)


def test_the_office_lists_what_three_laptops_have_closed_and_names_nobody(town: Town) -> None:
    assert walkins.listed(town.office, STREAM) == "No day was closed yet."
    persons = []
    for letter, name in (("B", "Berger"), ("C", "Weber"), ("D", "Thiele")):
        desk = town.laptop(letter, names=(name,)).desk(name, town.office)
        desk.daybook.queue.send_away(Reason.STATION)
        desk.daybook.close(0)
        desk.deliver()
        persons.append(desk.actor.person)
        if name == "Weber":
            assert "withheld" in walkins.listed(town.office, STREAM)
            assert walkins.listed(town.office, STREAM).splitlines()[1].split() == [
                f"{desk.daybook.day().date:%Y-%m}",
                *"--------",
            ]
    listed = walkins.listed(town.office, STREAM)
    assert listed.splitlines()[1].split() == [
        f"{desk.daybook.day().date:%Y-%m}",
        "3",
        "0",
        "3",
        "0",
        "0",
        "3",
        "0",
        "0",
    ]
    assert not any(person in listed for person in persons)
