"""The command's own words; what it does stands in tests/backoffice/test_appointing.py."""

from mobile_office.backoffice.commands.appointing import _sentence
from mobile_office.domain.appointments import Wrong


def test_too_many_lines_are_no_column() -> None:
    assert _sentence(Wrong(2002, "")) == "line 2002: there are too many lines"
