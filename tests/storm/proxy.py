"""The chaos proxy: stands on a real socket between real clients and real servers, and knows HTTP.

Each request meets a fault or none (`faults.drawn`); with several servers it is also their load balancer. It
believes nobody and keeps nothing: what it was given stands in `counts`.
"""

import asyncio
import random
import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass

from mobile_office.sync.wire import PROTOCOL_HEADER
from tests.storm.faults import SHARE, Fault, chance_of, drawn, stranger

_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_VERSION = re.compile(rb"(?<=\r\n)" + PROTOCOL_HEADER.encode() + rb": *\d+", re.IGNORECASE)
_LARGEST = 1 << 16  # bytes of a head
_PATIENCE = 10.0  # seconds for a server
_REMEMBERED = 20  # earlier answers


@dataclass(frozen=True)
class Message:
    """One request or answer as bytes, head and body apart."""

    head: bytes
    body: bytes

    @property
    def raw(self) -> bytes:
        """All of it."""
        return self.head + self.body


class Proxy:
    """A road to `servers` (ports of this machine). `stall` is in seconds, longer than a client's patience."""

    def __init__(self, servers: Sequence[int], seed: int, stall: float, share: float = SHARE) -> None:
        self._servers = tuple(servers)
        self._seed = seed
        self._stall = stall
        self._share = share
        self._number = 0
        self._earlier: deque[bytes] = deque(maxlen=_REMEMBERED)
        self._late: set[asyncio.Task[None]] = set()
        self._is_calm = asyncio.Event()
        self.counts: Counter[str] = Counter()

    async def listen(self, port: int = 0) -> asyncio.Server:
        """Open the road on a port of this machine; 0 is any free one."""
        return await asyncio.start_server(self._serve, "127.0.0.1", port)

    def calm(self) -> None:
        """No more faults; what is still held back goes on its way at once."""
        self._is_calm.set()

    async def arrived(self) -> None:
        """Wait until nothing is held back any more."""
        await asyncio.gather(*self._late, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (asked := await _read(reader, has_body=True)) is not None:
                self._number += 1
                chance = chance_of(-self._seed - 1, self._number)
                is_calm = self._is_calm.is_set()
                fault = Fault.NONE if is_calm else drawn(self._seed, self._number, self._share)
                self.counts["calm" if is_calm else fault] += 1
                answer, goes_on = await self._meet(fault, asked, chance)
                writer.write(answer)
                await writer.drain()
                if not goes_on:
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            self.counts["connections_broken"] += 1
        finally:
            self._close(writer)

    async def _meet(self, fault: Fault, asked: Message, chance: random.Random) -> tuple[bytes, bool]:
        """What goes back, and whether the connection stays open."""
        match fault:
            case Fault.CUT_BEFORE:
                return b"", False
            case Fault.CUT_INSIDE:
                await self._send(asked.raw[: chance.randrange(1, len(asked.raw))], chance)
                return b"", False
            case Fault.REPLY_LOST | Fault.TRUNCATED:
                answer = await self._ask(asked, chance)
                is_part = answer and fault is Fault.TRUNCATED
                return answer[: chance.randrange(1, len(answer))] if is_part else b"", False
            case Fault.DUPLICATED:
                answers = [await self._ask(asked, chance), await self._ask(asked, chance)]
                return chance.choice(answers), all(answers)
            case Fault.REORDERED | Fault.STALLED:
                wait = self._stall if fault is Fault.STALLED else chance.uniform(0.1, 2.0)
                task = asyncio.create_task(self._later(asked, wait, chance))
                self._late.add(task)
                task.add_done_callback(self._late.discard)
                if fault is Fault.STALLED:
                    await self._pause(self._stall)
                return b"", False
            case Fault.OLD_REPLY if self._earlier:
                return chance.choice(list(self._earlier)), True
            case Fault.OUTDATED:
                head = _VERSION.sub(f"{PROTOCOL_HEADER}: 0".encode(), asked.head)
                return await self._whole(Message(head, asked.body), chance)
            case Fault.NONE | Fault.OLD_REPLY:
                return await self._whole(asked, chance)
        return stranger(fault, chance), chance.random() < 0.5

    async def _whole(self, asked: Message, chance: random.Random) -> tuple[bytes, bool]:
        answer = await self._ask(asked, chance)
        return answer, bool(answer)

    async def _later(self, asked: Message, wait: float, chance: random.Random) -> None:
        await self._pause(wait)
        await self._ask(asked, chance)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._is_calm.wait(), seconds)
        except TimeoutError:
            return

    async def _ask(self, asked: Message, chance: random.Random) -> bytes:
        """A server's whole answer; nothing when all are down or it is ended in the middle."""
        opened = await self._connect(chance)
        if opened is None:
            return b""
        reader, writer = opened
        try:
            writer.write(asked.raw)
            await writer.drain()
            has_body = not asked.head.startswith(b"HEAD ")
            answer = await asyncio.wait_for(_read(reader, has_body), _PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.counts["servers_broken"] += 1
            return b""
        finally:
            writer.close()
        if answer is None:
            return b""
        self._earlier.append(answer.raw)
        return answer.raw

    async def _send(self, part: bytes, chance: random.Random) -> None:
        if opened := await self._connect(chance):
            opened[1].write(part)
            await opened[1].drain()
            self._close(opened[1])

    async def _connect(
        self, chance: random.Random
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for port in chance.sample(self._servers, len(self._servers)):
            try:
                return await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                self.counts["servers_down"] += 1
        return None

    def _close(self, writer: asyncio.StreamWriter) -> None:
        if self._number % 2:
            writer.transport.abort()  # a reset; otherwise an end in order
        else:
            writer.close()


async def _read(reader: asyncio.StreamReader, has_body: bool) -> Message | None:
    """The next message; None when the other side has closed. Raises IncompleteReadError for a part of one."""
    try:
        head = await reader.readuntil(_HEAD)
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    length = _LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length and has_body else b""
    return Message(head, body)
