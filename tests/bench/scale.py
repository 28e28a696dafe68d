"""How much is measured: everything for the report, less for a first look, next to nothing for a test."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Counts of pairs, and of the cases in the stores. `typing` is how long a passphrase takes, seconds.

    `delivered` cases go to the office, `linked` over a slow link; `absorbed` come back at once; `loaded` is what each
    bus brings for the scaling; `buses` arrive together.
    """

    saves: int
    submits: int
    checks: int
    forms: int
    searches: int
    starts: int
    unlocks: int
    memories: int
    few: int
    stored: int
    many: int
    streets: int
    typing: float
    delivered: int
    linked: int
    absorbed: int
    loaded: int
    buses: int


FULL = Scale(
    *(2000, 400, 400, 60, 2000, 24, 12, 6, 10_000, 20_000, 100_000, 250_000, 2.0),
    *(500, 100, 1000, 100, 1000),
)
SHORT = Scale(400, 60, 100, 16, 400, 8, 4, 2, 2_000, 4_000, 20_000, 50_000, 1.0, *(60, 12, 100, 25, 40))
TINY = Scale(8, 2, 2, 1, 8, 1, 1, 1, 20, 30, 60, 200, 0.1, *(3, 2, 5, 3, 2))
