"""Quarantine: an entry that came in a request and is none. It is kept as it came, refused, and the rest goes on.

Where its header's hash can be proved and its place in the chain is the next, the chain goes on behind it; else the
chain is broken there, and the device goes on in a new one (sync.md 15).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mobile_office.canonical import Json, canonical, digest
from mobile_office.domain.case import SubjectKind
from mobile_office.protocol import Entry

MALFORMED = "malformed"  # the code of the refusal
_LENGTHS = {"id": 36, "subject": 64, "chain": 64, "device": 64}
_MOST = 2**53 - 1


@dataclass(frozen=True)
class Poison:
    """What came in place of an entry; `id` is None where it does not even say which one it is."""

    raw: Json
    id: str | None
    chain: str
    n: int


def read_poison(raw: Json) -> Poison:
    """What can be told of it, whatever it is."""
    header = raw.get("header") if isinstance(raw, dict) else None
    header = header if isinstance(header, dict) else {}
    name, chain, n = header.get("id"), header.get("chain"), header.get("n")
    return Poison(
        raw=raw,
        id=name if _fits(name, _LENGTHS["id"]) else None,
        chain=str(chain) if _fits(chain, _LENGTHS["chain"]) else "",
        n=n if type(n) is int and 0 < n <= _MOST else 0,
    )


def in_order(entries: Iterable[Entry], poison: Iterable[Json]) -> Iterator[Entry | Poison]:
    """The entries as they came, what cannot be read in its place of the chain, or last."""
    waiting = sorted(map(read_poison, poison), key=lambda each: (each.chain, each.n))
    for entry in entries:
        before = [each for each in waiting if each.chain == entry.header.chain and each.n < entry.header.n]
        yield from before
        waiting = [each for each in waiting if each not in before]
        yield entry
    yield from waiting


def poison_row(poison: Poison, stream: str, carrier: str, n: int, previous: str) -> dict[str, Any] | None:
    """The refused row to keep of it behind the head (`n`, `previous`); None where the chain cannot go on with it."""
    raw = poison.raw
    header = raw.get("header") if isinstance(raw, dict) else None
    if not isinstance(header, dict) or not all(
        _fits(header.get(name), most) for name, most in _LENGTHS.items()
    ):
        return None
    own = header.get("stream") == stream and header["device"] == carrier  # nobody else may use up its place
    if not own or (poison.n, header.get("previous")) != (n + 1, previous) or raw.get("hash") != _hash(header):
        return None
    kind = header.get("kind")
    return {
        "stream": stream,
        "id": poison.id,
        "kind": kind if kind in {each.value for each in SubjectKind} else SubjectKind.DEVICE.value,
        "subject": header["subject"],
        "chain": poison.chain,
        "n": poison.n,
        "hash": raw["hash"],
        "device": carrier,
        "header": header,
        "signature": raw["signature"] if _fits(raw.get("signature"), 128) else "",
        "body": raw.get("body"),
        "own": False,
        "refusal_seen": False,
        "refused": MALFORMED,
        "refused_details": {},
    }


def _hash(header: dict[str, Json]) -> str | None:
    try:
        canonical(header)
        return digest(header)
    except (ValueError, TypeError, RecursionError):
        return None


def _fits(text: Json, most: int) -> bool:
    return isinstance(text, str) and 0 < len(text) <= most and "\0" not in text
