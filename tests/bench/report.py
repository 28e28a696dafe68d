"""The report: `build/bench.json` for whoever compares, and a calm table for whoever looks."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.figure import Figure


def write(path: Path, figures: Sequence[Figure], machine: dict[str, Any], seconds: float, scale: str) -> None:
    """Write everything measured, in one go."""
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "scale": scale,
        "machine": machine,
        "figures": {figure.key: figure.to_json() for figure in figures},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """A line for each figure: key, value, goal, whether it is met, and what it is about."""
    lines = [f"{'':<32}{'value':>9}  {'goal':>8}"]
    for figure in figures:
        verdict = {None: "", True: "met", False: "MISSED"}[figure.met]
        line = f"{figure.key:<32}{figure.value:>9.2f}  {figure.promise:>8}  {verdict:<7} {figure.note}"
        lines.append(line.rstrip())
    missed = [figure.key for figure in figures if figure.met is False]
    lines.append(f"missed: {', '.join(missed)}" if missed else "every goal is met")
    return "\n".join(lines)
