"""Mutated envelopes against the real office: nothing changed may ever be taken in, and nothing may be a bug.

Bytes are flipped, cut and spliced; envelopes are sealed anew by a real device that lies about everything inside:
manifests, purposes, JSON that is none, entries that were changed after they were signed. Seeded by number.
"""

import asyncio
import copy
import json
import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from mobile_office.backoffice.app import create_app
from mobile_office.backoffice.office import Office, utc_now
from mobile_office.canonical import Json, canonical
from mobile_office.protocol import VERSION, Entry, Request
from mobile_office.sealing import encrypt, seal
from mobile_office.signing import new_signing_key
from mobile_office.sync import wire
from mobile_office.sync.requests import Message, Signer
from tests.storm.naive import EXCHANGE, fresh
from tests.storm.scene import NAIVE_STREAM, Stage, naive_facts
from tests.storm.verdict import numbered

_ROUTES = (EXCHANGE, EXCHANGE, EXCHANGE, "/v1/publications")
_ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**53, 2**64, -(2**63), 1e308, 0.5, "", "0", "a" * 10_000, "\0", "😀", "../..",
    "2026-11-22T10:00:00Z", "0000-00-00T00:00:00Z", "9999-12-31T23:59:59.999999Z", "ff" * 32, [], {}, [[]],
    {"": ""}, [None], "' OR 1=1 --", "\u202e", "office",
)  # fmt: skip
_RAW = (
    b"", b"null", b"[]", b"{}", b"0", b'"x"', b"NaN", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":1,"a":2}',
    b'{"a":Infinity}', b'"\\ud800"', b"1" * 10_000, b'{"__proto__":1}', b"\xef\xbb\xbf{}",
)  # fmt: skip


@dataclass
class Report:
    """How many were sent, by status and kind; the seeds that were taken in changed, or were a bug."""

    sent: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    accepted: list[str] = field(default_factory=list)
    unhandled: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Mutant:
    """A body to send; `entry` is what was in it before it was changed."""

    body: bytes
    entry: Entry


class Mutator:
    """A device's own keys, used against its office."""

    def __init__(self, office: Office, facts: dict[str, str]) -> None:
        self._office, self._facts = office, facts
        self.seed = bytes.fromhex(facts["seed"])
        self.device = facts["device"]
        self._kinds: dict[str, Callable[[random.Random, Entry], bytes]] = {
            "flipped": self._flipped,
            "cut": self._cut,
            "spliced": self._spliced,
            "manifest": self._manifest,
            "names": self._names,
            "payload": self._payload,
            "request": self._request,
            "entry": self._entry,
            "text": self._text,
        }

    def mutant(self, number: int) -> tuple[str, _Mutant]:
        """The mutant of a number, and its kind."""
        chance = random.Random(f"mutant {number}")
        kind = chance.choice(list(self._kinds))
        entry = Entry.from_json(fresh(self._facts, f"mutant-{number}").to_json())
        return kind, _Mutant(self._kinds[kind](chance, entry), entry)

    def _asked(self, entry: Entry) -> dict[str, Any]:
        value = Request(self.device, NAIVE_STREAM, 0, (entry,), None).to_json()
        assert isinstance(value, dict)
        return value

    def _sealed(self, payload: bytes, **other: Any) -> bytes:
        usual = {
            "sender_seed": self.seed,
            "sender": self.device,
            "recipient_public": self._facts["office_exchange"],
            "recipient": wire.OFFICE,
            "purpose": wire.REQUEST,
        }
        return seal(payload, **{**usual, **other})

    def _good(self, entry: Entry) -> bytes:
        return self._sealed(canonical(self._asked(entry)))

    def _flipped(self, chance: random.Random, entry: Entry) -> bytes:
        data = bytearray(self._good(entry))
        for _ in range(chance.choice([1, 1, 1, 2, 8])):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data) if bytes(data) != self._good(entry) else b""

    def _cut(self, chance: random.Random, entry: Entry) -> bytes:
        data = self._good(entry)
        at = chance.randrange(len(data))
        return chance.choice([data[:at], data[at + 1 :], data + chance.randbytes(1 + at % 40), data + data])

    def _spliced(self, chance: random.Random, entry: Entry) -> bytes:
        one, other = self._good(entry), self._good(fresh(self._facts, "other"))
        at, length = chance.randrange(1, len(one)), chance.randrange(1, 200)
        return chance.choice([one[:at] + other[at:], one[:at] + one[at + length :], other[:33] + one[33:]])

    def _manifest(self, chance: random.Random, entry: Entry) -> bytes:
        """What is inside the sealing is changed after it was signed."""
        office, purpose = self._facts["office_exchange"], wire.REQUEST
        names = {"sender": self.device, "recipient": wire.OFFICE, "recipient_key": office, "purpose": purpose}
        inside: Json = {"manifest": names, "signature": "00" * 64, "payload": "e30="}
        part = chance.choice([inside, names])
        part[chance.choice(sorted(part))] = chance.choice(_ODD)
        info = canonical([1, wire.OFFICE, self.device, purpose])
        raw = chance.choice([json.dumps(inside).encode(), chance.choice(_RAW)])
        return encrypt(raw, office, info)

    def _names(self, chance: random.Random, entry: Entry) -> bytes:
        """Sealed in order, for something else or by somebody else."""
        wrong: dict[str, Any] = chance.choice(
            [
                {"purpose": wire.CONTENT_REQUEST},
                {"purpose": wire.REPLY},
                {"purpose": ""},
                {"sender": chance.choice(["", "office", "x" * 40])},
                {"recipient": chance.choice(["", self.device])},
                {"sender_seed": new_signing_key()},
                {"recipient_public": self._facts["office_signing"]},
            ]
        )
        try:
            return self._sealed(canonical(self._asked(entry)), **wrong)
        except ValueError:  # not every 32 bytes are a key
            return b"\1" + chance.randbytes(300)

    def _payload(self, chance: random.Random, _: Entry) -> bytes:
        return self._sealed(chance.choice([*_RAW, json.dumps(chance.choice(_ODD)).encode()]))

    def _request(self, chance: random.Random, entry: Entry) -> bytes:
        """Anything but the entry is changed."""
        value = self._asked(entry)
        value["entries"] = []
        _disturb(value, chance)
        return self._sealed(json.dumps(value).encode())

    def _entry(self, chance: random.Random, entry: Entry) -> bytes:
        """The entry is changed after its author has signed it."""
        value = self._asked(entry)
        for _ in range(chance.choice([1, 1, 2, 5])):
            _disturb(value["entries"], chance)
        return self._sealed(json.dumps(value).encode())

    def _text(self, chance: random.Random, entry: Entry) -> bytes:
        """The JSON itself is changed as text."""
        text = bytearray(json.dumps(self._asked(entry)).encode())
        at = chance.randrange(len(text))
        text[at : at + chance.choice([0, 1, 3])] = chance.choice(
            [b"", b'"', b"\0", b"}", b",", b"\xc3", b"9"]
        )
        return self._sealed(bytes(text))


def _disturb(value: Any, chance: random.Random) -> None:
    """Change one thing somewhere in JSON."""
    places = list(_places(value))
    holder, key = chance.choice(places)
    match chance.randrange(5):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1:
            holder[key] = [holder[key]]
        case 2 if len(places) > 1:
            other, its = chance.choice(places)
            holder[key] = copy.deepcopy(other[its])
        case 3 if isinstance(holder[key], str) and holder[key]:
            text = holder[key]
            at = chance.randrange(len(text))
            holder[key] = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        case _:
            holder[key] = copy.deepcopy(chance.choice(_ODD))


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield value, key
        yield from _places(item)


def attack(stage: Stage, count: int, tell: Callable[[int], None] = lambda _: None, first: int = 0) -> Report:
    """Send `count` mutants to the office of a stage. `tell` hears how many were sent."""
    with closing(stage.office()) as office:
        return asyncio.run(_attack(office, naive_facts(stage.folder), count, tell, first))


async def _attack(
    office: Office, facts: dict[str, str], count: int, tell: Callable[[int], None], first: int
) -> Report:
    mutator, report, app = Mutator(office, facts), Report(), create_app(office)
    before = office.journal(NAIVE_STREAM).cursor()
    for number in range(first, first + count):
        kind, mutant = mutator.mutant(number)
        route = _ROUTES[number % len(_ROUTES)]
        status, _ = await ask(app, route, mutator, mutant.body)
        report.sent += 1
        report.counts[f"{kind}_{status}"] += 1
        if status >= 500:
            report.unhandled.append(f"{number} {kind}")
        if (now := office.journal(NAIVE_STREAM).cursor()) != before:
            # JSON said in other words is the same entry: only what differs from what was signed is a fault.
            taken = numbered(office, NAIVE_STREAM, before)
            if taken == [mutant.entry]:
                report.counts["same_after_all"] += 1
            else:
                report.accepted.append(f"{number} {kind}")
            before = now
        tell(report.sent)
    return report


async def ask(app: Any, path: str, mutator: Mutator, body: bytes) -> tuple[int, bytes]:
    """Status and body of the app's answer to a request signed by the device."""
    message = Message("POST", path, {wire.PROTOCOL_HEADER: str(VERSION)})
    Signer(mutator.device, mutator.seed, utc_now).sign(message, wire.sha256(body))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"",
        "headers": [(name.lower().encode(), text.encode()) for name, text in message.headers.items()],
        "server": ("office", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    parts: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(part: dict[str, Any]) -> None:
        parts.append(part)

    await app(scope, receive, send)
    return int(parts[0]["status"]), b"".join(part.get("body", b"") for part in parts[1:])
