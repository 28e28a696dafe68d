"""Every condition of a service, tried before the service is used: names, fields, and empty answers.

An unknown name or a comparison with nothing would otherwise show only before a citizen.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import ITEM_NAMES, NAMES, Circumstances, ConditionBroken, inspect
from mobile_office.domain.service import Service
from mobile_office.domain.view import seen

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


def inspect_conditions(service: Service, lists: CodeLists, flaw: Callable[..., Exception]) -> None:
    """Raise `flaw(reason, *words to find the line by)` for the first condition that cannot be used."""
    empty = Circumstances(seen(service, {}, _DAY, lists), {kind.key: "" for kind in service.evidence}, _DAY)
    members = {
        "answers": {f.key for s in service.sections if not s.repeat for f in s.fields}
        | {s.repeat for s in service.sections if s.repeat},
        "evidence": {kind.key for kind in service.evidence},
    }
    for what, repeat, source in conditions(service):
        if not source:
            continue
        members["item"] = {f.key for s in service.sections if s.repeat == repeat for f in s.fields}
        owner = what.split("'")[1]
        try:
            inspect(source, ITEM_NAMES if repeat else NAMES)
            for name, member in MEMBER.findall(source):
                if member not in members[name]:
                    raise ConditionBroken(f"unknown {name}.{member}")
            where = empty.at(seen(service, {repeat: [{}]}, _DAY, lists)[repeat][0], 0) if repeat else empty
            where.holds(source)
        except ConditionBroken as reason:
            raise flaw(f"condition of {what}: {reason}", source, f'"{owner}"') from reason
