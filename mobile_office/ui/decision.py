"""A decision: what a person says before something is done to a case, and what is still missing in it."""

from dataclasses import dataclass, field

from mobile_office.desk import Desk
from mobile_office.domain.case import TRANSITIONS, Action

PINS = frozenset({Action.RETURN, Action.QUERY})
REASONS = frozenset({Action.HOLD_BACK, Action.WITHDRAW, Action.NOT_POSSIBLE, Action.NOTE})
GROUNDS = ("not_responsible", "documents_missing", "already_done", "not_identified", "other_ground")


@dataclass(frozen=True)
class Decision:
    """What the panel asked for. A NOT_POSSIBLE's `reason` begins with one of GROUNDS and ": "."""

    action: Action
    passphrase: str = ""
    reason: str = ""
    comments: dict[str, str] = field(default_factory=dict)
    register_number: str = ""
    other: str = ""


def carry_out(desk: Desk, number: str, decision: Decision) -> None:
    """Write the entry; belongs on the writer's thread. Raises Refused or Trouble."""
    desk.do(
        number,
        decision.action,
        passphrase=decision.passphrase,
        reason=decision.reason,
        comments=decision.comments,
        register_number=decision.register_number,
        other=decision.other,
    )


def missing(decision: Decision) -> str:
    """The code of what is still missing ("needs_reason" ...), empty when complete."""
    action = decision.action
    if action in PINS and not decision.comments and not decision.reason:
        return "needs_comment"
    if action in REASONS and not decision.reason.removeprefix(ground_of(decision.reason)).strip(": "):
        return "needs_note" if action is Action.NOTE else "needs_reason"
    if action is Action.TAKE_OVER and not decision.register_number:
        return "needs_register_number"
    if action is Action.DUPLICATE_OF and not decision.other:
        return "needs_other"
    if TRANSITIONS[action].decision and not decision.passphrase:
        return "needs_passphrase"
    return ""


def ground_of(reason: str) -> str:
    """The ground a NOT_POSSIBLE's reason begins with, empty when none."""
    ground, colon, _ = reason.partition(": ")
    return ground if colon and ground in GROUNDS else ""
