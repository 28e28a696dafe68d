"""`memory`: resident memory with the list of all cases open, against a bare window."""

from pathlib import Path

from tests.bench.child import Child
from tests.bench.figure import MEGABYTES, Figure
from tests.bench.pairs import alternate
from tests.bench.scale import Scale
from tests.bench.stock import CLERK, stock


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`memory.ratio`."""
    home = stock(folder, scale.stored, decided=True).home
    rows = 0

    def bare() -> float:
        with Child("tests.bench.bare", "window") as child:
            return float(child.wait("settled")[1]["resident"])

    def ours() -> float:
        nonlocal rows
        with Child("tests.bench.program", str(home), CLERK, str(scale.typing)) as child:
            facts = child.wait("cases")[1]
        rows = int(facts["rows"])
        return float(facts["resident"])

    pairs = alternate(bare, ours, scale.memories)
    note = f"{scale.stored} cases stored, {rows} in the list"
    return (Figure("memory.ratio", pairs.ratio, 2.5, pairs, MEGABYTES, note),)
