"""The fingerprint two people compare: six groups of digits that say which keys a laptop has."""

import re

from mobile_office.sync.comparison import fingerprint_of, is_same


def test_it_is_six_groups_of_digits_and_other_keys_have_others() -> None:
    one = fingerprint_of("ab" * 32, "cd" * 32)
    assert re.fullmatch(r"(\d{4} ){5}\d{4}", one)
    assert fingerprint_of("ab" * 32, "cd" * 32) == one
    assert one not in (fingerprint_of("cd" * 32, "ab" * 32), fingerprint_of("ab" * 32, "ce" * 32))


def test_blanks_do_not_matter_and_digits_do() -> None:
    one = "0123 4567 8901 2345 6789 0123"
    assert is_same(one.replace(" ", ""), one)
    assert not is_same(one[:-1] + "4", one)
    assert not is_same("", "")
    assert not is_same("0123", "0123")
