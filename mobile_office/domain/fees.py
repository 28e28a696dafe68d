"""The fees of one case: a line for each item that applies, its paragraph, and the table it comes from.

Pure: answers, a day and the tables in, a frozen value out. The day is that of the application; for a
service that ends prepared it is still to come, and every line says that it is only `expected`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from mobile_office.domain.bill import FeeLine, Fees
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.conditions import Circumstances
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.fee_tables import FeeItem, FeeTables, ReductionRule
from mobile_office.domain.kinds import is_empty
from mobile_office.domain.look import Look
from mobile_office.domain.overview import Evidence
from mobile_office.domain.people import Role
from mobile_office.domain.service import FeeRule, Service
from mobile_office.domain.service_conditions import MEMBER
from mobile_office.domain.view import value_at


def fees(
    service: Service,
    answers: Mapping[str, Any],
    day: date,
    tables: FeeTables,
    lists: CodeLists,
    evidence: Mapping[str, Evidence] | None = None,
) -> Fees:
    """The fees of these answers when the application is made on `day`. Hidden answers do not count."""
    return fees_of(Look(service, answers, evidence or {}, day, lists), tables)


def fees_of(look: Look, tables: FeeTables) -> Fees:
    """The same of a look, taken with the code lists on the day of the application."""
    day, expected = look.today, look.service.ends == "prepared"
    lines = [
        _line(tables.item(rule.item, day), expected)
        for rule in look.service.fees
        for where in _places(rule, look)
        if where.holds(rule.when)
    ]
    table = tables.on(day)
    return Fees(tuple(lines), day, table.name if table else "", _open(look))


def visit(parts: Sequence[Fees]) -> tuple[Fees, ...]:
    """The fees of several services for one person in one visit: what is paid once is paid with the first."""
    found: list[Fees] = []
    for part in parts:
        found.append(after(part, paid_once(found)))
    return tuple(found)


def paid_once(parts: Iterable[Fees]) -> frozenset[str]:
    """The groups that are paid with one of these. What the office still sets may come to nothing: it pays for none."""
    lines = (line for part in parts for line in part.lines if line.once and not line.shared)
    return frozenset(line.once for line in lines if line.cents is not None)


def after(found: Fees, paid: Collection[str]) -> Fees:
    """The fees of a later service of the same person in the visit: what is `paid` already costs nothing more."""
    lines = (replace(line, cents=0, shared=True) if line.once in paid else line for line in found.lines)
    return replace(found, lines=tuple(lines))


def reduced(
    found: Fees,
    rule: ReductionRule,
    grounds: Collection[str],
    reason: str,
    roles: Collection[Role],
    remaining: int = 0,
) -> Fees:
    """The same with a reduction: of what `rule` is about, `remaining` cents stay to be paid (0 waives it).

    Chosen by somebody without one of the roles of `rule` it is only proposed: who frees the case decides it.
    Raises NotAllowed with `fee_reason_missing`, `fee_ground_not_enough` (no ground, or only such as the
    law says do not suffice alone) or `fee_not_reducible` (nothing there to reduce).
    """
    if not reason.strip():
        raise NotAllowed("fee_reason_missing")
    if not any(rule.grounds[ground].enough for ground in grounds if ground in rule.grounds):
        raise NotAllowed("fee_ground_not_enough")
    about = [line for line in found.lines if line.key in rule.items]
    due = sum(line.cents or 0 for line in about)
    if not 0 <= remaining < due or any(line.key == rule.key for line in found.lines):
        raise NotAllowed("fee_not_reducible")
    expected = any(line.expected for line in about)
    line = FeeLine(
        rule.key,
        rule.label,
        remaining - due,
        rule.paragraph,
        expected,
        reason=reason.strip(),
        grounds=tuple(known.label for key, known in rule.grounds.items() if key in grounds),
        proposed=not rule.who & set(roles),
    )
    return replace(found, lines=(*found.lines, line))


def _line(item: FeeItem, expected: bool) -> FeeLine:
    return FeeLine(item.key, item.label, item.cents, item.paragraph, expected, item.once)


def _places(rule: FeeRule, look: Look) -> Iterator[Circumstances]:
    if not rule.each:
        yield look.whole
        return
    for index in range(len(look.view[rule.each])):
        yield look.at(rule.each, index)


def _open(look: Look) -> tuple[str, ...]:
    """Which required answers, named by a fee's condition, are still missing."""
    named = {(rule.each, *found) for rule in look.service.fees for found in MEMBER.findall(rule.when)}
    missing = []
    for path in sorted(look.required):
        if not is_empty(value_at(look.answers, path)):
            continue
        parts = path.split(".")
        of_item = len(parts) == 3 and (parts[0], "item", parts[2]) in named
        if of_item or any(source == "answers" and key == parts[0] for _, source, key in named):
            missing.append(path)
    return tuple(missing)
