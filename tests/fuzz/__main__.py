"""`make fuzz`: gives every parser at the edge inputs it has not asked for.

Quick: the same drawn inputs each time, and the heaviest there are. `--long`: coverage-guided (atheris), `--seconds N`
for each target. What breaks a limit is written to build/fuzz/ and ends with 1.
"""

import argparse
import sys
from collections.abc import Sequence

from tests.fuzz.quick import Found, fuzz, weigh
from tests.fuzz.targets import TARGETS


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz, and print a line for each target."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--target", nargs="+", choices=TARGETS, default=list(TARGETS))
    parser.add_argument("--long", action="store_true", help="coverage-guided, by atheris")
    parser.add_argument("--seconds", type=int, default=60, help="for each target of the long form")
    parser.add_argument("--examples", type=int, default=300, help="for each target of the quick form")
    options = parser.parse_args(arguments)
    if options.long:
        from tests.fuzz.guided import explore

        return max(explore(TARGETS[name], options.seconds) for name in options.target)
    return max(_quickly(name, options.examples) for name in options.target)


def _quickly(name: str, examples: int) -> int:
    target = TARGETS[name]
    try:
        tried = fuzz(target, examples)
    except Found as found:
        print(found)
        return 1
    faults = [(size, fault) for size, fault in weigh(target) if fault]
    for size, fault in faults:
        print(f"{name}: {fault.kind}: {fault.what} (heavy, {size} bytes)")
    print(f"{name}: {tried} inputs")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
