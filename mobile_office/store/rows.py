"""Rows and values: the one place where a row of the journal becomes an entry or a case, and back.

Only frozen values leave the store.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from mobile_office.attached import named_in
from mobile_office.canonical import Body
from mobile_office.domain.attachment import Attachment
from mobile_office.domain.case import Case, ServiceRef, Status
from mobile_office.domain.overview import Delivery
from mobile_office.headers import header_from_json, header_to_json
from mobile_office.protocol import Entry, Numbered, Receipt

Sign = Callable[[Receipt], Receipt]
# The longest texts of a header that get a column of their own (store/tables.py).
_LENGTHS = {"id": 36, "stream": 12, "subject": 64, "chain": 64, "device": 64, "person": 64, "digest": 64}


@dataclass(frozen=True)
class Stored:
    """An entry as this store holds it, with the facts of its delivery.

    `attached` counts what its body names (also once that is erased); `is_complete`: the office holds all of it.
    """

    entry: Entry
    seq: int | None
    receipt: Receipt | None
    refused: str | None
    handed_over_at: datetime | None
    own: bool
    attached: int = 0
    is_complete: bool = False
    held: bool = False  # answered without a number: the office's administrator decides

    @property
    def delivery(self) -> Delivery:
        """The one fact about its delivery."""
        if self.refused:
            return Delivery.REFUSED
        if self.seq is not None:
            return Delivery.RECEIPTED
        if self.held:
            return Delivery.HELD
        return Delivery.HANDED_OVER if self.handed_over_at else Delivery.SAVED


def entry_row(entry: Entry, *, own: bool, refusal_seen: bool = False) -> dict[str, Any]:
    """The columns of an entry nobody has answered yet."""
    header = entry.header
    return {
        "stream": header.stream,
        "id": header.id,
        "kind": header.kind.value,
        "subject": header.subject,
        "chain": header.chain,
        "n": header.n,
        "hash": entry.hash,
        "device": header.device,
        "header": header_to_json(header),
        "signature": entry.signature,
        "body": entry.body,
        "own": own,
        "refusal_seen": refusal_seen,
        "attached": len(attachments_of(entry.body)),
    }


def fits(entry: Entry) -> bool:
    """Whether everything can be kept in its column: SQLite would take it, a server would not."""
    header = entry.header
    kept = [(getattr(header, name), length) for name, length in _LENGTHS.items()]
    kept += [(entry.hash, 64), (entry.signature, 128), (header.base or "", 36)]
    kept += [(header.service.hash, 64)] if header.service else []  # looked for among what was published
    return all(isinstance(text, str) and len(text) <= most and "\0" not in text for text, most in kept)


def attachments_of(body: Body | None) -> tuple[Attachment, ...]:
    """What a body names. What cannot be read as attachments is none: nobody could fetch or open it."""
    try:
        return named_in(body)
    except ValueError:
        return ()


def read_entry(row: Row[Any]) -> Entry:
    """The entry of a row."""
    return Entry(header_from_json(row.header), row.hash, row.signature, row.body)


def read_stored(row: Row[Any]) -> Stored:
    """The entry of a row with its delivery."""
    receipt = Receipt.from_json(row.receipt) if row.receipt else None
    return Stored(
        read_entry(row),
        row.seq,
        receipt,
        row.refused,
        row.handed_over_at,
        row.own,
        row.attached,
        row.completion is not None,
        row.seq is None and row.refused is None and row.settled is not None,
    )


def read_numbered(row: Row[Any]) -> Numbered:
    """The entry of a row that has its number."""
    return Numbered(read_entry(row), Receipt.from_json(row.receipt))


def case_row(case: Case, submitted_by: str, label: str) -> dict[str, Any]:
    """The columns of a folded case."""
    return {
        "stream": case.stream,
        "number": case.number,
        "service": [case.service.id, case.service.version, case.service.hash],
        "status": case.status.value,
        "hands": sorted(case.hands),
        "base": case.base,
        "revision": case.revision,
        "revision_digest": case.revision_digest,
        "device": case.device,
        "submitted_by": submitted_by,
        "submitted_at": case.submitted_at,
        "changed_at": case.changed_at,
        "label": label,
    }


def read_case(row: Row[Any]) -> Case:
    """The case of a row."""
    return Case(
        number=row.number,
        stream=row.stream,
        service=ServiceRef(*row.service),
        status=Status(row.status),
        hands=frozenset(row.hands),
        base=row.base,
        revision=row.revision,
        revision_digest=row.revision_digest,
        device=row.device,
        submitted_at=row.submitted_at,
        changed_at=row.changed_at,
    )
