"""A desk and what never waits for a second person: nobody's to decide here, passed on by the office at once."""

from collections.abc import Callable

from mobile_office.desk import Desk
from mobile_office.domain.case import Action, Status
from tests.samples import decide, submit_sample


def test_it_waits_in_nobody_s_queue_and_is_passed_on_as_it_arrives(desk_of: Callable[[str], Desk]) -> None:
    clerk, supervisor, intake = desk_of("Berger"), desk_of("Thiele"), desk_of("Albrecht")
    number = submit_sample(clerk, "loss_report")
    other = submit_sample(clerk, "id_exemption")
    assert (clerk.never_waits(number), clerk.never_waits(other)) == (True, False)
    assert [line.number for line in supervisor.review_queue()] == [other]
    assert supervisor.page(number).allowed == (Action.DUPLICATE_OF, Action.NOTE)
    assert clerk.deliver(force=True).trouble == ""
    assert clerk.page(number).case.status is Status.APPROVED
    assert [line.number for line in intake.intake_queue()] == [number]
    decide(intake, number, Action.TAKE_OVER, "Albrecht", register_number="4711")


def test_intake_meets_it_before_everything_older(desk_of: Callable[[str], Desk]) -> None:
    clerk = desk_of("Berger")
    older = submit_sample(clerk, "id_exemption")
    decide(desk_of("Thiele"), older, Action.APPROVE, "Thiele")
    number = submit_sample(clerk, "information_block")
    clerk.deliver(force=True)
    assert [line.number for line in desk_of("Albrecht").intake_queue()] == [number, older]


def test_the_history_names_the_office(desk: Desk) -> None:
    number = submit_sample(desk, "information_block")
    desk.deliver(force=True)
    last = desk.page(number).history[-1]
    names = {colleague.person: colleague.name for colleague in desk.colleagues()}
    assert (last.action, names[last.person]) == (Action.RELEASE, "Bürgeramt")
