"""The standard registration by keys alone: how many, and how many the yardstick allows."""

from datetime import timedelta

import pytest

from tests.journeys.keystrokes import play
from tests.journeys.test_visit import Clerk, clerk

__all__ = ["clerk"]


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # the offscreen platform has none
def test_the_standard_registration_costs_few_keys_beyond_what_has_to_be_typed(clerk: Clerk) -> None:
    stage = clerk.stage
    moved = stage.desk.daybook.legal_date() - timedelta(days=3)
    count, number = play(stage, moved.strftime("%d.%m.%Y"))
    print(f"keystrokes {count.keys}, focus moves {count.moves}, answers {count.answers}, goal {count.goal}")
    print(f"passed by Tab: {', '.join(count.skipped)}")
    answers = stage.desk.page(number).answers
    assert (answers["persons"][0]["family_name"], answers["persons"][0]["nationalities"]) == (
        "Mustermann",
        ["000"],
    )
    assert (answers["street"], answers["former_homes"][0]["town"]) == ("Am Markte", "Köln")
    assert count.answers > 140, "everything a person says is typed"
    assert count.keys < count.goal
