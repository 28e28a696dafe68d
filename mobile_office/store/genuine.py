"""Genuine (Echtheit): which entries of this store cannot be what they say they are, told without asking the office.

Whoever has the store open can write into it; a signature, a receipt and a certificate they cannot make. Looking at one
case costs about a millisecond, so a page says at once what must not be believed. Codes with ids; never an answer.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, inspect, select

from mobile_office.canonical import Json
from mobile_office.certified import SignedCertificate, certificate_from_json
from mobile_office.domain.case import Case, Header, SubjectKind, admit, fold, step, transition
from mobile_office.domain.errors import (
    CertificateInvalid,
    NotAllowed,
    Refused,
    SamePerson,
    SignatureInvalid,
)
from mobile_office.domain.people import Certificate
from mobile_office.headers import header_hash
from mobile_office.protocol import Entry, Receipt
from mobile_office.signing import verify_certificate, verify_completion, verify_entry, verify_receipt
from mobile_office.store import tables
from mobile_office.store.folding import kept_case, ordered_rows
from mobile_office.store.people import People
from mobile_office.store.remembered import remembered
from mobile_office.store.rows import entry_row, read_case, read_entry
from mobile_office.store.transactions import reading

CertificateOf = Callable[[str], Certificate | None]
ENTRY_CODES = (
    "unreadable",
    "row_differs",
    "signature_invalid",
    "certificate_missing",
    "receipt_invalid",
    "receipt_missing",
    "not_admitted",
    "other_revision",
    "revoked_since",
)
CASE_CODES = ("case_differs",)
PERSON_CODES = ("certificate_forged",)


@dataclass(frozen=True)
class Genuine:
    """The doubts about the cases of one store. `office_public` is the office's signing key, pinned at enrolment."""

    people: People
    office_public: str

    @property
    def engine(self) -> Engine:
        """The store's."""
        return self.people.engine

    def certificate(self, person: str) -> Certificate | None:
        """What our office has certified of a person; None also for what only stands in the store."""
        kept = self.people.signed(person)
        return kept.certificate if kept and is_ours(kept, self.office_public) else None

    @remembered
    def doubts(self, number: str) -> dict[str, str]:
        """Code by entry of what must not be believed in a case; "" names the case itself. Empty: all is genuine."""
        look, found = Look(self.certificate, self.office_public), dict[str, str]()
        with reading(self.people.engine) as connection:
            rows = ordered_rows(connection, self.people.stream, number)
            for finding in (*look.entries(rows), *look.turns(rows)):
                code, _, entry = finding.partition(" ")
                found.setdefault(entry, code)
            if not is_folded(rows, kept_case(connection, self.people.stream, number)):
                found.setdefault("", *CASE_CODES)
        return found


@dataclass(frozen=True)
class Look:
    """A look at rows of the journal: each finding is a code of ENTRY_CODES and an entry's id."""

    certificate_of: CertificateOf
    office_public: str

    def entries(self, rows: Iterable[Row[Any]]) -> Iterator[str]:
        """What each row says against itself: hash, signature, receipts, columns."""
        for row in rows:
            try:
                entry = read_entry(row)
            except (KeyError, TypeError, ValueError):
                yield f"unreadable {row.id}"
            else:
                yield from (f"{code} {row.id}" for code in self._entry(row, entry))

    def turns(self, rows: Iterable[Row[Any]]) -> Iterator[str]:
        """What nobody has answered yet in a case, and its author may not have written. `rows` in order."""
        case: Case | None = None
        for row in filter(_counts, rows):
            try:
                header = read_entry(row).header
            except (KeyError, TypeError, ValueError):
                continue
            if row.receipt is None and not row.own:
                yield f"receipt_missing {row.id}"
            elif row.receipt is None and (code := self._against(case, header)):
                yield f"{code} {row.id}"
            case = step(case, header)

    def _against(self, case: Case | None, header: Header) -> str:
        """A code by role, four eyes and revision. Whether it comes in time and in turn is for the office to say."""
        certificate = self.certificate_of(header.person)
        if certificate is None:
            return ""  # that is another finding
        row = transition(header)
        if case and row and row.decision and header.decides != case.revision_digest:
            return "other_revision"
        if row and row.decision and certificate.revoked_at is not None and header.at < certificate.revoked_at:
            return "revoked_since"
        try:
            admit(case, header, certificate, max(header.at, certificate.valid_from))
        except (SamePerson, CertificateInvalid):
            return "not_admitted"
        except NotAllowed as refused:
            return "not_admitted" if refused.code == "role_not_allowed" else ""
        except Refused:
            return ""
        return ""

    def _entry(self, row: Row[Any], entry: Entry) -> Iterator[str]:
        kept = row._mapping
        told = entry_row(entry, own=row.own, refusal_seen=row.refusal_seen)
        if entry.body is None:
            del told["attached"]  # counted while the body was there; nothing can say it again
        if any(kept[name] != value for name, value in told.items()):
            yield "row_differs"
        if header_hash(entry.header) != entry.hash:
            yield "signature_invalid"
        elif (certificate := self.certificate_of(entry.header.person)) is None:
            yield "certificate_missing"
        elif not _is_signed(entry, certificate):
            yield "signature_invalid"
        if (row.seq is not None and not self._is_receipted(row, entry)) or (
            row.completion is not None and not self._is_completed(row, entry)
        ):
            yield "receipt_invalid"

    def _is_receipted(self, row: Row[Any], entry: Entry) -> bool:
        receipt = self._believed(row.receipt, verify_receipt)
        return receipt is not None and receipt.seq == row.seq and _is_about(receipt, entry)

    def _is_completed(self, row: Row[Any], entry: Entry) -> bool:
        receipt = self._believed(row.completion, verify_completion)
        return receipt is not None and _is_about(receipt, entry)

    def _believed(self, kept: Json, verified: Callable[[Receipt, str], None]) -> Receipt | None:
        try:
            receipt = Receipt.from_json(kept)
            verified(receipt, self.office_public)
        except (SignatureInvalid, KeyError, TypeError, ValueError):
            return None
        return receipt


def is_folded(rows: Iterable[Row[Any]], kept: Case | None) -> bool:
    """Whether a case as kept is what its entries give. `rows` in order."""
    try:
        return fold(read_entry(row).header for row in rows if _counts(row)) == kept
    except (KeyError, TypeError, ValueError):
        return False


def is_folded_line(rows: Iterable[Row[Any]], line: Row[Any]) -> bool:
    """The same of a row of the cases, which may be unreadable."""
    try:
        return is_folded(rows, read_case(line))
    except (KeyError, TypeError, ValueError):
        return False


def forged_people(connection: Connection, office_public: str) -> Iterator[str]:
    """Whose certificate in this store is not our office's word; an office's own database has none."""
    if not inspect(connection).has_table(tables.person.name):
        return
    for row in connection.execute(select(tables.person)):
        try:
            signed = SignedCertificate(certificate_from_json(row.certificate), row.signature)
            is_whole = signed.certificate.person == row.person and is_ours(signed, office_public)
        except (KeyError, TypeError, ValueError):
            is_whole = False
        if not is_whole:
            yield f"certificate_forged {row.person}"


def is_ours(signed: SignedCertificate, office_public: str) -> bool:
    """Whether our office has signed it."""
    try:
        verify_certificate(signed, office_public)
    except CertificateInvalid:
        return False
    return True


def _counts(row: Row[Any]) -> bool:
    # An office counts nothing of what it holds for its administrator; a device goes on showing its own.
    is_held = row.seq is None and row.settled is not None and not row.own
    return row.refused is None and not is_held and bool(row.kind == SubjectKind.CASE)


def _is_about(receipt: Receipt, entry: Entry) -> bool:
    told = receipt.entry, receipt.hash, receipt.stream
    return told == (entry.header.id, entry.hash, entry.header.stream)


def _is_signed(entry: Entry, certificate: Certificate) -> bool:
    try:
        verify_entry(entry, certificate)
    except SignatureInvalid:
        return False
    return True
