"""Every status, action, role, in hands or not: `admit`, `allowed` and `fold` equal the table below.

The table was written from the design's words, not from the code: whoever changes the workflow
changes it in both places, knowingly.
"""

from dataclasses import replace
from itertools import product

import pytest

from mobile_office.domain.case import Action, Case, Status, admit, allowed, fold, step
from mobile_office.domain.errors import NotAllowed, Refused, SamePerson
from mobile_office.domain.people import Role
from tests.domain.headers import NOW, actor, certificate, header

# from          action         who               to             ("!": nobody who typed in the case)
TABLE = """
-               submit         clerk             submitted
submitted       return         supervisor!       returned
submitted       approve        supervisor!       approved
submitted       hold_back      supervisor!       held_back
submitted       release        office            approved
submitted       withdraw       clerk             withdrawn
submitted       duplicate_of   clerk             withdrawn
submitted       duplicate_of   supervisor        withdrawn
returned        correct        clerk             submitted
returned        withdraw       clerk             withdrawn
returned        duplicate_of   clerk             withdrawn
returned        duplicate_of   supervisor        withdrawn
approved        withdraw       clerk             withdrawn
approved        take_over      intake            taken_over
approved        query          intake            queried
approved        not_possible   intake            not_possible
held_back       take_over      intake            taken_over
held_back       query          intake            queried
held_back       not_possible   intake            not_possible
queried         correct        clerk             submitted
queried         withdraw       clerk             withdrawn
"""
NOTE_WRITERS = {Role.CLERK, Role.SUPERVISOR, Role.INTAKE}

Rule = tuple[Status | None, Action, Role]


def read(table: str) -> tuple[dict[Rule, Status], set[Rule]]:
    """The table as (where each rule leads, which rules need a second person)."""
    leads: dict[Rule, Status] = {}
    second_person: set[Rule] = set()
    for line in table.strip().splitlines():
        start, action, who, to = line.split()
        rule = (None if start == "-" else Status(start), Action(action), Role(who.rstrip("!")))
        leads[rule] = Status(to)
        if who.endswith("!"):
            second_person.add(rule)
    for status, role in product(Status, NOTE_WRITERS):
        leads[status, Action.NOTE, role] = status
    return leads, second_person


LEADS, SECOND_PERSON = read(TABLE)


def case_in(status: Status | None, hands: frozenset[str]) -> Case | None:
    """A case that stands where the sweep wants it."""
    if status is None:
        return None
    case = fold([header(Action.SUBMIT, "erika")])
    assert case is not None
    return replace(case, status=status, hands=hands)


@pytest.mark.parametrize("in_hands", [False, True], ids=["a second person", "typed in it"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", [None, *Status], ids=lambda status: status or "none")
def test_each_action_does_what_the_table_says(status: Status | None, role: Role, in_hands: bool) -> None:
    case = case_in(status, frozenset({"max", "erika"} if in_hands else {"erika"}))
    for action in Action:
        rule = (status, action, role)
        attempt = header(action, "max", case, n=2)
        refusal: type[Refused] | None = None
        try:
            admit(case, attempt, certificate("max", role), NOW)
        except Refused as refused:
            refusal = type(refused)
        if rule not in LEADS:
            assert refusal is NotAllowed, rule
        elif in_hands and rule in SECOND_PERSON:
            assert refusal is SamePerson, rule
        else:
            assert refusal is None, rule
            after = step(case, attempt)
            assert after is not None
            assert after.status is LEADS[rule], rule


@pytest.mark.parametrize("in_hands", [False, True], ids=["a second person", "typed in it"])
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", Status)
def test_what_is_offered_is_what_is_admitted(status: Status, role: Role, in_hands: bool) -> None:
    case = case_in(status, frozenset({"max"} if in_hands else {"erika"}))
    assert case is not None
    expected = {
        action
        for action in Action
        if (rule := (status, action, role)) in LEADS and not (in_hands and rule in SECOND_PERSON)
    }
    assert set(allowed(case, actor("max", role))) == expected
