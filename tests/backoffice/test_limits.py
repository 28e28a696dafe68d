"""How often somebody may ask."""

from mobile_office.backoffice import limits
from mobile_office.backoffice.limits import Limits, Rate, Rates

TIGHT = Rates(device=Rate(2, 1), source=Rate(5, 5), code=Rate(1, 0.1))


class Hand:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_asks_too_often_waits_and_is_then_let_in() -> None:
    clock = Hand()
    asked = Limits(TIGHT, clock)
    assert [asked.ask("a", "bus") for _ in range(3)] == [0, 0, 1]
    clock.now += 1
    assert [asked.ask("a", "bus") for _ in range(2)] == [0, 1]


def test_nobody_uses_up_another_s_by_giving_its_id() -> None:
    asked = Limits(TIGHT, Hand())
    while asked.ask("attacker", "bus") == 0:
        pass
    assert asked.ask("depot", "bus") == 0


def test_codes_have_a_limit_of_their_own() -> None:
    asked = Limits(TIGHT, Hand())
    assert [asked.ask("a", "", with_code=True) for _ in range(2)] == [0, 10]
    assert asked.ask("a", "bus") == 0


def test_a_thousand_buses_behind_one_address_are_all_let_in_at_once() -> None:
    asked = Limits(clock=Hand())
    assert not any(asked.ask("depot", f"bus-{bus}") for bus in range(1000) for _ in range(20))


def test_nobody_is_refused_for_ever() -> None:
    clock = Hand()
    asked = Limits(TIGHT, clock)
    waiting = {f"bus-{number}" for number in range(40)}
    for _ in range(100):
        waiting -= {bus for bus in sorted(waiting) if asked.ask("depot", bus) == 0}
        clock.now += 1
    assert not waiting


def test_what_is_kept_is_bounded() -> None:
    asked = Limits(Rates(source=Rate(10**9, 1)), Hand())
    for number in range(limits.MOST_KEPT + 10):
        asked.ask("a", str(number))
    assert len(asked._buckets) <= limits.MOST_KEPT
