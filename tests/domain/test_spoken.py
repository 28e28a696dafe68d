"""Codes for the telephone: what is misheard is noticed in its own group."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.spoken import heard, spoken

SECRETS = st.binary(min_size=16, max_size=16)


@given(SECRETS)
def test_what_is_spoken_is_heard(secret: bytes) -> None:
    said = spoken(secret)
    assert re.fullmatch(r"\d{6}( \d{6}){7}", said)
    assert heard(said) == heard(said.replace(" ", "-")) == heard(said.replace(" ", "")) == secret


@given(SECRETS, st.integers(0, 47), st.integers(1, 9))
def test_a_wrong_digit_is_named_by_its_group(secret: bytes, place: int, by: int) -> None:
    digits = list(spoken(secret).replace(" ", ""))
    digits[place] = str((int(digits[place]) + by) % 10)
    with pytest.raises(NotAllowed) as caught:
        heard("".join(digits))
    assert (caught.value.code, caught.value.details) == ("spoken_wrong", {"group": place // 6 + 1})


@given(SECRETS, st.integers(0, 46))
def test_two_swapped_digits_of_a_group_are_noticed(secret: bytes, place: int) -> None:
    digits = list(spoken(secret).replace(" ", ""))
    if place % 6 == 5 or digits[place] == digits[place + 1]:
        return
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    with pytest.raises(NotAllowed, match="spoken_wrong"):
        heard("".join(digits))


@pytest.mark.parametrize(
    "typed", ["", "123456", "abc", "1" * 47, "1" * 49, "\N{ARABIC-INDIC DIGIT ONE}" * 48]
)
def test_another_number_of_digits_is_said(typed: str) -> None:
    with pytest.raises(NotAllowed, match="spoken_short"):
        heard(typed)


def test_a_secret_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        spoken(b"short")
