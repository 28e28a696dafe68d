"""`encryption`: what SQLCipher costs over the same program on plain SQLite, for saving, submitting, searching, listing.

Two laptops with the same cases: one as it is, one whose store was copied into a plain file. Everything above the file
is the same program; no goal is set, the price is told.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from pathlib import Path

from mobile_office.desk import Desk
from mobile_office.workplace import STORE, Workplace, open_workplace
from tests.bench import people, raw
from tests.bench.bureau import household
from tests.bench.draft_save import FIELD
from tests.bench.figure import Figure
from tests.bench.pairs import Measure, Pairs, alternate, timed
from tests.bench.scale import Scale
from tests.bench.search import ASKED
from tests.bench.stock import Stock, stock
from tests.bench.submit import SERVICE
from tests.samples import fill_sample

_PLAIN = b"SQLite format 3\0"
_LISTS = 8  # times fewer lists than searches: a list is long


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`encryption.save`, `.submit`, `.search`, `.list`: ours / the same without a key, by the medians."""
    kept = stock(folder, scale.few)
    homes = folder / "encryption-plain", folder / "encryption-sealed"
    with _copy(kept, homes[0], is_plain=True) as plain, _copy(kept, homes[1], is_plain=False) as sealed:
        _prove_same((plain, sealed), homes)
        turns = scale.submits + 1
        found = {
            "save": _compare(_saving, plain, sealed, scale.saves),
            "submit": _compare(lambda desk: _submitting(desk, turns), plain, sealed, scale.submits),
            "search": _compare(lambda desk: _searching(desk, scale.few), plain, sealed, scale.searches),
            "list": _compare(lambda desk: timed(desk.cases), plain, sealed, max(1, scale.searches // _LISTS)),
        }
    note = f"{scale.few} cases; raw is the same program on plain SQLite"
    return tuple(
        Figure(f"encryption.{what}", pairs.ratio, None, pairs, note=note) for what, pairs in found.items()
    )


def _compare(work: Callable[[Desk], Measure], plain: Desk, sealed: Desk, pairs: int) -> Pairs:
    return alternate(work(plain), work(sealed), pairs)


def _saving(desk: Desk) -> Measure:
    draft, turns = household(desk), count()
    return timed(lambda: desk.save(draft.id, FIELD, people.given_names(next(turns) * 1000)))


def _submitting(desk: Desk, turns: int) -> Measure:
    ready = iter([fill_sample(desk, SERVICE).id for _ in range(turns)])
    return timed(lambda: desk.submit(next(ready)))


def _searching(desk: Desk, cases: int) -> Measure:
    asked = cycle(
        [people.spelled(people.family_name(n * cases // ASKED), n) for n in range(min(cases, ASKED))]
    )
    return timed(lambda: desk.search(next(asked)))


@contextmanager
def _copy(kept: Stock, home: Path, *, is_plain: bool) -> Iterator[Desk]:
    """The desk at a copy of the stock: with its key, or in the clear."""
    if home.exists():
        shutil.rmtree(home)
    shutil.copytree(kept.home, home)
    key = kept.unlock().dbk
    if is_plain:
        for old in home.glob(f"{STORE}*"):
            old.unlink()
        connection = raw.connect(kept.home / STORE, key)
        connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(home / STORE),))
        connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        connection.close()
    place: Workplace = open_workplace(home, None if is_plain else key)  # type: ignore[arg-type]  # no laptop has none
    try:
        yield kept.desk(place)
    finally:
        place.close()


def _prove_same(desks: tuple[Desk, Desk], homes: tuple[Path, Path]) -> None:
    """A measurement of two different stores, or of two sealed ones, would say nothing."""
    is_plain = [(home / STORE).read_bytes().startswith(_PLAIN) for home in homes]
    first, second = ([line.number for line in desk.cases()] for desk in desks)
    if is_plain != [True, False] or first != second or not first:
        raise RuntimeError("these are not the same cases, once plain and once sealed")
