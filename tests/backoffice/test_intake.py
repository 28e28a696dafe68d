"""A case as the register reads it: from a published file, from one handed in, and from none at all."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office import resources
from mobile_office.backoffice import intake
from mobile_office.backoffice.publishing import Offer
from mobile_office.canonical import Json, digest
from mobile_office.domain.case import Action, ServiceRef
from mobile_office.domain.inspection import Identity
from mobile_office.signing import new_body, sign_entry
from mobile_office.store.transactions import reading
from mobile_office.sync.wire import sha256
from tests.backoffice.counter import STREAM, Counter, open_counter

OURS = (resources.folder() / "services" / "registration.toml").read_bytes()
FILE = OURS.replace(b"version = 1\n", b"version = 2\n", 1)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


def told(counter: Counter, service: ServiceRef, answers: Json = None) -> Json:
    entry = counter.bus.submit("Berger")
    words = new_body({"answers": {"street": "Am Markte"} if answers is None else answers})
    header = replace(entry.header, service=service, digest=digest(words))
    entry = sign_entry(header, words, counter.bus.staff["Berger"].desk)
    counter.bus.previous = entry.hash
    counter.office.exchange(counter.bus.request(entry, counter.bus.decide("Thiele", Action.APPROVE, entry)))
    return last(counter)


def last(counter: Counter) -> Json:
    with reading(counter.office.engine) as connection:
        return intake.read(connection, STREAM, 0, 50).cases[-1]


def test_a_published_service_is_read_and_known(counter: Counter) -> None:
    counter.office.publish(STREAM, (Offer(Identity("service", "registration", 2), FILE),), 0)
    case = told(counter, ServiceRef("registration", 2, sha256(FILE)))
    assert (case["service"]["known"], bool(case["service"]["name"])) == (True, True)
    assert case["answers"][0]["label"]["de"]


def test_what_nobody_knows_is_told_by_its_paths_until_a_device_hands_it_in(counter: Counter) -> None:
    case = told(counter, ServiceRef("registration", 2, sha256(FILE)))
    assert (case["service"]["known"], case["service"]["name"]) == (False, {})
    assert [(each["path"], each["value"]) for each in case["answers"]] == [("street", "Am Markte")]
    handed = {sha256(FILE): b64encode(FILE).decode()}
    counter.office.exchange(replace(counter.bus.request(), services=handed))
    case = last(counter)
    assert (case["service"]["known"], bool(case["service"]["name"])) == (False, True)
    assert case["answers"][0]["label"]["de"]


def test_another_service_s_file_explains_nothing(counter: Counter) -> None:
    counter.office.publish(STREAM, (Offer(Identity("service", "registration", 2), FILE),), 0)
    case = told(counter, ServiceRef("passport", 2, sha256(FILE)))
    assert case["service"]["name"] == {}


@pytest.mark.parametrize(
    "answers", [[], "x", 7, {"persons": "no list"}, {"persons": [7]}, {"a": {"b": [1, [2]]}}]
)
def test_whatever_was_answered_is_told(counter: Counter, answers: Json) -> None:
    case = told(counter, ServiceRef("registration", 1, sha256(OURS)), answers)
    values = [each["value"] for each in case["answers"]]
    assert values == {"x": ["x"], "7": [7]}.get(str(answers), values)
    if isinstance(answers, dict) and "a" in answers:
        assert {each["path"]: each["value"] for each in case["answers"]} == {"a.b.0": 1, "a.b.1.0": 2}
