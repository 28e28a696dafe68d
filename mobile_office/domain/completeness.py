"""Completeness (Vollständigkeit): what may be done about a case while scans of it are still on the road (sync.md 3).

Who decides must be able to see them; who carries the case into the register needs the office's word that it holds all.
"""

from mobile_office.domain.case import TRANSITIONS, Action

INTAKE = frozenset({Action.TAKE_OVER, Action.QUERY, Action.NOT_POSSIBLE})


def may_be_done(action: Action, *, attached: int, are_here: bool, are_complete: bool) -> bool:
    """Whether an action may be taken about a case with so many scans.

    `are_here`: all of them lie on this device. `are_complete`: the office has receipted all of them.
    """
    if not attached or are_complete:
        return True
    if action in INTAKE:
        return False
    return are_here or not TRANSITIONS[action].decision
