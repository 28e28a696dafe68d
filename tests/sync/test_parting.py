"""What a laptop says before it is wiped: played whole in tests/test_leaving.py; here, to nobody."""

import pytest

from mobile_office.desk import utc_now
from mobile_office.domain.errors import Offline
from mobile_office.sync.parting import give_word, hand_over
from mobile_office.sync.requests import Signer
from mobile_office.sync.wipe import Word
from tests.house import Laptop

NOWHERE = "http://127.0.0.1:9"


def test_without_a_link_nothing_is_handed_over_and_nothing_raised(laptop: Laptop) -> None:
    place = laptop.place
    signer = Signer(place.device.id, place.keys.seed, utc_now)
    assert hand_over(NOWHERE, place.device, place.keys, place.journal.unsent(5), signer) == 0


def test_the_word_is_told_again_when_it_was_not_heard(laptop: Laptop) -> None:
    with pytest.raises(Offline):
        give_word(NOWHERE, laptop.place.device.office_signing, Word("", "d", utc_now(), 0, 0))
