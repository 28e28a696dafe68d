"""A desk's queue as a value: names of numbers, the wait in minutes, figures without anybody in them."""

from datetime import UTC, datetime, timedelta

from mobile_office.domain.queue import Figures, Line, Reason, State, Ticket

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def ticket(n: int, state: State = State.WAITING, minutes: int = 0, reason: str = "") -> Ticket:
    ended = NOW + timedelta(minutes=minutes) if minutes else None
    return Ticket(f"t{n}", n, state, NOW, NOW, ended, 1, reason)


def test_a_number_carries_the_letter_of_its_desk_so_two_desks_never_give_the_same() -> None:
    assert Line("B").name(ticket(7)) == "B-07"
    assert {Line(letter).name(ticket(n)) for letter in "BC" for n in range(1, 31)}.__len__() == 60


def test_the_next_is_who_waits_longest_and_one_is_at_the_desk() -> None:
    line = Line("B", (ticket(1, State.CALLED), ticket(2), ticket(3)))
    assert [one.n for one in line.waiting] == [2, 3]
    assert line.current == ticket(1, State.CALLED)


def test_the_wait_is_foretold_by_the_usual_minutes_until_the_day_says_more() -> None:
    assert Line("B").wait(0) == 0
    assert Line("B").wait(2) == 30
    assert Line("B", (ticket(1, State.CALLED),)).wait(0) == 10, "who is at the desk is half done, rounded up"
    served = tuple(ticket(n, State.SERVED, 8) for n in range(1, 4))
    assert Line("B", served).wait(2) == 20
    assert Line("B", served[:2]).wait(2) == 30, "two are not a day yet"


def test_the_figures_count_and_name_nobody() -> None:
    away = ticket(3, State.SENT_AWAY, 2, Reason.PAPERS)
    uncounted = Ticket("x", 0, State.SENT_AWAY, NOW, None, NOW, 0, Reason.NOT_OURS)
    tickets = (
        ticket(1, State.SERVED, 10),
        ticket(2, State.SERVED, 20),
        away,
        uncounted,
        ticket(4, State.ABSENT),
    )
    figures = Line("B", tickets).figures()
    assert figures == Figures(2, 15, {"papers": 1, "not_ours": 1})
    assert figures.away == 2
    assert Line("B").figures() == Figures()


def test_somebody_only_counted_never_stands_in_the_line() -> None:
    assert Line("B", (Ticket("x", 0, State.SENT_AWAY, NOW),)).of(State.SENT_AWAY) == ()
