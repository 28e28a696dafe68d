"""Countersigned heads (gegengezeichnete Kettenstände): how far the office has seen each chain of this device.

Each is kept twice: in the store, which is encrypted and travels with its backups, and beside it in a small
file, so that an older copy of the store put back alone is noticed without a network (security.md 3).

In the store a head has a transaction of its own, after the one that took the reply in. It says nothing that
was not durable before it was sent, so a power cut between the two loses one proof, which the next exchange
brings again, and can never accuse a sound store.

The file holds ids, numbers, hashes and signatures, nothing personal. It helps against a copy of `store.db`
put back, not against whoever puts back the whole folder: only the office notices that.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from mobile_office.canonical import Json
from mobile_office.domain.errors import Damaged, DiskFull, SignatureInvalid
from mobile_office.protocol import Checkpoint
from mobile_office.signing import verify_checkpoint
from mobile_office.store import durable_file
from mobile_office.store.local import Local, get_local, put_local
from mobile_office.store.transactions import writing

FILE = "heads.json"
_KEPT, _GIVEN_UP = "heads", "given_up"  # keys of `local`
_LARGEST = 1 << 20  # bytes; a laptop has a handful of chains in its life
_CHAIN, _HEX = re.compile("[0-9A-Za-z-]{1,64}"), re.compile("[0-9a-f]{0,128}")

Writer = Callable[[Callable[[], Any]], Any]


@dataclass(frozen=True)
class Known:
    """What is remembered of a device's chains, as found: no signature has been looked at.

    `given_up` holds, for each chain left behind after a roll-back or a fork, the last entry the store
    held of it then (unsigned). `unreadable` names what could not be read: "heads.json", "store.db".
    """

    heads: tuple[Checkpoint, ...] = ()
    given_up: tuple[Checkpoint, ...] = ()
    unreadable: tuple[str, ...] = ()


class Heads:
    """The newest countersigned head of each chain, in a store and in the file beside it."""

    def __init__(self, local: Local, path: Path, office_public: str) -> None:
        self._local = local
        self._path = path
        self._office = office_public

    def keep(self, head: Checkpoint, write: Writer) -> None:
        """Remember a head the office has countersigned; a lower `n` never takes the place of a higher.

        `write` runs a function on the store's one writer and waits; the file is written on the caller's
        thread, never the window's. A file that cannot be written breaks nothing: each exchange tries
        again. A damaged file is written anew from what the store remembers, and what our office has not
        signed is dropped. Raises Trouble when the store cannot be written.
        """
        kept, _ = self._in_store(_KEPT)
        if self._newest([*kept, head]) != kept:
            write(lambda: self._keep_in_store(head))
        beside, damaged = self._beside()
        newest = self._newest([*beside, *kept, head])
        if damaged or newest != beside:
            try:
                durable_file.write(self._path, json.dumps(_to_json(newest), indent=1).encode())
            except (DiskFull, Damaged):
                return

    def give_up(self, chain: str, n: int, head: str) -> None:
        """Note that work leaves a chain, and the last entry the store holds of it now; durable."""
        with writing(self._local.engine) as connection:
            others = [mark for mark in _read(get_local(connection, _GIVEN_UP))[0] if mark.chain != chain]
            put_local(connection, _GIVEN_UP, _to_json([*others, Checkpoint(chain, n, head)]))

    def known(self, in_use: str) -> Known:
        """Everything remembered, in the store and beside it; the chain in use is not given up."""
        kept, kept_damaged = self._in_store(_KEPT)
        given_up, given_up_damaged = self._in_store(_GIVEN_UP)
        beside, beside_damaged = self._beside()
        unreadable = [FILE] * beside_damaged + ["store.db"] * (kept_damaged or given_up_damaged)
        return Known(
            heads=tuple(dict.fromkeys([*kept, *beside])),
            given_up=tuple(mark for mark in given_up if mark.chain != in_use),
            unreadable=tuple(unreadable),
        )

    def _keep_in_store(self, head: Checkpoint) -> None:
        with writing(self._local.engine) as connection:
            kept, _ = _read(get_local(connection, _KEPT))
            put_local(connection, _KEPT, _to_json(self._newest([*kept, head])))

    def _in_store(self, key: str) -> tuple[list[Checkpoint], bool]:
        return _read(self._local.get(key))

    def _beside(self) -> tuple[list[Checkpoint], bool]:
        """What the file says, and whether it is damaged. No file is a fresh home."""
        try:
            with self._path.open("rb") as file:
                data = file.read(_LARGEST + 1)
            return _read(json.loads(data.decode())) if len(data) <= _LARGEST else ([], True)
        except FileNotFoundError:
            return [], False
        except (OSError, ValueError, RecursionError):
            return [], True

    def _newest(self, heads: Iterable[Checkpoint]) -> list[Checkpoint]:
        """The highest of each chain that our office has signed: a forged one must not stand in the way."""
        newest: dict[str, Checkpoint] = {}
        for head in heads:
            before = newest.get(head.chain)
            if (before is None or head.n > before.n) and is_signed(head, self._office):
                newest[head.chain] = head
        return list(newest.values())


def left_behind(connection: Connection) -> frozenset[str]:
    """The chains that work has left, within a transaction."""
    return frozenset(mark.chain for mark in _read(get_local(connection, _GIVEN_UP))[0])


def is_signed(head: Checkpoint, office_public: str) -> bool:
    """True when the office has signed it."""
    try:
        verify_checkpoint(head, office_public)
    except SignatureInvalid:
        return False
    return True


def _to_json(heads: Iterable[Checkpoint]) -> Json:
    return {"heads": [head.to_json() for head in heads]}


def _read(value: Json) -> tuple[list[Checkpoint], bool]:
    """The heads, and whether the value is damaged; nothing kept yet is neither."""
    if value is None:
        return [], False
    try:
        return [_read_head(item) for item in value["heads"]], False
    except (KeyError, TypeError, ValueError):
        return [], True


def _read_head(value: Json) -> Checkpoint:
    head = Checkpoint(**value)
    # What is read here may be printed: no control characters, nothing longer than it has to be.
    shapes = (_CHAIN, head.chain), (_HEX, head.head), (_HEX, head.signature)
    if type(head.n) is not int or head.n < 0 or not all(shape.fullmatch(text) for shape, text in shapes):
        raise ValueError("not a head")
    return head
