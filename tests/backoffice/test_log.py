"""The log: one JSON object a line, and nothing in it that anybody typed."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from mobile_office.backoffice import log


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("mobile_office")
    before = root.handlers[:], root.level, ours.level
    written = io.StringIO()
    log.write_to(written)
    yield written
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])


def test_a_line_says_when_what_and_how_much(lines: io.StringIO) -> None:
    log.event("request", route="/v1/exchange", status=200, duration_ms=1.5, device="0193abcd")
    line = json.loads(lines.getvalue())
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "event": "request",
        "route": "/v1/exchange",
        "status": 200,
        "duration_ms": 1.5,
        "device": "0193abcd",
    }


def test_what_is_not_on_the_list_cannot_be_logged() -> None:
    with pytest.raises(ValueError, match="not to be logged: name"):
        log.event("request", name="Erika")


def test_what_is_no_code_is_left_out(lines: io.StringIO) -> None:
    log.event("request", code="Erika Mustermann", route="/v1/höhe", place="a" * 81, status=200)
    assert not {"code", "route", "place"} & json.loads(lines.getvalue()).keys()


def test_a_library_s_words_stay_out_and_so_does_what_an_error_quotes(lines: io.StringIO) -> None:
    try:
        raise ValueError("Erika Mustermann")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("while reading %s", "Erika Mustermann")
    logging.getLogger("sqlalchemy").warning("Erika Mustermann")
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert (first["code"], second["code"]) == ("ValueError", "sqlalchemy")
    assert "Mustermann" not in lines.getvalue()


def test_only_what_looks_like_an_id_is_shortened_into_the_log() -> None:
    assert log.short("0193abcd-1234-7000-8000-0123456789ab") == "0193abcd"
    assert log.short("Mustermann") == ""
