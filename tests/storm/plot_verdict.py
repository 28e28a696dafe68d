"""What must be true after a storm: every entry kept or refused once, and all sides equal."""

from mobile_office.canonical import digest
from mobile_office.domain.case import Action
from mobile_office.signing import verify_receipt
from mobile_office.store.journal import Journal
from mobile_office.store.rows import Stored
from tests.storm.plot import Storm
from tests.storm.site import STREAM, Site


def verdict(storm: Storm) -> list[str]:
    """What is wrong; empty when nothing is."""
    office = storm.office.journal(STREAM)
    kept, refused = _answers(office, storm.numbers)
    written = [entry for site in storm.sites for entry in site.written]
    # What breaks a chain the office does not keep; its writer does, and knows that it was refused.
    refused |= {entry for site in storm.sites for entry in site.written if _is_refused(site, entry)}
    wrong = []
    if len(kept) + len(refused) != len(written) or kept.keys() | refused != set(written):
        wrong.append(f"kept {len(kept)} + refused {len(refused)} is not written {len(written)}")
    if sorted(kept.values()) != list(range(1, len(kept) + 1)):
        wrong.append("the office's numbers have gaps")
    for site in storm.sites:
        wrong += [f"{site.device.kind}: {what}" for what in _site(storm, site, office)]
    return wrong


def _answers(journal: Journal, numbers: list[str]) -> tuple[dict[str, int], set[str]]:
    stored = [item for number in numbers for item in journal.entries(number)]
    kept = {item.entry.header.id: item.seq for item in stored if item.seq is not None}
    return kept, {item.entry.header.id for item in stored if item.refused}


def _is_refused(site: Site, entry: str) -> bool:
    here = site.journal.entry(entry)
    return here is not None and bool(here.refused)


def _site(storm: Storm, site: Site, office: Journal) -> list[str]:
    wrong = []
    if site.journal.unsent(1):
        wrong.append("something was never delivered")
    if site.journal.head(site.chain) != office.head(site.chain):
        wrong.append("the chain's heads differ")
    for number in storm.numbers:
        there = office.entries(number)
        if site.device.kind == "station" or _is_about(site, there):
            if site.journal.case(number) != office.case(number):
                wrong.append(f"{number} differs")
            wrong += [f"{number}: {what}" for what in _entries(site, number, there)]
        elif site.journal.entries(number):
            wrong.append(f"{number} is out of scope and here")
    return wrong + _lost_work(storm, site)


def _is_about(site: Site, entries: tuple[Stored, ...]) -> bool:
    return any(item.entry.header.device == site.device.id for item in entries)


def _entries(site: Site, number: str, there: tuple[Stored, ...]) -> list[str]:
    """What the office keeps of a case, compared with what the site has."""
    wrong, ours = [], {item.entry.header.id: item for item in site.journal.entries(number)}
    for item in there:
        if item.seq is None:
            continue
        mine = ours.get(item.entry.header.id)
        if mine is None or mine.seq != item.seq or mine.receipt is None:
            wrong.append("an entry is not here as the office has it")
            continue
        verify_receipt(mine.receipt, site.device.office_signing)
        if item.entry.body is None or digest(item.entry.body) != mine.entry.header.digest:
            wrong.append("the office has lost a body")
    return wrong


def _lost_work(storm: Storm, site: Site) -> list[str]:
    """Refused revisions that are no draft again: the latest of each case must be one, or have been."""
    drafts = {draft.id for draft in site.drafts.open()} | site.used_drafts
    wrong = []
    for number in storm.numbers:
        refused = [
            item.entry
            for item in site.journal.entries(number)
            if item.refused and item.entry.header.action in (Action.SUBMIT, Action.CORRECT)
        ]
        latest = max(refused, key=lambda entry: entry.header.n, default=None)
        if latest is not None and latest.header.id not in drafts:
            wrong.append(f"{number}: a refusal has lost work")
    return wrong
