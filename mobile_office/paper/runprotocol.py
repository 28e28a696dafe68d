"""The protocol of a run of delivery (Übertragungsprotokoll): case by case what the office has receipted.

It names no citizen: a case is its number. The receipts' numbers let the office find each of them years later.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from mobile_office.domain.day import day_of
from mobile_office.domain.run import Run, RunItem
from mobile_office.domain.service import Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import german_day, plain, say
from mobile_office.paper.press import Values
from mobile_office.paper.printed import Printed, sheet

Reason = Callable[[str], str]  # a code's sentence
Missing = Sequence[tuple[str, datetime]]  # bundles without a receipt: name, written at


def values(
    run: Run, letter: str, head: Letterhead, missing: Missing, reason: Reason, now: datetime
) -> Values:
    """What the template takes. `letter` is the device's, `missing` are bundles nobody has answered."""
    left = sum(not item.is_done for item in run.items)
    open_ones = [say("run_paper.open_one" if left == 1 else "run_paper.open", n=str(left))]
    return {
        **sheet(say("run_paper.title"), head, Printed(now, _day(run.ended), second="")),
        "foot": f"{letter} · {_moment(run.ended)}",
        "kind": say("run_paper.kind"),
        "facts": _facts(run, letter),
        "items_title": say("run_paper.items_title"),
        "columns": [
            say(f"run_paper.column_{name}") for name in ("number", "fact", "receipt", "scans", "size")
        ],
        "items": [_item(item, reason) for item in run.items],
        "none": say("run_paper.none"),
        "trouble_title": say("run_paper.trouble_title"),
        "trouble": plain(reason(run.trouble)) if run.trouble else {},
        "open_title": say("run_paper.open_title"),
        "open": [
            *(open_ones if left else [say("run_paper.all_done")]),
            *(say("run_paper.bundle", name=name, at=_moment(at)) for name, at in missing),
        ],
    }


def _facts(run: Run, letter: str) -> list[list[Text]]:
    told = (
        ("device", letter),
        ("began", _moment(run.began)),
        ("ended", _moment(run.ended)),
        ("arrived", _megabytes(run.bytes)),
    )
    return [[say(f"run_paper.fact_{name}"), plain(value)] for name, value in told]


def _item(item: RunItem, reason: Reason) -> Values:
    numbers = str(item.first) if item.first == item.last else f"{item.first}–{item.last}"
    scans = say("run_paper.scans", done=str(item.scans_done), n=str(item.scans)) if item.scans else plain("–")
    return {
        "name": _name(item.subject),
        "fact": _fact(item, reason),
        "receipt": numbers if item.first else "–",
        "scans": scans,
        "size": _megabytes(item.bytes),
    }


def _name(subject: str) -> Text:
    """A case by its number, a day by its date; anything else is about the laptop itself."""
    if "/" in subject:
        return say("run_paper.day", day=german_day(day_of(subject)))
    return plain(subject) if len(subject) < 24 else say("run_paper.device")


def _fact(item: RunItem, reason: Reason) -> Text:
    if item.refused:
        return say("run_paper.refused", reason=reason(item.refused))
    if item.is_done:
        return say("run_paper.done")
    if item.receipted == item.entries:
        return say("run_paper.incomplete")
    if item.receipted:
        return say("run_paper.partly", done=str(item.receipted), n=str(item.entries))
    return say("run_paper.waiting")


def _megabytes(size: int) -> str:
    """`0,3 MB`; small things in kB."""
    number, unit = (size / 1_000_000, "MB") if size >= 100_000 else (size / 1000, "kB")
    return f"{number:.1f} {unit}".replace(".", ",")


def _day(at: datetime) -> date:
    return at.astimezone().date()


def _moment(at: datetime) -> str:
    return f"{german_day(_day(at))}, {at.astimezone():%H:%M}"
