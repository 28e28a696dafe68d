"""The routes of those who are not in, over a real socket: guessing costs patience, rubbish costs nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from mobile_office.backoffice.embedded import in_thread
from mobile_office.backoffice.guesses import MOST_OF_ONE
from mobile_office.canonical import canonical
from mobile_office.domain.errors import NotAllowed
from mobile_office.sync import wire
from mobile_office.sync.code import Code
from mobile_office.sync.door import Door
from mobile_office.sync.enrolment import enrol
from mobile_office.sync.wipe import Word
from tests.house import STREAM, Town


@pytest.fixture
def url(town: Town) -> Iterator[str]:
    with in_thread(town.office) as url:
        yield url


def test_guessing_is_slowed_down_also_for_who_then_has_the_right_code(town: Town, url: str) -> None:
    for guess in range(MOST_OF_ONE):
        with pytest.raises(NotAllowed, match="code_unknown"):
            enrol(url, Code(guess.to_bytes(16, "big"), town.office.keys.root).text)
    right = town.office.invite_device(STREAM, "B", "bus").text
    with pytest.raises(NotAllowed, match="too_many_codes"):
        enrol(url, right)


def test_a_used_or_an_expired_code_is_no_guess(town: Town, url: str) -> None:
    used = town.office.invite_device(STREAM, "B", "bus").text
    enrol(url, used)
    for _ in range(MOST_OF_ONE + 1):
        with pytest.raises(NotAllowed, match="code_used"):
            enrol(url, used)


def test_a_waiting_laptop_is_told_so_with_every_answer(town: Town, url: str) -> None:
    assert enrol(url, town.office.invite_device(STREAM, "B", "bus", compared=True).text).waiting
    assert not enrol(url, town.office.invite_device(STREAM, "C", "bus").text).waiting


@pytest.mark.parametrize(
    "path", ["enrolments", "introductions", "people", "recoveries", "handovers", "wiped"]
)
@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'{"code":1,"claim":{},"proof":""}', b"\xff"])
def test_rubbish_gets_a_signed_no(town: Town, url: str, path: str, body: bytes) -> None:
    door = Door(url)
    try:
        answered = door.post(f"/v1/{path}", body, wire.CLEAR)
    finally:
        door.close()
    answer = wire.read_answer(answered.body, town.office.keys.public.signing)
    assert (answered.status, answer["error"]) in ((400, "malformed"), (403, "device_unknown"))


@pytest.mark.parametrize("path", ["enrolments", "introductions", "people", "recoveries", "wiped"])
def test_what_no_database_server_can_look_for_is_not_looked_for(town: Town, url: str, path: str) -> None:
    names = {"enrolments": ("signing_key", "exchange_key"), "introductions": ()}.get(
        path, ("desk_key", "decision_key", "exchange_key")
    )
    claim = dict.fromkeys(names, "ab" * 32) | ({"grant": "ab"} if path == "recoveries" else {})
    word = Word("ab", "b\0", datetime(2026, 11, 22, tzinfo=UTC), 0, 0, "ab").to_json()
    value = word if path == "wiped" else {"code": "b\0", "claim": claim, "proof": "ab"}
    door = Door(url)
    try:
        answered = door.post(f"/v1/{path}", canonical(value), wire.CLEAR)
    finally:
        door.close()
    answer = wire.read_answer(answered.body, town.office.keys.public.signing)
    assert (answered.status, answer["error"]) == (400, "malformed")
