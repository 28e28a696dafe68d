"""Soundness (Unversehrtheit): what is looked at of this laptop's store, when, and what is told of it.

At each unlock what was written since the office's last countersigned head; once a day and after a run that did not end
in order, every page, entry and head. Signatures are proved when an entry comes in, and by `mobile-office verify`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mobile_office.canonical import read_time, write_time
from mobile_office.domain.errors import Damaged, Trouble
from mobile_office.store import links
from mobile_office.store.descent import descent_at
from mobile_office.store.heads import Known, is_signed
from mobile_office.store.integrity import check_pages
from mobile_office.workplace import Workplace

Step = Literal["head", "pages", "entries"]
Stop = Callable[[], bool]

PAGES = "pages_damaged store.db"  # a finding; all others are those of `store/verify.py`
OLDER = ("rolled_back", "head_differs")
_KEPT = "soundness"  # key of `local`
_MOST = 20  # findings kept; one is reason enough


@dataclass(frozen=True)
class Look:
    """A look at the whole store: when it ended, how many entries there were, and what is wrong.

    `problems` are a code and an id, a chain or a file each, as `mobile-office verify` names them.
    """

    at: datetime
    entries: int
    problems: tuple[str, ...] = ()


def last_look(place: Workplace) -> Look | None:
    """The last look at the whole store, or None."""
    kept = place.local.get(_KEPT)
    return Look(read_time(kept["at"]), kept["entries"], tuple(kept["problems"])) if kept else None


def is_daily_due(last: Look | None, now: datetime) -> bool:
    """Whether this day, as people count it, has not seen a look at the whole store yet."""
    return last is None or last.at.astimezone().date() != now.astimezone().date()


def keep(place: Workplace, look: Look) -> None:
    """Remember a look, on the writer's thread; a sound one takes away what a run ended in disorder left to do."""
    place.local.put(
        _KEPT, {"at": write_time(look.at), "entries": look.entries, "problems": list(look.problems[:_MOST])}
    )
    if not look.problems:
        place.mark.satisfied()


def look_at_head(place: Workplace, stop: Stop) -> tuple[str, ...]:
    """What is wrong with the heads, and with our chain since the last one the office has countersigned."""
    engine, stream, chain = place.journal.engine, place.device.stream, place.chain()
    known = place.heads.known(chain)
    office = place.device.office_signing
    signed = [head for head in known.heads if head.chain == chain and is_signed(head, office)]
    try:
        found = _of_heads(place, known)
        if not found and signed:
            found = links.broken_since(engine, stream, max(signed, key=lambda head: head.n), stop)
    except Damaged:
        return (PAGES,)
    return found


def look_at_all(
    place: Workplace, clock: Callable[[], datetime], stop: Stop, tell: Callable[[Step], object]
) -> Look | None:
    """Look at every page, entry and head; None when `stop` ended it or the store was too busy: try later.

    Belongs on a thread of its own; nobody waits for it to save. `tell` hears which step begins.
    """
    engine, count, found = place.journal.engine, 0, tuple[str, ...]()
    try:
        tell("pages")
        check_pages(engine, stop)
        tell("entries")
        count, found = links.broken_links(engine, stop)
        tell("head")
        found += _of_heads(place, place.heads.known(place.chain()))
    except Damaged:
        found += (PAGES,)
    except Trouble:
        return None
    return None if stop() else Look(clock(), count, found)


def trouble_of(problems: tuple[str, ...]) -> Trouble | None:
    """What to tell the person about findings: the gravest of them, with the way out; None for a sound store."""
    codes = {problem.partition(" ")[0] for problem in problems}
    if PAGES in problems:
        return Damaged(what="store")
    if codes & {*links.CODES}:
        return Trouble("store_differs", n=len(problems))
    if codes & {*OLDER}:
        return Trouble("store_older")
    return Trouble("heads_unsure") if codes else None


def _of_heads(place: Workplace, known: Known) -> tuple[str, ...]:
    descent = descent_at(place.journal.engine, place.device.stream, known)
    return tuple(dict.fromkeys(descent.problems(known, place.device.office_signing)))
