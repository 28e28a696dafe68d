"""`unlocked`: from Enter in the passphrase until the start page is painted, against Argon2id alone."""

from pathlib import Path

from tests.bench.child import Child
from tests.bench.figure import Figure
from tests.bench.pairs import Measure, alternate
from tests.bench.scale import Scale
from tests.bench.stock import CLERK, stock


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`unlocked.ratio` for somebody who types, and `.at_once_ratio` for a passphrase entered at once."""
    home = stock(folder, scale.stored, decided=True).home
    typed = alternate(_argon, _entered(home, scale.typing), scale.unlocks)
    at_once = alternate(_argon, _entered(home, 0), max(1, scale.unlocks // 2))
    note = f"{scale.stored} cases; the passphrase takes {scale.typing} s to type"
    return (
        Figure("unlocked.ratio", typed.ratio, 4.0, typed, note=note),
        Figure("unlocked.at_once_ratio", at_once.ratio, None, at_once, note="nobody types that fast"),
    )


def _argon() -> float:
    with Child("tests.bench.bare", "argon") as child:
        return float(child.wait("stretched")[1]["seconds"])


def _entered(home: Path, typing: float) -> Measure:
    def ours() -> float:
        with Child("tests.bench.program", str(home), CLERK, str(typing)) as child:
            return float(child.wait("today")[1]["seconds"])

    return ours
