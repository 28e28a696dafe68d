"""`start`: from the start of the process until the unlock window is painted, against a bare window."""

from pathlib import Path

from tests.bench.child import Child
from tests.bench.figure import Figure
from tests.bench.pairs import alternate
from tests.bench.scale import Scale
from tests.bench.stock import CLERK, stock


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`start.ratio`, and how many modules are loaded at the first paint that must not be."""
    home, heavy = stock(folder, 0).home, set[str]()

    def bare() -> float:
        with Child("tests.bench.bare", "window") as child:
            return child.wait("painted")[0]

    def ours() -> float:
        with Child("tests.bench.program", str(home), CLERK, "60") as child:
            seconds, facts = child.wait("painted")
        heavy.update(name for name in facts["loaded"].split(",") if name)
        return seconds

    pairs = alternate(bare, ours, scale.starts)
    note = f"loaded at the first paint: {', '.join(sorted(heavy))}" if heavy else "no database, no conditions"
    return (
        Figure("start.ratio", pairs.ratio, 2.0, pairs),
        Figure("start.heavy_modules", len(heavy), 0, note=note),
    )
