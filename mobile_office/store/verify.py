"""Looks at everything a store says and proves it: hashes, chains, signatures, receipts, cases, heads.

Reports codes with ids and numbers; never a name or an answer. A page damaged in the file is found before,
by `vault.check_store`; entries cut off that no exchange has ever shown the office cannot be missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Row, select

from mobile_office.headers import GENESIS
from mobile_office.store import genuine, tables
from mobile_office.store.chains import BROKEN
from mobile_office.store.descent import Descent
from mobile_office.store.folding import ordered_rows
from mobile_office.store.genuine import CertificateOf, Look, forged_people, is_folded_line
from mobile_office.store.heads import Known
from mobile_office.store.transactions import reading

ENTRY_CODES = (*genuine.ENTRY_CODES, "chain_broken", "chain_gap")
CASE_CODES, PERSON_CODES = genuine.CASE_CODES, genuine.PERSON_CODES
HEAD_CODES = ("heads_unreadable", "head_invalid", "head_differs", "rolled_back")
NOTE_CODES = ("given_up",)


@dataclass(frozen=True)
class Verified:
    """How much was looked at, and what is wrong: a code and what it is about each.

    That is an entry's id (ENTRY_CODES), a case's number (CASE_CODES), a person's id (PERSON_CODES), or a chain or
    file (HEAD_CODES).
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
    look = Look(certificate_of, office_public)
    e, c = tables.entry.c, tables.case.c
    with reading(engine) as connection:
        rows = connection.execute(select(tables.entry).order_by(e.stream, e.chain, e.n)).all()
        problems = list(look.entries(rows))
        chains = [list(links) for _, links in groupby(rows, key=lambda row: (row.stream, row.chain))]
        for links in chains:
            problems += _chain(links)
        lines = connection.execute(select(tables.case).order_by(c.stream, c.number)).all()
        for line in lines:
            about = ordered_rows(connection, line.stream, line.number)
            problems += look.turns(about)
            if not is_folded_line(about, line):
                problems.append(f"case_differs {line.number}")
        problems += forged_people(connection, office_public)
    problems += Descent(rows).problems(known, office_public)
    return Verified(
        entries=len(rows),
        chains=len(chains),
        cases=len(lines),
        problems=tuple(dict.fromkeys(problems)),
        heads=len(known.heads),
        notes=tuple(f"given_up {mark.chain}" for mark in known.given_up),
    )


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
