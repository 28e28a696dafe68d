"""The ticket (Wartenummer): a number in large print, the day and the stop. Nobody's name, no case, no service."""

from datetime import datetime

from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values
from mobile_office.paper.printed import Printed, facts, sheet


def values(number: str, wait: int, head: Letterhead, printed: Printed) -> Values:
    """What the template takes; `wait` is the rough waiting time in minutes when it was drawn, 0 for none."""
    return {
        **sheet(say("ticket_paper.title"), head, printed),
        "foot": "",
        "number": number,
        "wait": say("ticket_paper.wait", n=str(wait)) if wait else say("ticket_paper.at_once"),
        "facts": [*facts(printed, "ticket_day"), [say("paper.ticket_time"), {"de": _time(printed.at)}]],
        "called": say("ticket_paper.called"),
        "no_name": say("ticket_paper.no_name"),
    }


def _time(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")
