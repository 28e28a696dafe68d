"""`form_check`: everything the rules say of the largest service, against evaluating its conditions alone.

The family is six persons with everything filled. Bare are the very conditions that our check evaluates, each
once: compiled programs, the answers handed over to CEL before (that alone would take three times as long).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import cel

from mobile_office.domain import checks, conditions
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.look import Look
from mobile_office.domain.view import items
from tests.bench.bureau import bureau, count_fields
from tests.bench.family import family
from tests.bench.figure import Figure
from tests.bench.pairs import alternate, timed
from tests.bench.scale import Scale


def measure(folder: Path, scale: Scale) -> tuple[Figure, ...]:
    """`form_check.ratio`; `.desk_ratio` is what the form asks the desk after a field, with fees and papers."""
    with bureau(folder, "form_check") as here:
        desk, draft = here.desk, family(here.desk)
        service, lists = desk.service(draft.service, draft.version), desk.choices(draft)
        evidence, day = {item.kind: item for item in draft.evidence}, desk.daybook.legal_date()
        look = Look(service, draft.answers, evidence, day, lists)
        prepared = _prepared(look, day, _asked(look))
        raw = timed(lambda: _execute(prepared))
        whole = timed(lambda: checks.problems(service, draft.answers, evidence, day, lists))
        pairs = alternate(raw, whole, scale.checks)
        found = alternate(raw, timed(lambda: desk.found(draft)), max(1, scale.checks // 4))
    note = f"{len(prepared)} conditions, {count_fields(draft.answers)} fields"
    return (
        Figure("form_check.ratio", pairs.ratio, 4.0, pairs, note=note),
        Figure("form_check.desk_ratio", found.ratio, None, found, note="all the form shows after a field"),
    )


Asked = tuple[str, tuple[str, int]]  # a condition, and the item (repeat, place) or ("", 0) it is asked at


def _asked(look: Look) -> Iterator[Asked]:
    """The conditions one check needs, each once at each place; empty ones and plain yes and no are none."""
    return ((source, at) for source, at in dict.fromkeys(_all(look)) if source not in ("", "true", "false"))


def _all(look: Look) -> Iterator[Asked]:
    whole = ("", 0)
    for section in look.service.sections:
        yield section.when, whole
    for place in look.places:
        if look.whole.holds(place.section.when):
            at = (place.section.repeat, place.item if place.section.repeat else 0)
            yield place.field.when, at
            if place.path not in look.hidden and is_empty(place.value):
                yield place.field.required, at
    yield from _of_rules(look)
    for kind in look.service.evidence:
        yield kind.when, whole
        if f"evidence.{kind.key}" not in look.hidden and kind.key not in look.evidence:
            yield kind.required, whole


def _of_rules(look: Look) -> Iterator[Asked]:
    sections = {section.repeat: section for section in look.service.sections}
    for rule in look.service.rules:
        if not rule.each:
            yield from [(rule.problem, ("", 0))] if rule.field not in look.hidden else []
        elif look.whole.holds(sections[rule.each].when):
            for index in range(len(items(sections[rule.each], look.answers))):
                if f"{rule.each}.{index}.{rule.field}" not in look.hidden:
                    yield rule.problem, (rule.each, index)


def _prepared(look: Look, day: date, asked: Iterable[Asked]) -> tuple[tuple[cel.Program, cel.Context], ...]:
    """Programs compiled, answers handed over: what looks only at its item gets only that."""
    states = {kind.key: "" for kind in look.service.evidence}
    states |= {kind: seen.state for kind, seen in look.evidence.items()}
    near: dict[str, Any] = {"today": conditions.midnight(day)}
    far = near | {"answers": look.view, "evidence": states}
    contexts: dict[tuple[tuple[str, int], bool], cel.Context] = {}
    found = []
    for source, at in asked:
        is_far, (repeat, index) = conditions._needs(source), at
        if (at, is_far) not in contexts:
            item = {"item": look.view[repeat][index], "index": index} if repeat else {}
            known = (far if is_far else near) | item
            contexts[at, is_far] = cel.Context(variables=known, functions=conditions._FUNCTIONS)
        found.append((conditions.compiled(source), contexts[at, is_far]))
    return tuple(found)


def _execute(prepared: Iterable[tuple[cel.Program, cel.Context]]) -> None:
    for program, context in prepared:
        program.execute(context)
