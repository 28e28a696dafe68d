"""`make bench`: measures the program against the bare things below it, into build/bench.json.

`--only NAME ...` measures some, `--short` with fewer pairs. A missed goal is told and ends with 0; what
cannot be measured ends with a traceback.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import (
    address_search,
    chain,
    day_stall,
    draft_save,
    encryption,
    exchange,
    fleet,
    form_check,
    form_open,
    keystroke,
    link,
    memory,
    rekey,
    report,
    scaling,
    search,
    stall,
    start,
    submit,
    today,
    unlocked,
    wire,
)
from tests.bench.figure import Figure
from tests.bench.machine import machine
from tests.bench.scale import FULL, SHORT, Scale

MEASUREMENTS: dict[str, Callable[[Path, Scale], tuple[Figure, ...]]] = {
    "draft_save": draft_save.measure,
    "submit": submit.measure,
    "start": start.measure,
    "unlocked": unlocked.measure,
    "memory": memory.measure,
    "search": search.measure,
    "chain": chain.measure,
    "form_check": form_check.measure,
    "form_open": form_open.measure,
    "keystroke": keystroke.measure,
    "today": today.measure,
    "address_search": address_search.measure,
    "exchange": exchange.measure,
    "link": link.measure,
    "wire": wire.measure,
    "rekey": rekey.measure,
    "encryption": encryption.measure,
    "stall": stall.measure,
    "day_stall": day_stall.measure,
    "scaling": scaling.measure,
    "fleet": fleet.measure,
}
BUILD = Path("build")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=list(MEASUREMENTS))
    parser.add_argument("--short", action="store_true", help="fewer pairs, for a first look")
    options = parser.parse_args(arguments)
    bench(BUILD, options.only, SHORT if options.short else FULL, "short" if options.short else "full")
    return 0


def bench(folder: Path, names: Sequence[str], scale: Scale, called: str) -> tuple[Figure, ...]:
    """Measure these things with stores under `folder`, and write `folder/bench.json`."""
    began, figures = time.monotonic(), list[Figure]()
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        figures += MEASUREMENTS[name](folder / "bench", scale)
    report.write(folder / "bench.json", figures, machine(folder), time.monotonic() - began, called)
    print(report.table(figures))
    return tuple(figures)


if __name__ == "__main__":
    sys.exit(main())
