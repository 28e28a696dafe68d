"""Inputs made of good ones: bytes flipped, cut, doubled and joined, and JSON whose values are exchanged for odd ones.

Everything follows from the random numbers given, so a finding can be made again.
"""

import json
from random import Random
from typing import Any

_ODD_BYTES = (
    b"\0",
    b"\xff",
    b"\x80",
    b"\xed\xa0\x80",
    b"[[[[",
    b"{",
    b'"',
    b"9" * 5000,
    b"-",
    b"1e999",
    b"NaN",
    b"\n",
)
_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**53, -(2**63), 10**400, 1.5, float("inf"), float("nan")),
    *(
        "",
        "x",
        "\0",
        "\ud800",
        "a" * 3000,
        "2026-11-22T10:42:07.123Z",
        "9999-99-99",
        "00" * 32,
        "../../etc/passwd",
    ),
    *([], {}, [[]], {"": None}, [None], [["a", 1]], {"a": 1}, ["x", 1, "y"]),
)


def mutated(seed: bytes, random: Random, other: bytes = b"") -> bytes:
    """Some bytes of a good input made bad; sometimes it goes on as another one."""
    data = bytearray(seed)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randint(0, len(data))
        match random.randrange(6):
            case 0 if at < len(data):
                data[at] = random.randrange(256)
            case 1:
                data[at:at] = random.choice(_ODD_BYTES)
            case 2:
                del data[at : at + random.choice((1, 2, 8, 64))]
            case 3:
                data[at:at] = data[at : at + random.choice((1, 8, 64))]
            case 4 if other:
                data[at:] = other[random.randint(0, len(other)) :]
            case 5:
                del data[at:]
    return bytes(data)


def mutated_json(seed: bytes, random: Random) -> bytes:
    """A JSON text in which one to three values are gone, exchanged or doubled."""
    try:
        value = json.loads(seed)
    except (ValueError, RecursionError):
        return mutated(seed, random)
    for _ in range(random.choice((1, 1, 2, 3))):
        value = _changed(value, random)
    try:
        return json.dumps(value, ensure_ascii=random.random() < 0.9).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return seed


def _changed(value: Any, random: Random) -> Any:
    if not isinstance(value, dict | list) or not value or random.random() < 0.05:
        return random.choice(_ODD_VALUES)
    places: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
    place, fresh = random.choice(places), value.copy()
    inside = value[place]
    if isinstance(inside, dict | list) and inside and random.random() < 0.8:
        fresh[place] = _changed(inside, random)
        return fresh
    chance = random.random()
    if chance < 0.25:
        del fresh[place]
    elif chance < 0.4 and isinstance(fresh, list):
        fresh.append(inside)
    elif chance < 0.4 and isinstance(fresh, dict):
        fresh["later"] = inside
    else:
        fresh[place] = random.choice(_ODD_VALUES)
    return fresh
