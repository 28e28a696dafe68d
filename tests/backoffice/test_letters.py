"""Letters: what is a number and a key of our protocol, and what is not."""

import pytest

from mobile_office.backoffice.letters import NotOurs, is_count, is_key, parse


@pytest.mark.parametrize("value", [0, 1, 2**53 - 1])
def test_whole_numbers_of_our_json_count(value: int) -> None:
    assert is_count(value)


@pytest.mark.parametrize("value", [-1, 2**53, True, 1.0, "1", None])
def test_nothing_else_counts(value: object) -> None:
    assert not is_count(value)


def test_a_key_is_32_bytes_in_lower_case_hex() -> None:
    assert is_key("ab" * 32)
    assert not is_key("AB" * 32)
    assert not is_key("ab" * 31)


def test_what_is_no_strict_json_is_not_ours() -> None:
    with pytest.raises(NotOurs):
        parse(b'{"a":1,"a":2}', dict)
