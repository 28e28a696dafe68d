"""`fleet`: the buses of a region come home at the same moment, each with 30 cases and small attachments.

Nothing is promised but that all of them are receipted and nobody is refused for ever; how long the last one waits and
what memory the office needs is told.
"""

from pathlib import Path

from sqlalchemy import func, select

from mobile_office.backoffice.office import Office
from mobile_office.store import tables
from mobile_office.store.transactions import reading
from tests.bench import buses
from tests.bench.exchange import emptied
from tests.bench.figure import Figure
from tests.bench.pairs import percentile
from tests.bench.scale import Scale
from tests.bench.serving import city

CASES, SIZE, STREAM, PER_CITY = 30, 2_000, "0324{:04d}", 100


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`office.fleet_wait_s` (the longest), `office.fleet_cases_per_s`, `office.fleet_peak_mb`."""
    with emptied(folder, "fleet") as whole, city(whole) as town:
        process, arriving = town.serve(), list[buses.Bus]()
        for number in range(-(-scale.buses // PER_CITY)):  # a data centre serves many cities
            some = min(PER_CITY, scale.buses - number * PER_CITY)
            arriving += buses.fleet(town.town.office, STREAM.format(number), some)[1]
        for number, bus in enumerate(arriving):
            buses.load(bus, CASES, SIZE, f"fleet {number}")
        seconds = buses.arrive(arriving, [process.url])
        wanted, found = CASES * len(arriving), complete(town.town.office)
        if found != wanted:
            raise RuntimeError(f"{found} of {wanted} cases are receipted and complete")
        waits, later = [bus.waited for bus in arriving], sum(bus.later for bus in arriving)
        note = (
            f"{len(arriving)} buses, {CASES} cases each; half were done after {percentile(waits, 0.5):.1f} s"
        )
        note += f"; {later} requests were told to come later"
        return (
            Figure("office.fleet_wait_s", max(waits), note=note),
            Figure(
                "office.fleet_cases_per_s",
                wanted / seconds,
                note=f"{SIZE // 1000} KB attachments, one process",
            ),
            Figure("office.fleet_peak_mb", process.peak_mb, note="resident memory of the office's process"),
        )


def complete(office: Office) -> int:
    """How many cases have both receipts at the office."""
    e = tables.entry.c
    counted = select(func.count()).where(e.seq.is_not(None), e.completion.is_not(None))
    with reading(office.engine) as connection:
        return connection.scalar(counted) or 0
