"""An entry's header: its JSON comes back as it went, and one changed letter is another hash."""

from dataclasses import replace

import pytest

from mobile_office.headers import header_from_json, header_hash, header_to_json
from tests.test_protocol import HEADER


def test_a_header_comes_back_as_it_went() -> None:
    assert header_from_json(header_to_json(HEADER)) == HEADER


def test_one_changed_letter_is_another_hash() -> None:
    assert header_hash(replace(HEADER, subject="B-2026-00042-8")) != header_hash(HEADER)


def test_an_unknown_action_is_no_header() -> None:
    with pytest.raises(ValueError, match="sing"):
        header_from_json({**header_to_json(HEADER), "action": "sing"})
