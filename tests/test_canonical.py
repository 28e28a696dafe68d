"""The one byte form: the same for every writer, and nothing that JSON cannot hold."""

import math
import random
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785

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


LETTERS = ["a", "Z", "ü", "\u2028", "\x00", "\x1f", "\x7f", '"', "\\", "/", "\n", "\b", "𝒜", "\ue000", "€"]


def anything(chance: random.Random, depth: int = 4) -> Json:
    """A random value of JSON."""
    match chance.randrange(8 if depth else 6):
        case 0:
            return "".join(chance.choices(LETTERS, k=chance.randrange(6)))
        case 1:
            return chance.choice([0, -1, 2**53 - 1, 1 - 2**53, chance.getrandbits(40)])
        case 2:
            return chance.choice([True, False, None])
        case 3:
            return chance.choice([0.0, -0.0, 1.0, 1e21, 1e-7, 0.1, chance.random() * 10**9])
        case 4 | 5:
            return chance.choice(["", "2026-11-22", "M\u0302"])
        case 6:
            return [anything(chance, depth - 1) for _ in range(chance.randrange(4))]
        case _:
            keys = ("".join(chance.choices(LETTERS, k=chance.randrange(3))) for _ in range(4))
            return {key: anything(chance, depth - 1) for key in keys}


def test_every_value_has_the_form_of_rfc_8785() -> None:
    chance = random.Random(8785)
    for _ in range(4000):
        value = anything(chance)
        assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", ["\ud800", ["x", {"geheim": "\udfff"}]])
def test_what_has_no_form_is_not_quoted(value: Json) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*geheim)"):
        canonical(value)


def test_times_of_any_precision_are_read() -> None:
    assert read_time("2026-01-02T03:04:05.5Z") == datetime(2026, 1, 2, 3, 4, 5, 500_000, tzinfo=UTC)
