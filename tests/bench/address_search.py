"""`address_search`: a street as it is typed, key by key, against the bare FTS5 statement for the same words.

250,000 streets (each a row of the index, which is more than a directory of as many ranges holds) in the real
encrypted file. Both sides are asked the same beginnings in turn; where they are few, both must find the same.
"""

import random
import time
from itertools import cycle
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mobile_office.domain.streets import COLUMNS, lines_of, read, street_words
from mobile_office.domain.text import search_form
from mobile_office.store import streets
from mobile_office.store.streets import MOST, Directory, build
from tests.bench import raw
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale

TYPED = 60  # different streets typed
MINUTE = 60.0  # seconds a directory may take to be made
_KEY = bytes(range(32))
_FIND = (
    "SELECT s.name, s.postcode, s.town, s.district FROM found JOIN street s ON s.id = found.rowid"
    f" WHERE found MATCH ? LIMIT {MOST}"
)
_PARTS = (
    "bach berg feld hag hof kamp linden moor mühlen rosen sand see stein tal ufer wald weiden wiesen".split()
)
_KINDS = ("straße", "weg", "platz", " Straße", " Allee", "gasse", " Ring")
_BEFORE = ("", "", "", "Am ", "An der ", "Alte ", "Große ")
_DISTRICTS = 50


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`address_search.ratio`, and the seconds the directory took to be made."""
    folder.mkdir(parents=True, exist_ok=True)
    count = scale.streets
    path, names = folder / "streets.db", _names(count)
    content = _content(names)
    began = time.perf_counter()
    build(path, _KEY, "bench", read(lines_of(content)))
    seconds = time.perf_counter() - began
    directory, bare = Directory(path, _KEY), raw.connect(path, _own_key())
    try:
        chosen = random.Random(7).sample(names, min(TYPED, count))
        asked = [name[:length] for name in chosen for length in range(2, len(name) + 1)]
        random.Random(8).shuffle(asked)
        for typed in asked:
            _compare(directory, bare, typed)
        mine, its = cycle(asked), cycle([_query(typed) for typed in asked])
        pairs = alternate(
            timed(lambda: bare.execute(_FIND, (next(its),)).fetchall()),
            timed(lambda: directory.suggest(next(mine))),
            scale.searches,
        )
        note = f"{count} streets, {len(asked)} beginnings of {len(chosen)} streets, at most {MOST} offered"
        return (
            Figure("address_search.ratio", pairs.ratio, 1.5, pairs, note=note),
            Figure(
                "address_search.build_seconds", seconds, MINUTE, note=f"{len(content) / 1e6:.0f} MB of CSV"
            ),
        )
    finally:
        directory.close()
        bare.close()


def _names(count: int) -> list[str]:
    """Invented streets, all different."""
    chance, found = random.Random(1), dict[str, None]()
    while len(found) < count:
        words = "".join(chance.choice(_PARTS) for _ in range(chance.choice((2, 2, 3, 3, 4)))).capitalize()
        found[f"{chance.choice(_BEFORE)}{words}{chance.choice(_KINDS)}"] = None
    return list(found)


def _content(names: list[str]) -> bytes:
    rows = (
        f"{name},1,99,,,{30001 + n % 900},Hannover,Viertel {n % _DISTRICTS},," for n, name in enumerate(names)
    )
    return "\n".join((",".join(COLUMNS), *rows, "")).encode()


def _query(typed: str) -> str:
    last = search_form(typed).split()[-1:]
    return " ".join(f'"{word}"*' for word in (*street_words(typed).split()[:-1], *last))


def _own_key() -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=streets._INFO).derive(_KEY)


def _compare(directory: Directory, bare: Any, typed: str) -> None:
    """A measurement of different answers would say nothing; of more than fit, each side has its own eight."""
    rows = bare.execute(_FIND, (_query(typed),)).fetchall()
    ours, its = {one[:4] for one in directory.suggest(typed)}, {tuple(row) for row in rows}
    if len(ours) != len(its) or (len(its) < MOST and ours != its):
        raise RuntimeError(f"the directory offers {len(ours)} streets, the bare statement {len(its)}")
