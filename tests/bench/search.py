"""`search`: a name in any spelling, against the bare FTS5 statement that finds the same numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from mobile_office.desk import Desk
from mobile_office.domain.text import search_form
from mobile_office.workplace import STORE
from tests.bench import people, raw
from tests.bench.figure import Figure
from tests.bench.pairs import Pairs, alternate, timed
from tests.bench.scale import Scale
from tests.bench.stock import stock

ASKED = 50  # different people looked for
_FIND = "SELECT number FROM search WHERE search MATCH ?"
Words = Callable[[int], str]


@dataclass(frozen=True)
class _Looked:
    """The pairs of one store, and how many cases a search finds on average."""

    pairs: Pairs
    hits: float


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`search.ratio` and `.growth` for family and given name; the same for a family name alone."""
    few, many = (_look(folder, size, scale.searches, _whole_name) for size in (scale.few, scale.many))
    family_few, family = (
        _look(folder, size, max(1, scale.searches // 10), _family_name) for size in (scale.few, scale.many)
    )
    growth, family_growth = _growth(few, many), _growth(family_few, family)
    note = f"{scale.many} cases; {many.hits:.1f} found, {few.hits:.1f} of {scale.few}"
    family_note = f"{family.hits:.1f} found, {family_few.hits:.1f} of {scale.few}"
    return (
        Figure("search.ratio", many.pairs.ratio, 1.5, many.pairs, note=note),
        Figure("search.growth", growth.ratio, 2.0, growth, note=note),
        Figure("search.family_ratio", family.pairs.ratio, None, family.pairs, note=family_note),
        Figure("search.family_growth", family_growth.ratio, None, family_growth, note=family_note),
    )


def _growth(few: _Looked, many: _Looked) -> Pairs:
    return Pairs(few.pairs.ours, many.pairs.ours)


def _whole_name(n: int) -> str:
    return people.spelled(f"{people.family_name(n)} {people.given_names(n)}", n)


def _family_name(n: int) -> str:
    return people.spelled(people.family_name(n), n)


def _look(folder: Path, cases: int, pairs: int, words: Words) -> _Looked:
    kept = stock(folder, cases)
    place = kept.place()
    connection = raw.connect(kept.home / STORE, kept.unlock().dbk)
    try:
        desk = kept.desk(place)
        asked = [words((n * cases // ASKED + 37 * n) % cases) for n in range(min(cases, ASKED))]
        hits = [_same(desk, connection, one) for one in asked]
        bare, ours = cycle([_query(one) for one in asked]), cycle(asked)
        found = alternate(
            timed(lambda: connection.execute(_FIND, (next(bare),)).fetchall()),
            timed(lambda: desk.search(next(ours))),
            pairs,
        )
        return _Looked(found, sum(hits) / len(hits))
    finally:
        connection.close()
        place.close()


def _query(words: str) -> str:
    return " ".join(f'"{word}"*' for word in search_form(words).split())


def _same(desk: Desk, connection: Any, words: str) -> int:
    """How many both find; a measurement of different answers would say nothing."""
    bare = {row[0] for row in connection.execute(_FIND, (_query(words),)).fetchall()}
    ours = {line.number for line in desk.search(words)}
    if ours != bare or not ours:
        raise RuntimeError(f"the search finds {len(ours)} cases, the bare statement {len(bare)}")
    return len(ours)
