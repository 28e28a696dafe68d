"""The whole check of a service's answers: what blocks, what a reason overrides, what only hints.

Pure and quick (a family of four in a few milliseconds), so the form may ask after every field.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mobile_office.domain import masking, text
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.look import Look
from mobile_office.domain.masking import MASKED
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import (
    Answers,
    EvidenceKind,
    Problem,
    Rule,
    Service,
    Severity,
)
from mobile_office.domain.view import items, value_at


def visible(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> frozenset[str]:
    """The paths of all fields to show now, and `evidence.<kind>` of all evidence to ask for."""
    return Look(service, answers, evidence or {}, today).visible


def required(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> frozenset[str]:
    """The paths of all visible fields and evidence that must be answered, for their mark in the form."""
    return Look(service, answers, evidence or {}, today).required


def problems(
    service: Service,
    answers: Mapping[str, Any],
    evidence: Mapping[str, Evidence],
    today: date,
    codelists: CodeLists,
) -> tuple[Problem, ...]:
    """Everything there is to say about these answers, in the order of the form.

    Hidden fields are not checked. At one field its own problems stand before those of rules.
    """
    return problems_of(Look(service, answers, evidence, today, codelists))


def problems_of(look: Look) -> tuple[Problem, ...]:
    """The same of a look, which must have been taken with the code lists."""
    found = [*_of_fields(look), *_of_counts(look), *_of_rules(look), *_of_evidence(look)]
    order = {place.path: n for n, place in enumerate(look.places)}
    last = len(order)
    return tuple(sorted(found, key=lambda problem: order.get(problem.field, last)))


def shown(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> Answers:
    """The answers that are asked for, in NFC, without hidden or unknown ones: what may be submitted."""
    return shown_of(Look(service, answers, evidence or {}, today))


def shown_of(look: Look) -> Answers:
    """The same of a look."""
    kept: Answers = {}
    for section in look.service.sections:
        places = [
            {
                field.key: _composed(item[field.key])
                for field in section.fields
                if section.path(field, index) not in look.hidden and not is_empty(item.get(field.key))
            }
            for index, item in enumerate(items(section, look.answers))
        ]
        if not section.repeat:
            kept.update(places[0])
        elif any(places):
            kept[section.repeat] = places
    return kept


def label(service: Service, answers: Mapping[str, Any]) -> str:
    """The citizen for lists: `Mustermann, Erika`, or "" while nothing is typed; masked from the first key on (`masking`)."""
    return MASKED if masking.hides(service.id) else named(service, answers)


def named(service: Service, answers: Mapping[str, Any]) -> str:
    """The citizen's name itself."""
    parts = [value_at(answers, path) for path in service.label]
    return ", ".join(text.nfc(part.strip()) for part in parts if isinstance(part, str) and part.strip())


def _composed(value: Any) -> Any:
    return text.nfc(value.strip()) if isinstance(value, str) else value


def _of_fields(look: Look) -> Iterator[Problem]:
    for place in look.places:
        path, field, value = place.path, place.field, place.value
        if path in look.hidden:
            continue
        if is_empty(value):
            if look.requires(place):
                yield Problem(path, "required")
            continue
        if finding := look.wrong.get(path):
            yield Problem(path, finding[0], details=finding[1])
        elif field.warn_length and isinstance(value, str) and len(text.nfc(value)) > field.warn_length:
            details = {"length": str(len(text.nfc(value))), "most": str(field.warn_length)}
            yield Problem(path, "print_length", Severity.HINTS, details)


def _of_counts(look: Look) -> Iterator[Problem]:
    for section in look.service.sections:
        if section.repeat and look.whole.holds(section.when):
            count = len(items(section, look.answers))
            if count > section.most:
                yield Problem(section.repeat, "too_many", details={"most": str(section.most)})


def _of_rules(look: Look) -> Iterator[Problem]:
    for rule in look.service.rules:
        repeat = rule.each
        if not repeat:
            yield from _of_rule(look, rule, look.whole, rule.field)
            continue
        section = next(section for section in look.service.sections if section.repeat == repeat)
        if look.whole.holds(section.when):
            for index in range(len(items(section, look.answers))):
                yield from _of_rule(look, rule, look.at(repeat, index), f"{repeat}.{index}.{rule.field}")


def _of_rule(look: Look, rule: Rule, where: Circumstances, path: str) -> Iterator[Problem]:
    if path not in look.hidden and where.holds(rule.problem):
        details = {gap: where.told(source) for gap, source in rule.gaps.items()}
        yield Problem(path, rule.code, rule.severity, details | {"source": rule.source}, rule.sentence)


def _of_evidence(look: Look) -> Iterator[Problem]:
    for kind in look.service.evidence:
        path = f"evidence.{kind.key}"
        if path in look.hidden:
            continue
        seen_ = look.evidence.get(kind.key)
        if seen_ is None:
            if look.whole.holds(kind.required, empty=False):
                yield Problem(path, "evidence_missing")
            continue
        yield from _of_seen(look, kind, seen_, path)


def _of_seen(look: Look, kind: EvidenceKind, seen_: Evidence, path: str) -> Iterator[Problem]:
    if seen_.state not in kind.states:
        yield Problem(path, "evidence_state_unknown")
        return
    if seen_.state not in kind.satisfied and look.whole.holds(kind.required, empty=False):
        yield Problem(path, "evidence_not_satisfied")
    if seen_.state in kind.asks_note and is_empty(seen_.note):
        yield Problem(path, "evidence_note_missing")
    for words, letters in ((seen_.note, "C"), (seen_.last, "B")):
        found = text.check(words, letters)
        if found:
            yield Problem(path, found.code, details=found.details)
    if len(seen_.last) > 4:
        yield Problem(path, "evidence_last_too_long")
