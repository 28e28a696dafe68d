"""Rights (Befugnisse): everything a role or a kind of device may do beside the actions on a case, in one table.

Actions on a case stand in `case.WORKFLOW`. Nothing else in the program compares roles: what is asked for is a right.
`docs/workflow.md` is drawn from both tables.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.people import Role


class Right(StrEnum):
    """What a person may do; whoever has none of its roles does not see it."""

    DEPARTURE = "departure"  # an entry about the day, as the next three
    STOP = "stop"
    CLOSING = "closing"
    BAG = "bag"
    ERASE = "erase"  # an entry about the laptop
    RESTORE = "restore"  # the same
    TODAY = "today"  # an area of the window, as the next four
    CASES = "cases"
    REVIEW = "review"
    INTAKE = "intake"
    DELIVERY = "delivery"
    FORMS = "forms"
    TAKE_DRAFT = "take_draft"


class DeviceRight(StrEnum):
    """What a device may ask of the office."""

    EXCHANGE = "exchange"
    OUTCOMES = "outcomes"


@dataclass(frozen=True)
class Grant:
    """One row: who has a right; None is whoever is unlocked, certified or not, for capturing never stops.

    `german` is its name there, `signed` says that it is an entry the office checks again.
    """

    right: Right
    roles: frozenset[Role] | None
    german: str
    what: str
    signed: bool = False


_EVERYONE = frozenset(role for role in Role if role is not Role.OFFICE)
_ROAD = frozenset({Role.CLERK, Role.SUPERVISOR})
_CLERKS, _SUPERVISORS, _INTAKE = (frozenset({role}) for role in (Role.CLERK, Role.SUPERVISOR, Role.INTAKE))

TABLE: tuple[Grant, ...] = (
    Grant(Right.DEPARTURE, _ROAD, "Abfahrtskontrolle", "sign the check before leaving", signed=True),
    Grant(Right.STOP, _ROAD, "Halt", "arrive at a stop, set stop or date right", signed=True),
    Grant(Right.CLOSING, _ROAD, "Tagesabschluss", "close the day with the papers counted", signed=True),
    Grant(Right.BAG, _ROAD, "Taschenübergabe", "hand over the bag with the papers", signed=True),
    Grant(Right.ERASE, _EVERYONE, "Löschung", "erase what is due on this laptop", signed=True),
    Grant(Right.RESTORE, _EVERYONE, "Rücksicherung", "go on from a backup, said in a new chain", signed=True),
    Grant(Right.TODAY, None, "Heute", "see the day's page"),
    Grant(Right.CASES, None, "Vorgänge", "see the cases of this device"),
    Grant(Right.REVIEW, _SUPERVISORS, "Prüfung", "see what waits for a second person"),
    Grant(Right.INTAKE, _INTAKE, "Übernahme", "see what waits for the register"),
    Grant(Right.DELIVERY, None, "Zustellung", "see and start delivery"),
    Grant(Right.FORMS, _ROAD, "Vordrucke", "print blank forms with numbers"),
    Grant(Right.TAKE_DRAFT, _CLERKS, "Entwurf übernehmen", "be handed a colleague's draft"),
)
RIGHTS: Mapping[Right, frozenset[Role] | None] = MappingProxyType({row.right: row.roles for row in TABLE})

DEVICE_RIGHTS: Mapping[DeviceRight, frozenset[str]] = MappingProxyType(
    {
        DeviceRight.EXCHANGE: frozenset({"bus", "station"}),
        DeviceRight.OUTCOMES: frozenset({"station", "gateway"}),
    }
)


def may(roles: Collection[Role], right: Right) -> bool:
    """Whether one of these roles has the right."""
    having = RIGHTS[right]
    return having is None or not having.isdisjoint(roles)


def require(roles: Collection[Role], right: Right, code: str = "role_not_allowed") -> None:
    """Raises NotAllowed(`code`) where none of these roles has the right."""
    if not may(roles, right):
        raise NotAllowed(code, right=right.value)


def signers(right: Right) -> frozenset[Role]:
    """Who may sign an entry of a right; nobody where none is signed."""
    having = next(row.roles for row in TABLE if row.right is right and row.signed)
    return having or frozenset()


def device_may(kind: str, right: DeviceRight) -> bool:
    """Whether a kind of device has the right."""
    return kind in DEVICE_RIGHTS[right]
