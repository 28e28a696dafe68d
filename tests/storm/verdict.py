"""The verdict on a storm of processes: what the office and the laptops hold against what clients were told is saved.

Every entry a store has acknowledged is at the office, byte-equal, once; or it was refused, its writer's laptop
says so, and a refused revision is a draft again. All sides say the same of every case, and every chain verifies.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from sqlalchemy import select

from mobile_office.attached import named_in
from mobile_office.backoffice.office import Office
from mobile_office.backoffice.release import OFFICE
from mobile_office.backoffice.tables import notices
from mobile_office.canonical import digest
from mobile_office.domain.case import Action
from mobile_office.domain.errors import SignatureInvalid
from mobile_office.protocol import Entry
from mobile_office.signing import verify_receipt
from mobile_office.store import tables
from mobile_office.store.rows import Stored, read_entry, read_stored
from mobile_office.store.transactions import reading
from mobile_office.store.vault import check_store
from mobile_office.store.verify import verify_store
from mobile_office.workplace import Workplace, open_workplace
from tests.house import STREAM
from tests.storm import ledger, papers
from tests.storm.client import DBK
from tests.storm.ledger import Line
from tests.storm.scene import LAPTOPS, NAIVE_STREAM, Stage
from tests.storm.site import TOKEN

STREAMS = (NAIVE_STREAM, STREAM)
_REVISIONS = (Action.SUBMIT, Action.CORRECT)


@dataclass(frozen=True)
class Gone:
    """What was only in a store that somebody has put back to an older copy: ids of entries."""

    entries: frozenset[str] = frozenset()


@dataclass
class Verdict:
    """What was counted, and what is wrong, each by an id or a case number."""

    counts: Counter[str] = field(default_factory=Counter)
    missing: list[str] = field(default_factory=list)
    duplicate: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        """Everything that is."""
        kinds = ("missing", "duplicate", "damaged", "unequal")
        return [f"{kind} {what}" for kind in kinds for what in getattr(self, kind)]


def judge(stage: Stage, gone: Gone | None = None) -> Verdict:
    """Look at all sides; no other process has them open."""
    verdict, gone = Verdict(), gone or Gone()
    with closing(stage.office()) as office:
        held = entries(office)
        for letter in LAPTOPS:
            with closing(open_workplace(stage.home(letter), DBK)) as place:
                _laptop(verdict, stage, place, office, held, gone)
        _office(verdict, stage, office, held)
    return verdict


def entries(office: Office) -> dict[str, Stored]:
    """Everything the office holds of the laptops' stream, by id."""
    e = tables.entry.c
    with reading(office.engine) as connection:
        rows = connection.execute(select(tables.entry).where(e.stream == STREAM)).all()
    return {row.id: read_stored(row) for row in rows}


def numbered(office: Office, stream: str, after: int) -> list[Entry]:
    """What the office has numbered after a number."""
    e = tables.entry.c
    with reading(office.engine) as connection:
        chosen = select(tables.entry).where(e.stream == stream, e.seq > after).order_by(e.seq)
        return [read_entry(row) for row in connection.execute(chosen)]


def _laptop(
    verdict: Verdict,
    stage: Stage,
    place: Workplace,
    office: Office,
    held: dict[str, Stored],
    gone: Gone,
) -> None:
    letter, lines = place.device.letter, ledger.read([stage.ledger(place.device.letter)])
    for line in lines.values():
        if line.is_done and line.entry not in gone.entries:
            _written(verdict, line, place, held.get(line.entry))
    verdict.missing += [f"{number}: a refusal has lost work" for number in _lost_work(place, lines)]
    if place.journal.unsent(1):
        verdict.missing.append(f"{letter}: something was never delivered")
    verdict.unequal += [f"{letter}: {what}" for what in _sides(place, office, held)]
    check_store(place.journal.engine)
    known = place.heads.known(place.chain())
    proved = verify_store(place.journal.engine, place.genuine.certificate, place.device.office_signing, known)
    verdict.damaged += [f"{letter}: {problem}" for problem in proved.problems]
    verdict.counts["given_up_chains"] += len(proved.notes)


def _written(verdict: Verdict, line: Line, place: Workplace, there: Stored | None) -> None:
    verdict.counts["written"] += 1
    verdict.counts["cases"] += line.action == Action.SUBMIT
    here = place.journal.entry(line.entry)
    if there is not None and there.seq is not None:
        verdict.counts["kept"] += 1
        body = there.entry.body
        if body is None or digest(body) != line.digest:
            verdict.damaged.append(f"{line.entry}: its body at the office")
        is_complete = here is not None and (here.is_complete or not named_in(there.entry.body))
        if here is None or here.seq != there.seq or not is_complete:
            verdict.unequal.append(f"{line.entry}: receipted, and its writer does not know")
    elif here is not None and here.refused:
        verdict.counts["refused"] += 1
        verdict.counts[f"refused_{here.refused}"] += 1
    else:
        verdict.missing.append(line.entry)


def _lost_work(place: Workplace, lines: dict[str, Line]) -> Iterator[str]:
    """Cases whose latest refused revision is neither a draft again nor was taken up since."""
    here = [item for line in lines if (item := place.journal.entry(line))]
    drafts = {draft.id for draft in place.drafts.open()}
    drafts |= {lines[item.entry.header.id].draft for item in here}
    latest: dict[str, str] = {}
    for item in here:
        header = item.entry.header
        if item.refused and header.action in _REVISIONS:
            latest[header.subject] = max(header.id, latest.get(header.subject, ""))
    return (number for number, entry in latest.items() if entry not in drafts)


def _sides(place: Workplace, office: Office, held: dict[str, Stored]) -> Iterator[str]:
    journal, sees_all = office.journal(STREAM), place.device.kind == "station"
    by_case: dict[str, list[Stored]] = {}
    for item in held.values():
        by_case.setdefault(item.entry.header.subject, []).append(item)
    for number, items in sorted(by_case.items()):
        if not sees_all and not any(item.entry.header.device == place.device.id for item in items):
            if place.journal.entries(number):
                yield f"{number} is out of scope and here"
            continue
        if place.journal.case(number) != journal.case(number):
            yield f"{number} differs"
        for item in items:
            if item.seq is not None:
                yield from _entry(place, item)


def _entry(place: Workplace, there: Stored) -> Iterator[str]:
    entry = there.entry.header.id
    here = place.journal.entry(entry)
    if here is None or here.receipt is None or (here.seq, here.entry) != (there.seq, there.entry):
        yield f"{entry} is not here as the office has it"
        return
    try:
        verify_receipt(here.receipt, place.device.office_signing)
    except SignatureInvalid:
        yield f"{entry}: its receipt"


def _office(verdict: Verdict, stage: Stage, office: Office, held: dict[str, Stored]) -> None:
    begun = ledger.read(stage.ledger(letter) for letter in LAPTOPS)
    strange = [
        entry for entry, item in held.items() if entry not in begun and item.entry.header.device != OFFICE
    ]
    verdict.duplicate += [f"{entry} was never written" for entry in strange]
    kept = [item for item in held.values() if item.seq is not None]
    tokens = Counter(item.entry.body[TOKEN] for item in kept if item.entry.body and TOKEN in item.entry.body)
    verdict.duplicate += [f"content {token} x {n}" for token, n in tokens.items() if n > 1]
    numbers = Counter(item.entry.header.subject for item in kept if item.entry.header.action == Action.SUBMIT)
    verdict.duplicate += [f"{number} submitted x {n}" for number, n in numbers.items() if n > 1]
    with reading(office.engine) as connection:
        told = connection.scalars(select(notices.c.seq).where(notices.c.stream == STREAM)).all()
    given = sorted([*(item.seq or 0 for item in kept), *told])
    if given != list(range(1, len(given) + 1)):
        verdict.damaged.append("the office's numbers have gaps")
    for item in kept:
        verdict.counts["papers"] += len(named_in(item.entry.body))
        for what in papers.wrong(office, item):
            kind, _, which = what.partition(" ")
            (verdict.missing if kind == "missing" else verdict.damaged).append(which)
    people = {each.person: each for stream in STREAMS for each in office.certificates(stream)}
    proved = verify_store(office.engine, people.get, office.keys.public.signing)
    verdict.damaged += [f"office: {what}" for what in proved.problems]
