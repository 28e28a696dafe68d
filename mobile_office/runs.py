"""Runs of delivery as this laptop remembers them: a forecast before, the last one after, the measured rate.

What is kept names cases by number only, lies in the encrypted store, and is overwritten by the next run.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from mobile_office.canonical import Json, read_time, write_time
from mobile_office.domain.case import TRANSITIONS, Action, SubjectKind
from mobile_office.domain.run import Forecast, Run, RunItem, lasting
from mobile_office.paper import runprotocol
from mobile_office.paper.letterhead import letterhead
from mobile_office.paper.runprotocol import Missing, Reason
from mobile_office.printing import Paper
from mobile_office.store import runs
from mobile_office.store.runs import Answer, Owed, OwedScan
from mobile_office.workplace import Workplace

Writer = Callable[[Callable[[], Any]], Any]
_LAST, _RATE = "delivery.run", "delivery.rate"  # keys of what is kept
_WEIGHT = 0.5  # of the newest measurement: roads differ from stop to stop


@dataclass(frozen=True)
class Begun:
    """A run that is under way: what was owed when it began."""

    at: datetime
    entries: tuple[Owed, ...]
    scans: tuple[OwedScan, ...]


class Runs:
    """The runs of one workplace."""

    def __init__(self, place: Workplace, write: Writer) -> None:
        self._place = place
        self._write = write

    def forecast(self, now: datetime) -> Forecast:
        """What the next run would carry, how long it would take, and what the office will refuse."""
        begun = self.begin(now)
        size = sum(each.bytes for each in begun.entries) + sum(each.bytes for each in begun.scans)
        return Forecast(
            cases=len({each.subject for each in begun.entries if each.kind == SubjectKind.CASE}),
            days=len({each.subject for each in begun.entries if each.kind == SubjectKind.DAY}),
            scans=len(begun.scans),
            bytes=size,
            lasts=lasting(size, self._place.local.get(_RATE)),
            refused=tuple(dict.fromkeys(self._doomed(begun.entries, now))),
        )

    def _doomed(self, entries: Iterable[Owed], now: datetime) -> Iterable[tuple[str, str]]:
        """Decisions whose author may not decide any more, and what a revoked person wrote after the revocation."""
        for each in entries:
            certificate = self._place.people.certificate(each.person)
            if certificate is None:
                continue
            if certificate.revoked_at is not None and each.at >= certificate.revoked_at:
                yield each.subject, "certificate_revoked"
            elif _is_decision(each) and not certificate.is_valid(now):
                yield each.subject, "certificate_expired"

    def begin(self, now: datetime) -> Begun:
        """Look what is owed; the other look is `end`."""
        engine, stream = self._place.journal.engine, self._place.device.stream
        at = read_time(write_time(now))  # as it will be read again
        return Begun(at, runs.owed(engine, stream), runs.owed_scans(engine))

    def end(self, begun: Begun, now: datetime, trouble: str = "") -> Run | None:
        """What became of it, kept as the last run; None (and nothing kept) when nothing was owed."""
        if not begun.entries and not begun.scans:
            return None
        engine, stream = self._place.journal.engine, self._place.device.stream
        asked = {each.entry for each in begun.entries} | {each.entry for each in begun.scans}
        answers = runs.answers(engine, stream, asked)
        still = {each.digest for each in runs.owed_scans(engine)}
        items = tuple(_items(begun, answers, still))
        done = [each for each in begun.entries if each.entry in answers and answers[each.entry].seq]
        arrived = sum(each.bytes for each in done)
        arrived += sum(each.bytes for each in begun.scans if each.digest not in still)
        run = Run(begun.at, read_time(write_time(now)), items, arrived, trouble)
        self._keep(run)
        return run

    def last(self) -> Run | None:
        """The last run that had something to deliver."""
        kept = self._place.local.get(_LAST)
        return _read(kept) if kept else None

    def protocol(self, run: Run, missing: Missing, reason: Reason, now: datetime) -> Paper:
        """A run on paper. `missing` are bundles without a receipt, `reason` says a code in a sentence."""
        place = self._place
        made = runprotocol.values(run, place.device.letter, letterhead(place.settings), missing, reason, now)
        return Paper("run", "", made, now)

    def _keep(self, run: Run) -> None:
        rate, before = run.rate, self._place.local.get(_RATE)
        if rate is not None:
            known = rate if before is None else before + _WEIGHT * (rate - before)
            self._write(lambda: self._place.local.put(_RATE, round(known)))
        self._write(lambda: self._place.local.put(_LAST, _written(run)))


def _items(begun: Begun, answers: dict[str, Answer], still: set[str]) -> Iterable[RunItem]:
    subjects = [each.subject for each in begun.entries] + [each.subject for each in begun.scans]
    for subject in dict.fromkeys(subjects):
        entries = [each for each in begun.entries if each.subject == subject]
        scans = [each for each in begun.scans if each.subject == subject]
        said = [answers[each.entry] for each in entries if each.entry in answers]
        numbers = [each.seq for each in said if each.seq]
        named = {each.entry for each in scans} if not entries else ()  # receipted in an earlier run
        known = numbers or [answers[each].seq for each in named if each in answers and answers[each].seq]
        yield RunItem(
            subject=subject,
            entries=len(entries),
            receipted=len(numbers),
            first=min(known, default=0),
            last=max(known, default=0),
            refused=next((each.refused for each in said if each.refused), ""),
            scans=len(scans),
            scans_done=sum(each.digest not in still for each in scans),
            bytes=sum(each.bytes for each in entries) + sum(each.bytes for each in scans),
        )


def _is_decision(owed: Owed) -> bool:
    return owed.kind == SubjectKind.CASE and TRANSITIONS[Action(owed.action)].decision


def _written(run: Run) -> Json:
    return {**asdict(run), "began": write_time(run.began), "ended": write_time(run.ended)}


def _read(kept: Json) -> Run:
    times = {name: read_time(kept[name]) for name in ("began", "ended")}
    items = tuple(RunItem(**each) for each in kept["items"])
    return Run(items=items, bytes=kept["bytes"], trouble=kept["trouble"], **times)
