"""How many people came without an appointment, and how many went without a result and why: by month, as text.

A number with fewer than three people of staff behind it is withheld (ux.md 4): it would tell how one of them works. The
total counts only the months that are shown, so that nothing withheld can be worked out from it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mobile_office.backoffice.office import Office
from mobile_office.domain.queue import Reason
from mobile_office.store.closings import Closed, closings

LEAST = 3  # people of staff behind a number
_NAMES = {
    Reason.PAPERS: "papers missing",
    Reason.NOT_OURS: "not responsible",
    Reason.STATION: "certified station",
    Reason.APPOINTMENT: "wrong appointment",
    Reason.OTHER: "other",
}
_HEAD = ("month", "days", "served", "sent away", *_NAMES.values())


@dataclass(frozen=True)
class Month:
    """A month of one municipality: `name` like `2026-11`, days closed, people of staff who closed them, figures."""

    name: str
    days: int
    staff: int
    served: int
    sent_away: Counter[str]

    @property
    def is_shown(self) -> bool:
        """Whether enough people of staff are behind it."""
        return self.staff >= LEAST


def months(closed: Iterable[Closed]) -> tuple[Month, ...]:
    """The months there were, in order."""
    by_name: dict[str, list[Closed]] = {}
    for one in closed:
        by_name.setdefault(f"{one.day:%Y-%m}", []).append(one)
    return tuple(
        Month(
            name,
            len(days),
            len({one.person for one in days}),
            sum(max(one.walk_ins.served, 0) for one in days),
            sum((Counter(one.walk_ins.sent_away) for one in days), Counter()),
        )
        for name, days in sorted(by_name.items())
    )


def listed(office: Office, stream: str) -> str:
    """A line for each month, and one for all that are shown."""
    found = months(closings(office.engine, stream))
    if not found:
        return "No day was closed yet."
    shown = [each for each in found if each.is_shown]
    lines = [_HEAD, *(_cells(each) if each.is_shown else _withheld(each) for each in found)]
    if len(shown) > 1:
        served, days = sum(each.served for each in shown), sum(each.days for each in shown)
        away = sum((each.sent_away for each in shown), Counter[str]())
        lines.append(_cells(Month("total", days, LEAST, served, away)))
    widths = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    told = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    if len(shown) < len(found):
        told.append(f"- is withheld: fewer than {LEAST} people of staff closed days that month.")
    return "\n".join(told)


def _cells(month: Month) -> tuple[str, ...]:
    reasons = (str(month.sent_away[reason.value]) for reason in _NAMES)
    return (month.name, str(month.days), str(month.served), str(month.sent_away.total()), *reasons)


def _withheld(month: Month) -> tuple[str, ...]:
    return (month.name, *["-"] * (len(_HEAD) - 1))
