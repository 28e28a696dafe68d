"""The whole check of a service's answers: what blocks, what a reason overrides, what only hints.

Pure and quick (a family of four in a few milliseconds), so the form may ask after every field.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from mobile_office.domain import text
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.kinds import KINDS, is_empty
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import (
    Answers,
    EvidenceKind,
    Field,
    Problem,
    Rule,
    Section,
    Service,
    Severity,
)
from mobile_office.domain.view import items, seen, value_at

_NONE = CodeLists()
_ROUNDS = 4  # hiding one field may hide another; deeper chains than this are not drawn


class _Look:
    """One look at one set of answers: what is visible, and the circumstances of each place."""

    def __init__(
        self,
        service: Service,
        answers: Mapping[str, Any],
        states: Mapping[str, str],
        today: date,
        lists: CodeLists,
    ) -> None:
        self.service, self.answers = service, answers
        known = {kind.key: states.get(kind.key, "") for kind in service.evidence}
        hidden: set[str] = set()
        for _ in range(_ROUNDS):
            view = seen(service, answers, today, lists, sorted(hidden))
            self.whole = Circumstances(view, known, today)
            self._places: dict[tuple[str, int], Circumstances] = {}
            self._view = view
            now_hidden = {path for path, shown in self._walk() if not shown}
            if now_hidden == hidden:
                break
            hidden = now_hidden
        self.hidden = hidden

    def at(self, repeat: str, index: int) -> Circumstances:
        """The circumstances at one item of a repeated section, or of the whole."""
        if not repeat:
            return self.whole
        if (repeat, index) not in self._places:
            self._places[repeat, index] = self.whole.at(self._view[repeat][index], index)
        return self._places[repeat, index]

    def _walk(self) -> Iterator[tuple[str, bool]]:
        for section in self.service.sections:
            open_section = self.whole.holds(section.when)
            for index in range(len(items(section, self.answers))):
                for field in section.fields:
                    shown = open_section and (
                        not field.when or self.at(section.repeat, index).holds(field.when)
                    )
                    yield section.path(field, index), shown
        for kind in self.service.evidence:
            yield f"evidence.{kind.key}", self.whole.holds(kind.when)


def _states(evidence: Mapping[str, Evidence]) -> dict[str, str]:
    return {kind: seen_.state for kind, seen_ in evidence.items()}


def visible(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> frozenset[str]:
    """The paths of all fields to show now, and `evidence.<kind>` of all evidence to ask for."""
    look = _Look(service, answers, _states(evidence or {}), today, _NONE)
    return frozenset(path for path, _ in look._walk()) - look.hidden


def required(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> frozenset[str]:
    """The paths of all visible fields and evidence that must be answered, for their mark in the form."""
    look = _Look(service, answers, _states(evidence or {}), today, _NONE)
    fields = {
        path
        for section, field, index, path in _fields(service, answers)
        if path not in look.hidden and look.at(section.repeat, index).holds(field.required, empty=False)
    }
    kinds = {
        f"evidence.{kind.key}" for kind in service.evidence if look.whole.holds(kind.required, empty=False)
    }
    return frozenset(fields | (kinds - look.hidden))


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
    look = _Look(service, answers, _states(evidence), today, codelists)
    found = [
        *_of_fields(look, today, codelists),
        *_of_counts(look),
        *_of_rules(look),
        *_of_evidence(look, evidence),
    ]
    order = {path: place for place, (*_, path) in enumerate(_fields(service, answers))}
    last = len(order)
    return tuple(sorted(found, key=lambda problem: order.get(problem.field, last)))


def shown(
    service: Service,
    answers: Mapping[str, Any],
    today: date,
    evidence: Mapping[str, Evidence] | None = None,
) -> Answers:
    """The answers that are asked for, in NFC, without hidden or unknown ones: what may be submitted."""
    paths = visible(service, answers, today, evidence)
    kept: Answers = {}
    for section in service.sections:
        places = [
            {
                field.key: _composed(item[field.key])
                for field in section.fields
                if section.path(field, index) in paths and not is_empty(item.get(field.key))
            }
            for index, item in enumerate(items(section, answers))
        ]
        if not section.repeat:
            kept.update(places[0])
        elif any(places):
            kept[section.repeat] = places
    return kept


def label(service: Service, answers: Mapping[str, Any]) -> str:
    """The citizen's name for lists: `Mustermann, Erika`, or "" while nothing is typed."""
    parts = [value_at(answers, path) for path in service.label]
    return ", ".join(text.nfc(part.strip()) for part in parts if isinstance(part, str) and part.strip())


def _composed(value: Any) -> Any:
    return text.nfc(value.strip()) if isinstance(value, str) else value


def _fields(service: Service, answers: Mapping[str, Any]) -> Iterator[tuple[Section, Field, int, str]]:
    for section in service.sections:
        for index in range(len(items(section, answers))):
            for field in section.fields:
                yield section, field, index, section.path(field, index)


def _of_fields(look: _Look, today: date, lists: CodeLists) -> Iterator[Problem]:
    for section, field, index, path in _fields(look.service, look.answers):
        if path in look.hidden:
            continue
        value = value_at(look.answers, path)
        if is_empty(value):
            if look.at(section.repeat, index).holds(field.required, empty=False):
                yield Problem(path, "required")
            continue
        finding = KINDS[field.kind].check(value, field, today, lists)
        if finding:
            yield Problem(path, finding[0], details=finding[1])
        elif field.warn_length and isinstance(value, str) and len(text.nfc(value)) > field.warn_length:
            details = {"length": str(len(text.nfc(value))), "most": str(field.warn_length)}
            yield Problem(path, "print_length", Severity.HINTS, details)


def _of_counts(look: _Look) -> Iterator[Problem]:
    for section in look.service.sections:
        if section.repeat and look.whole.holds(section.when):
            count = len(items(section, look.answers))
            if count > section.most:
                yield Problem(section.repeat, "too_many", details={"most": str(section.most)})


def _of_rules(look: _Look) -> Iterator[Problem]:
    for rule in look.service.rules:
        repeat = rule.each
        if not repeat:
            yield from _of_rule(look, rule, look.whole, rule.field)
            continue
        section = next(section for section in look.service.sections if section.repeat == repeat)
        if look.whole.holds(section.when):
            for index in range(len(items(section, look.answers))):
                yield from _of_rule(look, rule, look.at(repeat, index), f"{repeat}.{index}.{rule.field}")


def _of_rule(look: _Look, rule: Rule, where: Circumstances, path: str) -> Iterator[Problem]:
    if path not in look.hidden and where.holds(rule.problem):
        yield Problem(path, rule.code, rule.severity, {"source": rule.source})


def _of_evidence(look: _Look, evidence: Mapping[str, Evidence]) -> Iterator[Problem]:
    for kind in look.service.evidence:
        path = f"evidence.{kind.key}"
        if path in look.hidden:
            continue
        seen_ = evidence.get(kind.key)
        if seen_ is None:
            if look.whole.holds(kind.required, empty=False):
                yield Problem(path, "evidence_missing")
            continue
        yield from _of_seen(look, kind, seen_, path)


def _of_seen(look: _Look, kind: EvidenceKind, seen_: Evidence, path: str) -> Iterator[Problem]:
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
