"""The real services, code lists and shared fields, and small ways to vary a sample."""

import tomllib
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from mobile_office import resources
from mobile_office.domain import checks, service_file
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import Problem, Service
from mobile_office.domain.service_proof import put as put
from mobile_office.store import catalog

DAY = date(2026, 11, 22)
_ADVICE = 'ends = "advice"'  # nothing is asked in it, so nothing can be tried
NAMES = tuple(
    sorted(
        path.stem
        for path in (resources.folder() / "services").glob("*.toml")
        if _ADVICE not in path.read_text("utf-8")
    )
)


@cache
def lists() -> CodeLists:
    """All code lists."""
    return catalog.load_codelists(resources.folder())


@cache
def fields() -> dict[str, Any]:
    """What services share."""
    return tomllib.loads((resources.folder() / "fields.toml").read_text("utf-8"))


def written(name: str) -> str:
    """The text of a service file."""
    return (resources.folder() / "services" / f"{name}.toml").read_text("utf-8")


@cache
def service(name: str) -> Service:
    """One of the real services."""
    return service_file.read(written(name), f"{name}.toml", fields(), lists())


def seen(states: dict[str, str], note: str = "") -> dict[str, Evidence]:
    """Evidence in these states, seen by Anna at noon."""
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    return {kind: Evidence(kind, state, "", note, "anna", noon) for kind, state in states.items() if state}


def problems(
    name: str,
    changes: dict[str, Any] | None = None,
    evidence: dict[str, str] | None = None,
    *,
    note: str = "",
    day: date = DAY,
) -> tuple[Problem, ...]:
    """The problems of a service's sample after some changes."""
    chosen = service(name)
    answers = chosen.sample
    for path, value in (changes or {}).items():
        answers = put(answers, path, value)
    states = {**chosen.sample_evidence, **(evidence or {})}
    return checks.problems(chosen, answers, seen(states, note), day, lists())


def codes(
    name: str, changes: dict[str, Any] | None = None, evidence: dict[str, str] | None = None
) -> list[str]:
    """The codes of those problems."""
    return [problem.code for problem in problems(name, changes, evidence)]
