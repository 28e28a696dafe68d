"""Attachments in a body: out and in again, and nothing that is none."""

from datetime import UTC, datetime

import pytest

from mobile_office.attached import from_json, named_in, to_json
from mobile_office.canonical import Json
from mobile_office.domain.attachment import LARGEST, Attachment, Format

SCAN = Attachment(
    "ab" * 32, 1000, "cd" * 32, Format.JPEG, "landlord", 1, datetime(2026, 11, 22, 10, 42, 7, tzinfo=UTC)
)
(JSON,) = to_json([SCAN])


def test_what_a_body_names_comes_back_as_it_went() -> None:
    assert named_in({"attachments": to_json([SCAN])}) == (SCAN,)


def test_a_body_without_attachments_and_an_erased_one_name_none() -> None:
    assert named_in({"answers": {}}) == named_in(None) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "AB" * 32},
        {"digest": "../" + "ab" * 31},
        {"digest": None},
        {"size": 0},
        {"size": True},
        {"size": LARGEST + 1},
        {"format": "svg"},
        {"pages": 0},
        {"key": "cd"},
        {"evidence": 7},
        {"added_at": "yesterday"},
    ],
)
def test_what_is_no_attachment_is_refused(wrong: Json) -> None:
    with pytest.raises(ValueError, match="not a list of attachments"):
        from_json([{**JSON, **wrong}])


@pytest.mark.parametrize("value", [None, 1, {"digest": 1}, "x", [JSON, JSON]])
def test_what_is_no_list_of_them_is_refused(value: Json) -> None:
    with pytest.raises(ValueError, match="attachments"):
        from_json(value)
