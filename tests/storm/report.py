"""What a storm reports: counted while it runs, a line every ten seconds, build/storm.json at the end.

It also knows when a storm proves nothing: a control that did not fail, a road that was too kind.
"""

import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.storm.episode import Size
from tests.storm.faults import Fault
from tests.storm.verdict import Verdict

_EVERY = 10.0  # seconds between two lines of progress
_TEETH = 0.9  # of a control's runs must fail
_LEAST = 0.4  # of the requests must have met a fault


@dataclass(frozen=True)
class Form:
    """How much is played."""

    name: str
    episodes: int
    size: Size
    plots: int
    mutants: int


@dataclass
class Report:
    """What has been counted so far; says so every ten seconds."""

    form: Form
    counts: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    plots: Counter[str] = field(default_factory=Counter)
    mutants: dict[str, Any] = field(
        default_factory=lambda: {"sent": 0, "accepted": 0, "unhandled": 0, "wrong": []}
    )
    skipped: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)

    def tell(self, running: Counter[str] | None = None) -> None:
        """A line of progress, when it is time."""
        if time.monotonic() < self._said + _EVERY:
            return
        self._said = time.monotonic()
        now = self.counts + (running or Counter())
        print(
            f"{self._said - self.began:5.0f} s: {now['storms']} storms, {now['cases']} cases, "
            f"{now['client_kills']} clients and {now['server_kills']} servers killed, "
            f"{self.plots['storms']} in-process storms, {len(self.wrong)} wrong",
            flush=True,
        )

    def take(self, name: str, verdict: Verdict, counts: Counter[str]) -> None:
        """Count a storm of processes."""
        self.counts += counts + verdict.counts
        self.counts.update(storms=1)
        for kind in ("missing", "duplicate", "damaged", "unequal"):
            self.counts[kind] += len(getattr(verdict, kind))
        if verdict.wrong:
            self.wrong[name] = verdict.wrong[:40]

    def share(self) -> float:
        """The share of the requests that met a fault."""
        requests = sum(self.counts[fault] for fault in Fault)
        return 1.0 - self.counts[Fault.NONE] / requests if requests else 0.0

    def faults(self) -> list[str]:
        """Why this storm proves nothing, or the wrong thing; empty when all is well."""
        found = [f"{name}: {what[0]}" for name, what in self.wrong.items()]
        for runs, failures in (("control_runs", "control_failures"), ("plot_runs", "plot_failures")):
            if self.counts[failures] < _TEETH * self.counts[runs]:
                found.append(
                    f"the control failed in only {self.counts[failures]} of {self.counts[runs]} runs"
                )
        if not self.counts["control_runs"]:
            found.append("the naive client never came to an end")
        if self.share() < _LEAST:
            found.append(f"only {self.share():.0%} of the requests met a fault")
        return found + [f"mutants: {what}" for what in self.mutants.get("wrong", [])]

    def to_json(self) -> dict[str, Any]:
        """As it stands in build/storm.json."""
        first = (
            "cases",
            "client_kills",
            "server_kills",
            "missing",
            "duplicate",
            "damaged",
            "control_failures",
        )
        more = ("control_runs", "unequal", "storms", "written", "kept", "refused")
        return {
            **{name: self.counts[name] for name in (*first, *more)},
            "form": asdict(self.form),
            "requests": sum(self.counts[fault] for fault in Fault),
            "faulty": round(self.share(), 3),
            "wrong": self.wrong,
            "counted": dict(sorted(self.counts.items())),
            "in_process": dict(sorted(self.plots.items())),
            "mutants": self.mutants,
            "skipped": self.skipped,
            "seconds": round(self.seconds(), 1),
        }

    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self.began

    def take_mutants(self, found: dict[str, Any]) -> None:
        """Count the mutants of one office."""
        self.mutants["sent"] += found["sent"]
        for kind in ("accepted", "unhandled"):
            self.mutants[kind] += len(found[kind])
            self.mutants["wrong"] += [f"{kind} {what}" for what in found[kind][:10]]
        self.mutants["counted"] = dict(Counter(self.mutants.get("counted", {})) + Counter(found["counts"]))

    def sentence(self) -> str:
        """All of it in one."""
        counts, requests = self.counts, sum(self.counts[fault] for fault in Fault)
        return (
            f"{counts['storms']} storms, {counts['cases']} cases, {counts['client_kills']} clients and "
            f"{counts['server_kills']} servers killed, {self.share():.0%} of {requests} requests faulty: "
            f"{counts['missing']} missing, {counts['duplicate']} duplicate, {counts['damaged']} damaged, "
            f"{counts['unequal']} unequal; the control failed in {counts['control_failures']} of "
            f"{counts['control_runs']} runs; {self.plots['storms']} storms in this process; "
            f"{self.mutants['sent']} mutants, {self.mutants['accepted']} taken in, "
            f"{self.mutants['unhandled']} bugs; {self.seconds():.0f} s"
        )
