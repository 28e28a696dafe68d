"""Where everybody is, in words."""

import pytest

from mobile_office.domain.residents import Resident, Turn
from mobile_office.ui.resident_list import turn_words


@pytest.mark.parametrize(
    "turn, said",
    [
        (Turn.WAITING, "wartet"),
        (Turn.BEGUN, "begonnen"),
        (Turn.DONE, "fertig, B-2026-00001-K"),
        (Turn.LEFT_OUT, "ausgelassen: schläft"),
    ],
)
def test_a_turn_is_said(turn: Turn, said: str) -> None:
    one = Resident("1", {}, "", "x", turn, "asleep", case="B-2026-00001-K")
    assert turn_words(one) == said
