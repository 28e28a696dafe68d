"""Looks at everything a store says and proves it: hashes, chains, signatures, receipts, cases, heads.

Reports codes with ids and numbers; never a name or an answer. A page damaged in the file is found before,
by `vault.check_store`; entries cut off that no exchange has ever shown the office cannot be missed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from mobile_office.canonical import Json
from mobile_office.domain.case import SubjectKind, fold
from mobile_office.domain.errors import SignatureInvalid
from mobile_office.domain.people import Certificate
from mobile_office.headers import GENESIS, header_hash
from mobile_office.protocol import Entry, Receipt
from mobile_office.signing import verify_completion, verify_entry, verify_receipt
from mobile_office.store import tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.descent import Descent
from mobile_office.store.folding import ordered_rows
from mobile_office.store.heads import Known
from mobile_office.store.rows import entry_row, read_case, read_entry
from mobile_office.store.transactions import reading

CertificateOf = Callable[[str], Certificate | None]

ENTRY_CODES = (
    "unreadable",
    "row_differs",
    "signature_invalid",
    "certificate_missing",
    "chain_broken",
    "chain_gap",
    "receipt_invalid",
)
CASE_CODES = ("case_differs",)
HEAD_CODES = ("heads_unreadable", "head_invalid", "head_differs", "rolled_back")
NOTE_CODES = ("given_up",)


@dataclass(frozen=True)
class Verified:
    """How much was looked at, and what is wrong: a code and what it is about each.

    That is an entry's id (ENTRY_CODES), a case's number (CASE_CODES), or a chain or file (HEAD_CODES).
    `notes` (NOTE_CODES, with a chain) tell what was wrong once, was noticed and has been dealt with.
    """

    entries: int
    chains: int
    cases: int
    problems: tuple[str, ...]
    heads: int = 0
    notes: tuple[str, ...] = ()


def verify_store(
    engine: Engine, certificate_of: CertificateOf, office_public: str, known: Known | None = None
) -> Verified:
    """Prove every entry, chain, receipt and case of every stream. Raises Trouble when it cannot be read.

    `known` is what a device remembers of its chains (`heads.Heads.known`); an office has none.
    """
    known = known or Known()
    look = _Look(certificate_of, office_public)
    e, c = tables.entry.c, tables.case.c
    with reading(engine) as connection:
        rows = connection.execute(select(tables.entry).order_by(e.stream, e.chain, e.n)).all()
        problems = list(look.entries(rows))
        chains = [list(links) for _, links in groupby(rows, key=lambda row: (row.stream, row.chain))]
        for links in chains:
            problems += _chain(links)
        lines = connection.execute(select(tables.case).order_by(c.stream, c.number)).all()
        problems += [f"case_differs {line.number}" for line in lines if not _is_folded(connection, line)]
    problems += Descent(rows).problems(known, office_public)
    return Verified(
        entries=len(rows),
        chains=len(chains),
        cases=len(lines),
        problems=tuple(dict.fromkeys(problems)),
        heads=len(known.heads),
        notes=tuple(f"given_up {mark.chain}" for mark in known.given_up),
    )


@dataclass(frozen=True)
class _Look:
    certificate_of: CertificateOf
    office_public: str

    def entries(self, rows: list[Row[Any]] | Any) -> Iterator[str]:
        for row in rows:
            try:
                entry = read_entry(row)
            except (KeyError, TypeError, ValueError):
                yield f"unreadable {row.id}"
            else:
                yield from (f"{code} {row.id}" for code in self._entry(row, entry))

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


def _is_about(receipt: Receipt, entry: Entry) -> bool:
    told = receipt.entry, receipt.hash, receipt.stream
    return told == (entry.header.id, entry.hash, entry.header.stream)


def _is_signed(entry: Entry, certificate: Certificate) -> bool:
    try:
        verify_entry(entry, certificate)
    except SignatureInvalid:
        return False
    return True


def _chain(links: list[Row[Any]]) -> Iterator[str]:
    """Each names the one before. Our own chains are complete; of others a device has only a part."""
    n, previous = 0, GENESIS
    for row in links:
        if row.refused in BROKEN:
            continue  # beside the chain: a history the office has never accepted
        if row.n == n + 1:
            if row.header.get("previous") != previous:
                yield f"chain_broken {row.id}"
        elif row.own:
            yield f"chain_gap {row.id}"
        n, previous = row.n, row.hash


def _is_folded(connection: Connection, line: Row[Any]) -> bool:
    rows = ordered_rows(connection, line.stream, line.number)
    # An office counts nothing of what it holds for its administrator; a device goes on showing its own.
    is_held = [row.seq is None and row.settled is not None and not row.own for row in rows]
    counting = [
        row
        for row, held in zip(rows, is_held, strict=True)
        if row.refused is None and not held and row.kind == SubjectKind.CASE
    ]
    try:
        return fold(read_entry(row).header for row in counting) == read_case(line)
    except (KeyError, TypeError, ValueError):
        return False
