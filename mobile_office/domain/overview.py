"""What screens show of cases, drafts and delivery: frozen values, made by the store and the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from mobile_office.domain.alarms import Alarm
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.bill import Fees
from mobile_office.domain.case import Action, Case, Status
from mobile_office.domain.insisting import Insistence
from mobile_office.domain.people import Role


class Delivery(StrEnum):
    """The facts of delivery, shown beside the status; an entry has exactly one."""

    SAVED = "saved"  # on this laptop only
    HANDED_OVER = "handed_over"  # sent, no answer that proves anything yet
    HELD = "held"  # the office keeps it aside: its author was revoked, and it came after that
    RECEIPTED = "receipted"  # numbered and signed by the office
    REFUSED = "refused"  # the office said no; needs a person


class Light(StrEnum):
    """The light in the top bar."""

    OFFLINE = "offline"
    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    NEEDS_YOU = "needs_you"


@dataclass(frozen=True)
class Evidence:
    """Evidence as "original seen" (Original gesehen): never a copy.

    `kind` is a key of the service's evidence list, `last` the last characters of the document's
    number (at most 4), `state` is "seen" or a state the service file offers (present, code,
    missing, refused ...), `note` free text such as a Zuordnungsmerkmal.
    """

    kind: str
    state: str
    last: str
    note: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Draft:
    """What is still being typed; it changes freely and never leaves the device.

    `answers` is nested JSON as the form has it (`{"persons": [{"family_name": ...}], ...}`).
    `hands` is everyone who typed. `case` is the number of the case a correction is about.
    `field` is the key of the field last typed in, `cursor` where in it (as the window counts; None: at its
    end). `label` names the citizen for lists. `declared_at` is the legal day when it is not the day of
    capture, `form` the number of the paper form it was declared on (Nacherfassung), else empty. `visit` is
    shared by the drafts and cases of one visit (Vorsprache): the same people at the desk, several services;
    empty for a draft of its own.
    `attachments` are scans, in the order they were added.
    """

    id: str
    service: str
    version: int
    answers: dict[str, Any]
    evidence: tuple[Evidence, ...]
    hands: tuple[str, ...]
    owner: str
    parked: bool
    case: str | None
    field: str
    label: str
    created_at: datetime
    saved_at: datetime
    declared_at: date | None = None
    form: str = ""
    visit: str = ""
    attachments: tuple[Attachment, ...] = ()
    cursor: int | None = None


@dataclass(frozen=True)
class CaseLine:
    """One line of a list of cases. `label` is empty once the body is erased."""

    number: str
    label: str
    service: str
    status: Status
    delivery: Delivery
    submitted_at: datetime
    changed_at: datetime
    hands: frozenset[str]
    submitted_by: str


@dataclass(frozen=True)
class HistoryLine:
    """One entry of a case as the history shows it. `refused` is a code of `domain.errors` or None."""

    entry: str
    action: Action
    person: str
    at: datetime
    delivery: Delivery
    seq: int | None
    refused: str | None
    comments: dict[str, str]
    reason: str
    register_number: str
    basis: str = ""  # of a CORRECT: one of `desk.BASES`
    doubt: str = ""  # a code of `store/genuine.py`: this entry is not genuine


@dataclass(frozen=True)
class CasePage:
    """One case, complete: its latest answers, history, and what this person may do to it.

    `previous_answers` are those of the revision before (None for the first), to show what changed.
    `comments` are the pinned comments of the latest RETURN or QUERY while it is open: field key to
    text. `erased` is true when the body has been erased on this device. `doubts` are entries that are not genuine,
    each with a code of `store/genuine.py`; "" names the case itself. Then nothing is allowed.
    """

    case: Case
    label: str
    answers: dict[str, Any]
    evidence: tuple[Evidence, ...]
    previous_answers: dict[str, Any] | None
    comments: dict[str, str]
    history: tuple[HistoryLine, ...]
    allowed: tuple[Action, ...]
    erased: bool
    overrides: dict[str, str]
    draft: str = ""  # the id of the draft it was typed in; a correction goes on under it
    declared_at: date | None = None  # the legal day; None once the body is erased
    form: str = ""  # the paper form it was declared on (Nacherfassung), else empty
    stop: str = ""  # where it was captured
    fees: Fees | None = None  # as they were when it was declared; None where nothing was kept
    visit: str = ""  # the visit it belongs to, "" for a case of its own
    attachments: tuple[Attachment, ...] = ()  # the scans of its latest revision
    attached: int = 0  # how many there are, also once the body that names them is erased
    are_complete: bool = False  # the office holds all of them
    doubts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DeliveryLine:
    """One case on the delivery page, or a day on the road: then `day` is its date and `number` its subject.

    `scans` are attachments the office does not hold yet.
    """

    number: str
    label: str
    delivery: Delivery
    waiting: int
    bytes: int
    attempts: int
    reason: str
    next_try: datetime | None
    day: date | None = None
    scans: int = 0


@dataclass(frozen=True)
class DeliveryState:
    """How delivery stands: the light, its numbers, and when it tries again.

    `blobs_waiting` are attachments that are to be sent, `bytes_waiting` theirs; `bytes_sent` is what the run under
    way, or the last one, has handed over of them.
    """

    light: Light
    waiting: int
    needs_person: int
    attempts: int
    last_success: datetime | None
    next_try: datetime | None
    trouble: str
    alarm: Alarm = "none"
    blobs_waiting: int = 0
    bytes_waiting: int = 0
    bytes_sent: int = 0
    held: int = 0  # entries the office keeps aside for its administrator
    insistence: Insistence | None = None  # what has to be delivered today (§ 33 BMG)


@dataclass(frozen=True)
class Where:
    """The bus's stop, the legal day, and the desk: what the top bar says."""

    stop: str
    day: date
    place: str


@dataclass(frozen=True)
class Today:
    """The start page: returned cases first, then what is parked or unfinished, then the figures."""

    stop: str
    day: date
    place: str
    returned: tuple[CaseLine, ...]
    drafts: tuple[Draft, ...]
    submitted: int
    in_review: int
    delivered: int


@dataclass(frozen=True)
class Colleague:
    """A person this device knows, for choosing and for showing names instead of ids."""

    person: str
    name: str
    roles: frozenset[Role]
