"""Buses (Fahrzeuge) that cost little: what they hand over is written and sealed beforehand, the answers only looked at.

So it is the office that is measured and not many laptops on one machine. Each keeps one connection, asks again when
it is told to come later, and is done when everything was answered with 200.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mobile_office.backoffice.office import Office, utc_now
from mobile_office.canonical import canonical
from mobile_office.protocol import Entry
from mobile_office.sealing import seal
from mobile_office.sync import wire
from mobile_office.sync.wire import BATCH
from tests.backoffice.counter import Counter, Place, staffed
from tests.ciphertexts import naming, scan

_LETTERS = [one + two for one in "ABCDEFGHKLMNPQRSTUVWXYZ" for two in ("", *"ABCDEFGHKLMNPQRSTUVWXYZ")]
_TRIES = 100


@dataclass(frozen=True)
class Ask:
    """A request before it is signed."""

    method: str
    target: str
    body: bytes


@dataclass
class Bus:
    """A device and its load; `waited` are the seconds until everything was answered, `later` how often it was put off."""

    place: Place
    asks: list[Ask] = field(default_factory=list)
    waited: float = 0.0
    later: int = 0

    async def deliver(self, url: str) -> None:
        """Hand everything over. Raises RuntimeError for any answer but 200 and `come later`."""
        began, office = time.monotonic(), urlsplit(url)
        reader, writer = await asyncio.open_connection(office.hostname, office.port)
        try:
            for ask in self.asks:
                for _ in range(_TRIES):
                    status, hint = await self._ask(reader, writer, ask)
                    if status not in (429, 503):
                        break
                    self.later += 1
                    await asyncio.sleep(hint)
                if status != 200:
                    raise RuntimeError(f"{ask.method} {ask.target}: {status}")
        finally:
            writer.close()
        self.waited = time.monotonic() - began

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ask: Ask
    ) -> tuple[int, float]:
        headers = self.place.signed(ask.method, ask.target, ask.body)
        head = [f"{ask.method} {ask.target} HTTP/1.1", "Host: office", f"Content-Length: {len(ask.body)}"]
        head += [f"Content-Type: {wire.SEALED}", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join([*head, "", ""]).encode() + ask.body)
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        told = dict(line.split(": ", 1) for line in lines if line)
        await reader.readexactly(int(told["content-length"]))
        return int(first.split()[1]), float(told.get("retry-after", 1))


def fleet(office: Office, stream: str, buses: int) -> tuple[Counter, list[Bus]]:
    """So many enrolled buses of one city."""
    counter = staffed(office, stream, utc_now)
    letters = [letter for letter in _LETTERS if letter not in ("B", "S")]
    return counter, [
        Bus(counter.bus),
        *(Bus(counter.another(letter, "bus")) for letter in letters[: buses - 1]),
    ]


def load(bus: Bus, cases: int, size: int, seed: str) -> None:
    """Give a bus so many cases with an attachment of `size` bytes each: cases first, then what belongs to them."""
    scans = [scan(size, hash((seed, n)) & 0xFFFFFFFF) for n in range(cases)]
    entries = [bus.place.submit("Berger", naming(one)) for one in scans]
    bus.asks = [
        Ask("POST", "/v1/exchange", _sealed(bus.place, entries[at : at + BATCH]))
        for at in range(0, cases, BATCH)
    ]
    bus.asks += [Ask("PUT", f"/v1/blobs/{one.digest}/0?size={one.size}", one.data) for one in scans]


def arrive(buses: Sequence[Bus], urls: Sequence[str]) -> float:
    """All of them at once, each at one of the processes; the seconds until the last is done."""

    async def all_of_them() -> None:
        await asyncio.gather(*(bus.deliver(urls[n % len(urls)]) for n, bus in enumerate(buses)))

    began = time.monotonic()
    asyncio.run(all_of_them())
    return time.monotonic() - began


def _sealed(place: Place, entries: Sequence[Entry]) -> bytes:
    request = place.request(*entries, cursor=10**9)  # nothing is to be sent back
    return seal(
        canonical(request.to_json()),
        sender_seed=place.keys.seed,
        sender=place.device.id,
        recipient_public=place.device.office_exchange,
        recipient=wire.OFFICE,
        purpose=wire.REQUEST,
    )
