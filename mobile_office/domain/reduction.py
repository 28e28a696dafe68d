"""A reduction as it is chosen while typing (Ermäßigung, Befreiung), kept as evidence of a reserved kind.

So it has who and when, goes with the draft through parking, handing over, refusal and correction, and dies
with it; what it comes to stands in the case's fees. Pure.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mobile_office.domain.bill import Fees
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.fee_tables import FeeTable, ReductionRule
from mobile_office.domain.fees import reduced
from mobile_office.domain.overview import Evidence
from mobile_office.domain.people import Role

FEE_REDUCTION = "fee_reduction"  # no service asks for evidence of this kind


@dataclass(frozen=True)
class Chosen:
    """A rule of the fee table, its grounds by key, the reason in words; `remaining` cents stay to be paid."""

    rule: str
    grounds: tuple[str, ...]
    reason: str
    remaining: int = 0
    person: str = ""

    @property
    def state(self) -> str:
        """How evidence keeps it, beside the reason as its note: `passport_need:benefits+hardship:0`."""
        return f"{self.rule}:{'+'.join(self.grounds)}:{self.remaining}"


def chosen(evidence: Iterable[Evidence]) -> Chosen | None:
    """What was chosen for a draft; None for nothing, and for what cannot be read."""
    item = next((item for item in evidence if item.kind == FEE_REDUCTION), None)
    parts = item.state.split(":") if item is not None else []
    if item is None or len(parts) != 3 or not parts[2].isdecimal():
        return None
    grounds = tuple(filter(None, parts[1].split("+")))
    return Chosen(parts[0], grounds, item.note, int(parts[2]), item.person)


def offered(found: Fees, table: FeeTable | None) -> tuple[ReductionRule, ...]:
    """The reductions the table has for what is due."""
    due = {line.key for line in found.lines if line.cents}
    return tuple(rule for rule in table.reductions.values() if due & set(rule.items)) if table else ()


def applied(found: Fees, what: Chosen | None, table: FeeTable | None, roles: Collection[Role]) -> Fees:
    """The fees with what was chosen by somebody of these roles; unchanged where it no longer fits."""
    rule = table.reductions.get(what.rule) if what and table else None
    if what is None or rule is None:
        return found
    try:
        return reduced(found, rule, what.grounds, what.reason, roles, what.remaining)
    except NotAllowed:
        return found  # what was due when it was chosen is not due any more
