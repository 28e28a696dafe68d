"""`chain`: a laptop's links proved by their hashes, against hashing the same bytes with `hashlib` and no more."""

import hashlib
import time
from pathlib import Path
from typing import Any

from mobile_office.store.links import SELECTED, Links, broken_links
from mobile_office.store.transactions import reading
from mobile_office.workplace import Workplace
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale
from tests.bench.stock import stock

PAIRS = 20
_BODY = 9  # column of what is selected


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`chain.ratio`: headers as the store gave them; `.store_seconds`: with reading and every body from the file."""
    place = stock(folder, scale.many).place()
    try:
        return _measured(place, scale)
    finally:
        place.close()


def _measured(place: Workplace, scale: Scale) -> tuple[Figure, ...]:
    engine = place.journal.engine
    with reading(engine) as connection:
        rows = [_without_body(tuple(row)) for row in connection.execute(SELECTED)]
    headers = [row[8].encode() for row in rows]

    def bare() -> None:
        for header in headers:
            hashlib.sha256(header).hexdigest()

    def ours() -> None:
        if found := Links().broken(rows):
            raise RuntimeError(f"{len(found)} links of a sound store are told to be broken")

    pairs = alternate(timed(bare), timed(ours), min(PAIRS, scale.searches))
    began = time.perf_counter()
    count, found = broken_links(engine)
    seconds = time.perf_counter() - began
    if found or count != len(rows):
        raise RuntimeError("the store is not sound")
    size = (place.home / "store.db").stat().st_size / 1e6
    note = f"{count} headers, {sum(map(len, headers)) / 1e6:.0f} MB; as read, no body"
    whole = f"{count} entries with their bodies, read from {size:.0f} MB, in the background"
    return (
        Figure("chain.ratio", pairs.ratio, 3.0, pairs, note=note),
        Figure("chain.store_seconds", seconds, None, note=whole),
    )


def _without_body(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row[:_BODY], None, *row[_BODY + 1 :])
