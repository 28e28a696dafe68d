"""Every condition of a service, tried before the service is used: names, fields, and empty answers.

All of them are looked at, so that one look tells everything. An unknown name or a comparison with nothing would otherwise show only before a citizen.
"""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import (
    FUNCTIONS,
    ITEM_NAMES,
    NAMES,
    Circumstances,
    ConditionBroken,
    inspect,
)
from mobile_office.domain.look import Look
from mobile_office.domain.service import Service
from mobile_office.domain.toml_values import Flaw, Gathered, meant
from mobile_office.domain.view import seen

_UNKNOWN = re.compile(r"unknown (variable|function) '(.+)'")
_PATTERN = re.compile(r"'matches' error: '(.*)' not a valid regex")
_TYPES = re.compile(r"TypeError|No such overload|Undefined variable or function")  # names are known by then
_CLAUSE = 120  # letters
_DAY = date(2026, 1, 1)  # any day: conditions are tried, not believed
# Which answer, evidence or part of an item a condition names.
MEMBER = re.compile(r"\b(answers|evidence|item)\.([a-z][a-z0-9_]*)")


def conditions(service: Service) -> Iterator[tuple[str, str, str]]:
    """Each condition: what it belongs to, its repeated section ("" if none), its CEL source."""
    for section in service.sections:
        yield f"section {section.key!r}", "", section.when
        for field in section.fields:
            yield f"field {field.key!r}", section.repeat, field.when
            yield f"field {field.key!r}", section.repeat, field.required
    for kind in service.evidence:
        yield f"evidence {kind.key!r}", "", kind.when
        yield f"evidence {kind.key!r}", "", kind.required
    for rule in service.rules:
        yield f"rule {rule.code!r}", rule.each, rule.problem
    for fee in service.fees:
        yield f"fee {fee.item!r}", fee.each, fee.when


def tellings(service: Service) -> Iterator[tuple[str, str, str]]:
    """The same of what fills the gaps of sentences: it is asked only where its rule holds."""
    for rule in service.rules:
        for source in rule.gaps.values():
            yield f"rule {rule.code!r}", rule.each, source


def inspect_conditions(service: Service, lists: CodeLists) -> None:
    """Raise Flaw for the first condition that cannot be used."""
    found = Gathered()
    gather_conditions(service, lists, found)
    found.end()


def gather_conditions(service: Service, lists: CodeLists, found: Gathered, sound: bool = True) -> None:
    """Gather a flaw for each condition that cannot be used.

    Where the service is not `sound` (a field may stand in for one with a flaw) only names are looked at.
    """
    members = {
        "answers": {f.key for s in service.sections if not s.repeat for f in s.fields}
        | {s.repeat for s in service.sections if s.repeat},
        "evidence": {kind.key for kind in service.evidence},
    }
    before = len(found.flaws)
    usable = [
        (what, repeat, source)
        for what, repeat, source in conditions(service)
        if source
        and (not repeat or repeat in members["answers"])  # else it is a flaw already
        and found.of(False, _named, service, what, repeat, source, members)
    ]
    for what, repeat, source in tellings(service):
        if not repeat or repeat in members["answers"]:
            found.of(None, _named, service, what, repeat, source, members)
    if not sound or len(found.flaws) > before:
        return
    empty = Circumstances(seen(service, {}, _DAY, lists), {kind.key: "" for kind in service.evidence}, _DAY)
    for what, repeat, source in usable:
        where = empty.at(seen(service, {repeat: [{}]}, _DAY, lists)[repeat][0], 0) if repeat else empty
        found.of(None, _tried, what, source, where)


def _named(service: Service, what: str, repeat: str, source: str, members: dict[str, set[str]]) -> bool:
    """Whether every name in a condition is one there is; raises Flaw for the first that is not."""
    owner, names = what.split("'")[1], ITEM_NAMES if repeat else NAMES
    near = (f'"{source}"', source, f'"{owner}"')
    try:
        inspect(source, names)
    except ConditionBroken as reason:
        unknown = _UNKNOWN.search(str(reason))
        if not unknown:
            raise Flaw("condition_syntax", *near, where=owner, said=_clause(reason)) from reason
        code = f"condition_{unknown[1]}_unknown"
        known = sorted(names if unknown[1] == "variable" else FUNCTIONS)
        gaps = {"name": unknown[2], "known": ", ".join(known), "meant": ""}
        if unknown[1] == "function":
            gaps["meant"] = ", ".join(get_close_matches(unknown[2], FUNCTIONS, n=2))
        raise Flaw(code, *near, where=owner, **gaps) from reason
    members = members | {"item": {f.key for s in service.sections if s.repeat == repeat for f in s.fields}}
    for name, member in MEMBER.findall(source):
        if member not in members[name]:
            gaps = {"name": f"{name}.{member}", "meant": meant(member, members[name])}
            raise Flaw("condition_answer_unknown", *near, where=owner, **gaps)
    return True


def _tried(what: str, source: str, where: Circumstances) -> None:
    """A condition on empty answers; raises Flaw when it cannot be evaluated."""
    try:
        where.holds(source)
    except ConditionBroken as reason:
        raise _broken(what, source, reason) from reason


def broken(service: Service, look: Look) -> Iterator[Flaw]:
    """Each condition that cannot be evaluated at what is answered, and each filling of a gap of a rule that holds."""
    unusable = set()
    for what, repeat, source in conditions(service):
        for place in _places(repeat, look):
            try:
                place.holds(source)
            except ConditionBroken as reason:
                yield _broken(what, source, reason)
                unusable.add(source)
                break
    for rule in service.rules:
        for source in rule.gaps.values() if rule.problem not in unusable else ():
            try:
                for place in _places(rule.each, look):
                    if place.holds(rule.problem):
                        place.told(source)
            except ConditionBroken as reason:
                yield _broken(f"rule {rule.code!r}", source, reason)


def _places(repeat: str, look: Look) -> list[Circumstances]:
    return [look.at(repeat, index) for index in range(len(look.view[repeat]))] if repeat else [look.whole]


def _broken(what: str, source: str, reason: ConditionBroken) -> Flaw:
    """Why it cannot be evaluated, in words; what the library says is cut to its first clause."""
    owner, said = what.split("'")[1], str(reason)
    near = (f'"{source}"', source, f'"{owner}"')
    pattern = _PATTERN.search(said)
    if said == "not a yes or no":
        return Flaw("condition_not_yes_no", *near, where=owner)
    if said == "not a text, a number or a day":
        return Flaw("condition_not_told", *near, where=owner)
    if pattern:
        return Flaw("condition_pattern", *near, where=owner, pattern=pattern[1])
    if _TYPES.search(said):
        return Flaw("condition_types", *near, where=owner)
    return Flaw("condition_fails", *near, where=owner, said=_clause(reason))


def _clause(reason: ConditionBroken) -> str:
    """The first clause of what the library says, in English: the name of an exception helps nobody."""
    said = re.sub(r"^\w+Error: ", "", str(reason))
    return re.split(r"[.:;](?:\s|$)", said, maxsplit=1)[0][:_CLAUSE]
