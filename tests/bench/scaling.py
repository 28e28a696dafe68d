"""`scaling`: whether the office keeps its pace with more buses, more cases stored, and more processes.

Each figure of pace is cases with small attachments a second, all buses together; the worst of them against one bus
at one process and a young database is what is promised.
"""

from pathlib import Path

from tests.bench import buses
from tests.bench.exchange import emptied
from tests.bench.figure import Figure
from tests.bench.fleet import SIZE
from tests.bench.scale import Scale
from tests.bench.serving import city

_TURNS = 2  # of each kind; the better one counts, for others work on this machine, too


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`office.scaling`, and the paces it is made of."""
    with emptied(folder, "scaling") as whole, city(whole) as town:
        first = town.serve()
        _, all_four = buses.fleet(town.town.office, "03241002", 4)
        stored = 0

        def pace(many: int, urls: list[str], turns: int = _TURNS) -> float:
            nonlocal stored
            best = 0.0
            for _ in range(turns):
                for number, bus in enumerate(all_four[:many]):
                    buses.load(bus, scale.loaded, SIZE, f"{stored} {number}")
                best = max(best, many * scale.loaded / buses.arrive(all_four[:many], urls))
                stored += many * scale.loaded
            return best

        pace(1, [first.url], 1)  # a process that has just started looks everything up for the first time
        paces = {"1 bus": pace(1, [first.url])}
        young = stored
        paces |= {f"{many} buses": pace(many, [first.url]) for many in (2, 4)}
        second = town.serve()
        pace(2, [second.url], 1)
        paces["4 buses, 2 processes"] = pace(4, [first.url, second.url])
        while stored < 10 * young:
            pace(4, [first.url, second.url], 1)
        paces["1 bus, 10 x stored"] = pace(1, [first.url])
        paces["4 buses, 2 processes, 10 x stored"] = pace(4, [first.url, second.url])
    base = paces["1 bus"]
    name, worst = min(paces.items(), key=lambda item: item[1])
    note = "; ".join(f"{key}: {value:.0f}/s" for key, value in paces.items())
    return (
        Figure("office.scaling", worst / base, 0.8, at_least=True, note=f"worst: {name}; {note}"),
        Figure(
            "office.cases_per_s", max(paces.values()), note=f"{SIZE // 1000} KB attachments; stored {stored}"
        ),
    )
