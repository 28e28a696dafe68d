"""Codes as readers send them: what the reader adds goes, what the provider wrote stays."""

import pytest

from mobile_office.domain.barcode import tidy


@pytest.mark.parametrize(
    "sent",
    [
        "PC-7F3K-22Q9-XM",
        "]Q1PC-7F3K-22Q9-XM",
        "]d2PC-7F3K-22Q9-XM",
        "\x02PC-7F3K-22Q9-XM\x03\r\n",
        "\x1dPC-7F3K-22Q9-XM\x1d",
    ],
)
def test_what_a_reader_puts_around_a_code_is_taken_away(sent: str) -> None:
    assert tidy(sent) == "PC-7F3K-22Q9-XM"


def test_what_parts_the_fields_of_a_code_becomes_a_blank() -> None:
    assert tidy("]d2010401\x1d21ABC") == "010401 21ABC"


def test_nothing_else_is_touched() -> None:
    assert tidy("https://example.org/a?b=C+d/]Q1") == "https://example.org/a?b=C+d/]Q1"
