"""Answers as conditions see them: hidden and impossible ones gone, the rest comparable.

Texts, codes and partial dates that are missing are "", yes-no questions `false`, lists `[]`; a missing
date or number is absent (use `has()`). Dates are timestamps. Repeated sections always hold a list.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import midnight
from mobile_office.domain.kinds import KINDS, is_empty
from mobile_office.domain.service import Answers, Field, Section, Service

_ABSENT = object()


def value_at(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at a path such as `persons.0.family_name`, or None."""
    found: Any = answers
    for part in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def items(section: Section, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items of a repeated section, at least `least` of them; a plain section is its own one item."""
    if not section.repeat:
        return [answers]
    raw = answers.get(section.repeat)
    found = [item if isinstance(item, Mapping) else {} for item in raw] if isinstance(raw, list) else []
    return found + [{}] * (section.least - len(found))


def seen(
    service: Service, answers: Mapping[str, Any], today: date, lists: CodeLists, hidden: Sequence[str] = ()
) -> dict[str, Any]:
    """The view of answers that conditions are evaluated on; `hidden` paths count as not answered."""
    return view_without(service, answers, {*hidden, *wrong(service, answers, today, lists)})


def wrong(
    service: Service, answers: Mapping[str, Any], today: date, lists: CodeLists
) -> dict[str, tuple[str, dict[str, str]]]:
    """What is wrong with single answers, by path: a code and its details (`kinds.Kind.check`)."""
    found = {}
    for section in service.sections:
        for index, item in enumerate(items(section, answers)):
            for field in section.fields:
                raw = item.get(field.key)
                if raw is not None and (finding := KINDS[field.kind].check(raw, field, today, lists)):
                    found[section.path(field, index)] = finding
    return found


def view_without(service: Service, answers: Mapping[str, Any], gone: Collection[str]) -> dict[str, Any]:
    """The view of answers, where those at the paths of `gone` count as not answered."""
    view: dict[str, Any] = {}
    for section in service.sections:
        places = [_place(section, item, index, gone) for index, item in enumerate(items(section, answers))]
        if section.repeat:
            view[section.repeat] = places
        else:
            view.update(places[0])
    return view


def _place(section: Section, item: Mapping[str, Any], index: int, gone: Collection[str]) -> dict[str, Any]:
    place: dict[str, Any] = {}
    for field in section.fields:
        raw = item.get(field.key)
        is_gone = is_empty(raw) or section.path(field, index) in gone
        value = _nothing(field) if is_gone else _comparable(field, raw)
        if value is not _ABSENT:
            place[field.key] = value
    return place


def _nothing(field: Field) -> Any:
    return _ABSENT if field.kind in ("date", "number") else KINDS[field.kind].type()


def _comparable(field: Field, raw: Any) -> Any:
    return midnight(date.fromisoformat(raw)) if field.kind == "date" else raw


def first_answers(service: Service) -> Answers:
    """What a new draft starts with: the defaults, and one item where one is needed."""
    answers: Answers = {}
    for section in service.sections:
        if section.repeat:
            answers[section.repeat] = [first_item(section) for _ in range(section.least)]
        else:
            answers.update(first_item(section))
    return answers


def first_item(section: Section) -> Answers:
    """The defaults of one item of a section."""
    return {field.key: field.default for field in section.fields if field.default is not None}
