"""Links (Kettenglieder): every entry's hash, place and body in a store, proved by hashes alone; no signature is looked at.

What is hashed is the header as it is stored, and every column that repeats a header is held to it. A header that no
longer says what its author signed breaks the link after it, or the head the office remembers (`store/descent.py`).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Text, select, type_coerce

from mobile_office.headers import GENESIS
from mobile_office.protocol import Checkpoint
from mobile_office.store import tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.transactions import reading

# Those of `store/verify.py`, with the same sentences.
CODES = ("unreadable", "row_differs", "signature_invalid", "chain_broken", "chain_gap")
_BATCH = 500  # entries between two looks at `stop`
_SAME = ("stream", "id", "kind", "subject", "chain", "n", "device")  # columns that repeat the header
_PREVIOUS, _SERVICE, _END = '","previous":"', '","service":', ',"stream":"'
_HASH = 64  # hex digits
_NOWHERE = (slice(0, 0),) * 7

_e = tables.entry.c
SELECTED = select(
    *(_e.stream, _e.id, _e.kind, _e.subject, _e.chain, _e.n, _e.device, _e.hash),
    *(type_coerce(_e.header, Text), type_coerce(_e.body, Text), _e.own, _e.refused),  # as they are stored
).order_by(_e.stream, _e.chain, _e.n)
Stop = Callable[[], bool]


def broken_links(engine: Engine, stop: Stop = lambda: False) -> tuple[int, tuple[str, ...]]:
    """How many entries there are, and what is wrong: a code and an entry's id each. `stop` ends it early.

    Raises Trouble when the store cannot be read.
    """
    with reading(engine) as connection:
        return _walk(Links(), connection, (), stop)


def broken_since(
    engine: Engine, stream: str, head: Checkpoint, stop: Stop = lambda: False
) -> tuple[str, ...]:
    """What is wrong with the entries after a head of a chain; whether the head itself is held, Descent tells."""
    with reading(engine) as connection:
        after = _e.stream == stream, _e.chain == head.chain, _e.n > head.n
        return _walk(Links(stream, head), connection, after, stop)[1]


def _walk(
    links: "Links", connection: Connection, which: Sequence[ColumnElement[bool]], stop: Stop
) -> tuple[int, tuple[str, ...]]:
    count, found = 0, list[str]()
    for rows in connection.execute(SELECTED.where(*which)).partitions(_BATCH):
        if stop():
            break
        count += len(rows)
        found += links.broken(rows)
    return count, tuple(found)


class Links:
    """The chains of a store, link by link, in the order of stream, chain and number.

    The quick way compares texts at the places where they stood in another header of the same length: if they are
    there, they say what the columns say, because a header without backslash and inner braces has each name once.
    Whatever it does not find there is read as JSON, which decides.
    """

    def __init__(self, stream: str = "", head: Checkpoint | None = None) -> None:
        """From the beginning, or from a `head` on."""
        self._chain = (stream, head.chain) if head else ("", "")
        self._n, self._previous = (head.n, head.head) if head else (0, GENESIS)
        self._places: dict[int, tuple[slice, ...]] = {}

    def broken(self, rows: Iterable[Any]) -> list[str]:
        """What is wrong with the next rows; each has what `SELECTED` selects."""
        found, sha256, places = list[str](), hashlib.sha256, self._places
        (in_stream, in_chain), last, previous = self._chain, self._n, self._previous
        of_chain, of_device, of_both, author = "", "", "", None
        for stream, id_, kind, subject, chain, n, device, hash_, header, body, own, refused in rows:
            if chain != in_chain or stream != in_stream:
                in_stream, in_chain, last, previous = stream, chain, 0, GENESIS
                author = None
            if device != author:
                author, of_chain, of_device = device, _of_chain(chain), _of_device(device)
                of_both = f"{of_chain}null{of_device}"  # of all that decides nothing
            both, id_at, previous_at, end, chain_at, device_at, digest_at = places.get(len(header), _NOWHERE)
            if (
                n == last + 1
                and refused is None
                and sha256(header.encode()).hexdigest() == hash_
                and header[previous_at] == f'","previous":"{previous}","service":'
                and header[id_at] == f',"id":"{id_}","kind":"{kind}","n":{n},"person":"'
                and (
                    header[both] == of_both
                    or (header[chain_at] == of_chain and header[device_at] == of_device)
                )
                and header[end] == f',"stream":"{stream}","subject":"{subject}"}}'
                and (body is None or header[digest_at] == f'{sha256(body.encode()).hexdigest()}"')
                and header.rfind("{") == 0
                and "\\" not in header
            ):
                last, previous = n, hash_
                continue
            row = stream, id_, kind, subject, chain, n, device, hash_, header, body, own, refused
            found += (f"{code} {id_}" for code in _wrong(row, last, previous))
            self._learn(header, of_chain, of_device, f',"id":"{id_}","kind":"{kind}","n":{n},"person":"')
            if refused not in BROKEN:  # else beside the chain: a history the office has never accepted
                last, previous = n, hash_
        self._chain, self._n, self._previous = (in_stream, in_chain), last, previous
        return found

    def _learn(self, header: str, of_chain: str, of_device: str, of_id: str) -> None:
        """Where the texts stand in a header of this length."""
        chain, device, previous = (header.find(text) for text in (of_chain, of_device, _PREVIOUS))
        id_, end = header.find(of_id), header.rfind(_END)
        if min(chain, device, id_, previous, end) > 0:
            digest = device + len(of_device)
            self._places[len(header)] = (
                slice(chain, digest),
                slice(id_, id_ + len(of_id)),
                slice(previous, previous + len(_PREVIOUS) + _HASH + len(_SERVICE)),
                slice(end, None),
                slice(chain, chain + len(of_chain)),
                slice(device, digest),
                slice(digest, digest + _HASH + 1),
            )


def _of_chain(chain: str) -> str:
    return f',"chain":"{chain}","decides":'


def _of_device(device: str) -> str:
    return f',"device":"{device}","digest":"'


def _wrong(row: tuple[Any, ...], last: int, previous: str) -> Iterator[str]:
    """The codes of what is wrong with one row."""
    stream, id_, kind, subject, chain, n, device, hash_, text, body, own, refused = row
    try:
        header = json.loads(text)
        said = [header[name] for name in _SAME]
        signed, named = header["digest"], header["previous"]
    except (KeyError, TypeError, ValueError, RecursionError):
        yield "unreadable"
        return
    if said != [stream, id_, kind, subject, chain, n, device]:
        yield "row_differs"
    digest = signed if body is None else hashlib.sha256(body.encode()).hexdigest()
    if hashlib.sha256(text.encode()).hexdigest() != hash_ or digest != signed:
        yield "signature_invalid"
    if refused in BROKEN:
        return
    if n != last + 1:
        # Our own chains are complete; of others a device has only a part.
        if own:
            yield "chain_gap"
    elif named != previous:
        yield "chain_broken"
