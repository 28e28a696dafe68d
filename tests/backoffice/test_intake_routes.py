"""The intake by hand: what is no outcome is malformed, and the same again gets the same answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.canonical import Json, canonical
from mobile_office.domain.case import Action
from mobile_office.protocol import VERSION, Entry
from mobile_office.signing import sign_entry
from mobile_office.sync.door import Door
from mobile_office.sync.requests import Signer
from mobile_office.sync.wire import CLEAR, read_answer
from tests.backoffice.counter import NOW, Counter, Place, open_counter


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_counter(tmp_path) as counter:
        yield counter


@pytest.fixture
def gateway(counter: Counter) -> Place:
    return counter.another("G", "gateway")


@pytest.fixture
def door(counter: Counter, gateway: Place) -> Iterator[Door]:
    with in_thread(counter.office) as url:
        door = Door(url, signer=Signer(gateway.device.id, gateway.keys.seed, lambda: NOW))
        yield door
        door.close()


def said(counter: Counter, door: Door, path: str, value: Json = None) -> tuple[int, Json]:
    answered = door.get(path) if value is None else door.post(path, canonical(value), CLEAR)
    return answered.status, read_answer(answered.body, counter.office.keys.public.signing)


def approved(counter: Counter) -> tuple[Entry, Entry]:
    entry = counter.bus.submit("Berger")
    decision = counter.bus.decide("Thiele", Action.APPROVE, entry)
    counter.office.exchange(counter.bus.request(entry, decision))
    return entry, decision


def test_an_outcome_is_numbered_and_the_same_again_is_the_same(
    counter: Counter, door: Door, gateway: Place
) -> None:
    entry, decision = approved(counter)
    path = f"/v1/cases/{entry.header.subject}/outcome"
    taken = gateway.decide("Albrecht", Action.TAKE_OVER, entry, decision)
    asked = {"entries": [taken.to_json()]}
    first, again = said(counter, door, path, asked), said(counter, door, path, asked)
    assert first[0] == 200
    assert [item["receipt"]["seq"] for item in first[1]["accepted"]] == [3]
    assert first[1]["accepted"] == again[1]["accepted"]
    late = gateway.decide("Albrecht", Action.NOT_POSSIBLE, entry, decision)
    status, answer = said(counter, door, path, {"entries": [late.to_json()]})
    assert (status, answer["accepted"]) == (200, [])
    assert [(each["entry"], each["code"]) for each in answer["refused"]] == [(late.header.id, "stale")]


def test_what_is_no_outcome_of_this_case_is_malformed(counter: Counter, door: Door, gateway: Place) -> None:
    entry, decision = approved(counter)
    path = f"/v1/cases/{entry.header.subject}/outcome"
    taken = gateway.decide("Albrecht", Action.TAKE_OVER, entry, decision)
    note = replace(taken.header, action=Action.NOTE, decides=None)
    elsewhere = replace(taken.header, device=counter.bus.device.id)
    person = counter.staff["Albrecht"]
    values: list[Json] = [
        [],
        {},
        {"entries": []},
        {"entries": [7]},
        {"entries": {"a": 1}},
        {"entries": [taken.to_json()] * 26},
        {"entries": [sign_entry(note, taken.body or {}, person.desk).to_json()]},
        {"entries": [sign_entry(elsewhere, taken.body or {}, person.decision).to_json()]},
    ]
    for value in values:
        assert said(counter, door, path, value)[1]["error"] == "malformed"
    other = "/v1/cases/B-2026-99999-9/outcome"
    assert said(counter, door, other, {"entries": [taken.to_json()]})[0] == 400
    assert counter.office.journal(counter.bus.device.stream).cursor() == 2


@pytest.mark.parametrize("query", ["after=-1", "after=x", "limit=0", "limit=51", f"after={2**53}"])
def test_what_is_no_cursor_is_malformed(counter: Counter, door: Door, query: str) -> None:
    status, answer = said(counter, door, f"/v1/cases?{query}")
    assert (status, answer["error"]) == (400, "malformed")


def test_it_stands_in_the_interface(counter: Counter, door: Door) -> None:
    approved(counter)
    status, answer = said(counter, door, "/v1/cases")
    assert (status, len(answer["cases"]), answer["more"]) == (200, 1, False)
    assert json.dumps(answer["cases"][0])
    assert VERSION >= 2
