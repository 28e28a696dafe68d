"""Doubts (Zweifel): what a person is told of a case in which something is not genuine, and what to do about it."""

from collections.abc import Callable
from datetime import datetime

from mobile_office.domain.overview import CasePage
from mobile_office.ui import words
from mobile_office.ui.words import say

_SIGNED = (
    "not_admitted",
    "other_revision",
    "revoked_since",
)  # written by whom it says, and worth nothing all the same


def sentence(page: CasePage, name: Callable[[str], str], now: datetime) -> str:
    """Which entry is not genuine and why, what counts, and whom to call; "" where all is as it must be."""
    if not page.doubts:
        return ""
    doubted = [line for line in page.history if line.doubt]
    if not doubted:
        return say("doubt.case", number=page.case.number)
    line = doubted[-1]
    told = say(
        "doubt.entry_not_allowed" if line.doubt in _SIGNED else "doubt.entry",
        what=say(f"history.{line.action}"),
        name=name(line.person),
        at=words.moment(line.at, now),
    )
    parts = [told, say(f"doubt.{line.doubt}")]
    if len(doubted) > 1:
        parts.append(words.count("doubt.more", len(doubted) - 1))
    return " ".join([*parts, say("doubt.what_to_do", number=page.case.number)])
