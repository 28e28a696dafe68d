"""The chaos proxy does to a request what its fault says, on a real socket, and the same seed is the same road."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import pytest

from mobile_office.sync.wire import PROTOCOL_HEADER
from tests.storm import proxy as proxy_module
from tests.storm.faults import Fault, drawn
from tests.storm.proxy import Proxy

ASKED = f"POST /v1/exchange HTTP/1.1\r\nHost: x\r\n{PROTOCOL_HEADER}: 2\r\nContent-Length: 5\r\n\r\nHello".encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nGoodbye"

WHOLE = {
    Fault.NONE: 1,
    Fault.DUPLICATED: 2,
    Fault.OUTDATED: 1,
    Fault.OLD_REPLY: 1,  # there is no earlier one yet
}
NOTHING = {
    Fault.CUT_BEFORE: 0,
    Fault.CUT_INSIDE: 0,
    Fault.REPLY_LOST: 1,
    Fault.REORDERED: 1,
    Fault.STALLED: 1,
}
STRANGERS = {
    Fault.PORTAL_REDIRECT: b"302",
    Fault.PORTAL_PAGE: b"200",
    Fault.LYING: b"200",
    Fault.LATER: b"503",
    Fault.TOO_OLD: b"426",
    Fault.CONFLICT: b"409",
}


@dataclass
class Office:
    """Answers whatever arrives whole."""

    arrived: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.arrived.append(await reader.readexactly(len(ASKED)))
            writer.write(ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _met(fault: Fault) -> tuple[bytes, Office, Proxy]:
    office = Office()
    async with await asyncio.start_server(office.serve, "127.0.0.1", 0) as there:
        road = Proxy([there.sockets[0].getsockname()[1]], 0, stall=0.05)
        async with await road.listen() as here:
            reader, writer = await asyncio.open_connection(*here.sockets[0].getsockname()[:2])
            writer.write(ASKED)
            try:
                answer = await asyncio.wait_for(reader.read(1000), 5)
            except ConnectionResetError:
                answer = b""
            writer.close()
            road.calm()
            await road.arrived()
            await asyncio.sleep(0.01)
    return answer, office, road


def _play(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> tuple[bytes, list[bytes]]:
    monkeypatch.setattr(proxy_module, "drawn", lambda *_: fault)
    answer, office, road = asyncio.run(_met(fault))
    assert road.counts[fault] == 1
    return answer, office.arrived


@pytest.mark.parametrize("fault", WHOLE)
def test_what_goes_through_is_answered_in_full(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    answer, arrived = _play(monkeypatch, fault)
    assert answer == ANSWER
    version = b": 0" if fault is Fault.OUTDATED else b": 2"
    assert arrived == [ASKED.replace(b": 2", version)] * WHOLE[fault]


@pytest.mark.parametrize("fault", NOTHING)
def test_what_is_cut_brings_no_answer_and_may_have_arrived(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    answer, arrived = _play(monkeypatch, fault)
    assert answer == b""
    assert arrived == [ASKED] * NOTHING[fault]


def test_a_truncated_answer_is_a_part_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, arrived = _play(monkeypatch, Fault.TRUNCATED)
    assert ANSWER.startswith(answer)
    assert answer != ANSWER
    assert arrived == [ASKED]


@pytest.mark.parametrize("fault", STRANGERS)
def test_a_stranger_answers_and_nothing_arrives(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    answer, arrived = _play(monkeypatch, fault)
    assert answer.startswith(b"HTTP/1.1 " + STRANGERS[fault])
    assert arrived == []


def test_every_fault_is_tried_above() -> None:
    assert {*WHOLE, *NOTHING, *STRANGERS, Fault.TRUNCATED} == set(Fault)


def test_half_of_all_requests_meet_a_fault_and_a_seed_is_the_same_road_again() -> None:
    road = [drawn(7, n) for n in range(4000)]
    assert road == [drawn(7, n) for n in range(4000)]
    counted = Counter(road)
    assert 0.45 < 1 - counted[Fault.NONE] / 4000 < 0.55
    assert set(counted) == set(Fault)
