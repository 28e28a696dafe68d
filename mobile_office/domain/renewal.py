"""A newer version of a service for a draft begun with an older one: what is carried over, and what is not.

An answer is carried over where its path still exists and asks for the same (kind and code list); evidence where
the new version knows its kind and state. Nothing is guessed, and the way back loses nothing either.
"""

from dataclasses import dataclass
from typing import Any

from mobile_office.domain.kinds import is_empty
from mobile_office.domain.overview import Draft, Evidence
from mobile_office.domain.reduction import FEE_REDUCTION
from mobile_office.domain.service import Answers, Field, Service, Text

_Path = tuple[str, str]  # the key a section repeats under ("" for none) and a field's key


@dataclass(frozen=True)
class Renewal:
    """A draft in another version of its service.

    `lost` names what was answered or noted and is not asked any more, `added` what is asked in addition.
    """

    service: Service
    answers: Answers
    evidence: tuple[Evidence, ...]
    lost: tuple[Text, ...] = ()
    added: tuple[Text, ...] = ()


def renewal(draft: Draft, before: Service, after: Service) -> Renewal:
    """The draft in a newer version. What the service itself does not ask for falls away: the note of a signature,
    because another wording was signed. A reduction stays: it is chosen from the fee table, not from the service.
    """
    old, new = _fields(before), _fields(after)
    gone = {path: field for path, field in old.items() if not _same(field, new.get(path))}
    evidence = tuple(item for item in draft.evidence if _is_known(item, after))
    names = {kind.key: kind.label for kind in before.evidence}
    unseen = (names[item.kind] for item in draft.evidence if item not in evidence and item.kind in names)
    return Renewal(
        service=after,
        answers=_without(draft.answers, gone),
        evidence=evidence,
        lost=(*(field.label for path, field in gone.items() if _is_answered(draft.answers, path)), *unseen),
        added=tuple(field.label for path, field in new.items() if path not in old),
    )


def way_back(draft: Draft, before: Draft, service: Service, after: Service) -> Renewal:
    """The draft in the version it had `before` it was renewed: what fell away stands again, what was typed stays.

    A list that has become longer or shorter meanwhile gets back nothing that fell away: nobody can tell whose.
    Evidence that had not fallen away and was taken back meanwhile stays taken back.
    """
    old, new = _fields(service), _fields(after)
    gone = {path: field for path, field in old.items() if not _same(field, new.get(path))}
    answers = _without(draft.answers, {path: field for path, field in new.items() if path not in old})
    answers = _with(_without(answers, gone), before.answers, gone)
    kept = tuple(item for item in draft.evidence if _is_known(item, service))
    kinds = {item.kind for item in kept}
    fallen = (item for item in before.evidence if not _is_known(item, after) and item.kind not in kinds)
    return Renewal(service, answers, (*kept, *fallen))


def is_renewable(draft: Draft) -> bool:
    """Whether a draft may change its version.

    A correction stays with the version its case was declared in (a case keeps its version for ever); what was
    declared on a numbered paper form stays with the version that was printed and signed.
    """
    return not draft.case and not draft.form


def _is_known(item: Evidence, service: Service) -> bool:
    """Whether evidence says the same in this version: its kind and state are there, or it is not the service's."""
    states = {kind.key: kind.states for kind in service.evidence}
    return item.kind == FEE_REDUCTION or item.state in states.get(item.kind, ())


def _fields(service: Service) -> dict[_Path, Field]:
    return {(section.repeat, field.key): field for section in service.sections for field in section.fields}


def _same(field: Field, other: Field | None) -> bool:
    return other is not None and (field.kind, field.codelist) == (other.kind, other.codelist)


def _items(answers: Answers, path: _Path) -> list[Any]:
    """Where the answer of a path lies: the answers themselves, or each item of a list."""
    found = answers.get(path[0]) if path[0] else [answers]
    return found if isinstance(found, list) else []


def _is_answered(answers: Answers, path: _Path) -> bool:
    return any(isinstance(item, dict) and not is_empty(item.get(path[1])) for item in _items(answers, path))


def _without(answers: Answers, gone: dict[_Path, Field]) -> Answers:
    """A copy without the answers of these paths; a list nothing is asked of any more goes as a whole."""
    copied = _copied(answers)
    for path in gone:
        for item in _items(copied, path):
            if isinstance(item, dict):
                item.pop(path[1], None)
    emptied = {repeat for repeat, _ in gone if repeat and not any(_items(copied, (repeat, "")))}
    return {key: value for key, value in copied.items() if key not in emptied}


def _with(answers: Answers, before: Answers, gone: dict[_Path, Field]) -> Answers:
    """A copy with what these paths said before."""
    copied = _copied(answers)
    for path in gone:
        repeat, key = path
        if repeat and repeat not in copied and repeat in before:
            copied[repeat] = [{} for _ in before[repeat]]
        now, then = _items(copied, path), _items(before, path)
        if len(now) == len(then):
            for item, old in zip(now, then, strict=True):
                if isinstance(item, dict) and isinstance(old, dict) and key in old:
                    item[key] = old[key]
    return copied


def _copied(answers: Answers) -> Answers:
    """A copy as deep as answers are: values, and lists of items."""
    return {
        key: [dict(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else value
        for key, value in answers.items()
    }
