"""The one byte form: the same for every writer, and nothing that JSON cannot hold."""

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mobile_office.canonical import Json, canonical, digest, read_time, write_time


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"b": 1, "a": "ü"}) == canonical({"a": "ü", "b": 1}) == '{"a":"ü","b":1}'.encode()


def test_a_digest_is_the_sha256_of_the_canonical_form() -> None:
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**60, "\ud800", {1: "x"}, {"x": object()}])
def test_what_json_cannot_hold_has_no_canonical_form(value: Json) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical(value)


def test_a_time_is_written_in_utc_with_milliseconds() -> None:
    at = datetime(2026, 11, 22, 11, 42, 7, 123_987, tzinfo=timezone(timedelta(hours=1)))
    assert write_time(at) == "2026-11-22T10:42:07.123Z"


def test_a_written_time_is_read_back() -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, 6000, tzinfo=UTC)
    assert read_time(write_time(at)) == at


@pytest.mark.parametrize("text", ["", "2026-11-22", "2026-11-22T10:42:07Z", "2026-13-22T10:42:07.000Z"])
def test_another_form_of_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time data"):
        read_time(text)
