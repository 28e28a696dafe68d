"""`exchange`: cases with attachments delivered and receipted twice, against bare posts of the same ciphertext.

The real laptop against the real office in a process of its own over a durable PostgreSQL; the bare posts go to a
server that stores nothing, before and after, on the same machine at the same time.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from sqlalchemy import select

from mobile_office.domain.attachment import CHUNK
from mobile_office.store import tables
from mobile_office.store.transactions import reading
from mobile_office.workplace import Workplace
from tests.bench import serving
from tests.bench.cargo import Cargo
from tests.bench.carrier import carry, completed
from tests.bench.figure import Figure
from tests.bench.pairs import timed
from tests.bench.scale import Scale
from tests.bench.serving import City, city
from tests.bench.stock import CLERK

SIZE = 200_000  # bytes of ciphertext of each attachment


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`exchange.cases_per_s`, `exchange.mb_per_s` (ciphertext of attachments), `exchange.ratio`."""
    with emptied(folder, "exchange") as whole, city(whole) as town:
        office, place = town.serve(), laden(town, scale.delivered)
        with serving.bare(whole) as bare, httpx.Client(trust_env=False) as client:
            bodies = [place.attachments.read(digest, 0) for digest in digests(place)]

            def post() -> None:
                for body in bodies:
                    client.post(bare.url, content=body).raise_for_status()

            timed(lambda: client.post(bare.url, content=bodies[0]))()  # the connection is there, as ours is
            before = timed(post)()
            ours = timed(lambda: carry(place, office.url))()
            after = timed(post)()
        receipted(place, scale.delivered)
        cases, raw = scale.delivered / ours, (before + after) / 2
        note = f"{scale.delivered} cases with {SIZE // 1000} KB; bare {scale.delivered / raw:.0f} posts/s; "
        note += f"office {office.cpu / scale.delivered * 1000:.1f} ms of processor a case, start included"
        return (
            Figure("exchange.cases_per_s", cases, note=note),
            Figure("exchange.mb_per_s", cases * SIZE / 1e6, note="MB of attachments"),
            Figure("exchange.ratio", raw / ours, 0.5, at_least=True, note="of the bare posts' speed"),
        )


@contextmanager
def emptied(folder: Path, name: str) -> Iterator[Path]:
    """An empty folder, gone afterwards: it holds many megabytes of noise."""
    whole = folder / name
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir(parents=True)
    try:
        yield whole
    finally:
        shutil.rmtree(whole, ignore_errors=True)


def laden(town: City, cases: int, letter: str = "B") -> Workplace:
    """A laptop of the city with so many cases to deliver."""
    laptop = town.town.laptop(letter, names=(CLERK,))
    Cargo(laptop).load(cases, SIZE)
    return laptop.place


def digests(place: Workplace) -> tuple[str, ...]:
    """Its attachments, each of one chunk."""
    assert SIZE <= CHUNK
    with reading(place.journal.engine) as connection:
        return tuple(connection.scalars(select(tables.blob.c.digest)))


def receipted(place: Workplace, cases: int) -> None:
    """Raise RuntimeError unless so many cases have both receipts."""
    if (found := completed(place)) != cases:
        raise RuntimeError(f"{found} of {cases} cases are receipted and complete")
