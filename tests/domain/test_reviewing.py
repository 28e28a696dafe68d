"""Who looks at a case, by the review policy of its service and where its latest revision is."""

import pytest

from mobile_office.domain.overview import Delivery
from mobile_office.domain.reviewing import waits_for_a_person


@pytest.mark.parametrize("delivery", list(Delivery))
def test_what_is_always_reviewed_waits_and_what_is_passed_on_does_not(delivery: Delivery) -> None:
    assert waits_for_a_person("before", delivery)
    assert not waits_for_a_person("after", delivery)


def test_what_is_drawn_waits_for_nobody_before_the_office_has_it() -> None:
    waiting = [delivery for delivery in Delivery if waits_for_a_person("drawn", delivery)]
    assert waiting == [Delivery.HELD, Delivery.RECEIPTED, Delivery.REFUSED]
