"""What a file is: told by its keys, mistyped ones too, and by nothing else."""

import pytest

from mobile_office.domain.file_kinds import Identity, identity_of, kind_of
from mobile_office.domain.service_file import parsed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[[stops]]\n", "tours"),
        ("[code]\n", "codelist"),
        ("[items.x]\n", "fees"),
        ("valid_form = 2027-01-01\n", "fees"),
        ("[fields.plate]\n", "fields"),
        ("[[section]]\n", "service"),
        ('next_step = "x"\n', "service"),
        ('[plate]\nkind = "text"\n', ""),
        ("version = 1\n", ""),
    ],
)
def test_the_nearest_key_says_what_a_file_is(text: str, kind: str) -> None:
    assert kind_of(parsed(text)) == kind


def test_what_is_called_fields_is_the_shared_fields() -> None:
    assert kind_of(parsed('[plate]\nkind = "text"\n'), "fields") == "fields"
    assert kind_of(parsed('id = "x"\n'), "fields") == "service"


def test_a_fee_table_is_named_after_its_series_and_its_day() -> None:
    data = parsed("valid_from = 2026-11-01\nversion = 2\n")
    assert identity_of(data, "x") == Identity("fees", "2026-11-01", 2)
    assert identity_of({**data, "series": "city"}, "x") == Identity("fees", "city-2026-11-01", 2)
