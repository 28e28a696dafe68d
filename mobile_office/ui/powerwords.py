"""The battery in words: "noch etwa 2 Stunden". Rounded down, and never finer than anybody can know."""

from mobile_office.devices.battery import Charge
from mobile_office.power import CALM, LAST
from mobile_office.ui import words
from mobile_office.ui.words import say

_HALF = 30  # minutes
_TEN = 10


def left(minutes: float) -> str:
    """`etwa 2 ½ Stunden`, `etwa 1 Stunde`, `etwa 40 Minuten`, `wenige Minuten`."""
    if minutes >= 2 * _HALF:
        hours, half = divmod(int(minutes // _HALF), 2)
        return say("power.half", n=hours) if half else words.count("power.hours", hours)
    tens = int(minutes // _TEN) * _TEN
    return say("power.minutes", n=tens) if tens else say("power.few")


def pill(charge: Charge | None, minutes: float | None) -> tuple[str, str] | None:
    """What the top bar says, and its tone; None where there is no battery."""
    if charge is None:
        return None
    percent = int(charge.percent)
    if charge.is_plugged:
        return say("power.plugged", percent=percent), "good"
    tone = "bad" if charge.percent <= LAST else "warn" if charge.percent <= CALM else "good"
    if minutes is None:
        return say("power.percent", percent=percent), tone
    return say("power.left", left=left(minutes)), tone


def calm(percent: float, cases: int | None) -> str:
    """The notice at 20 percent."""
    if cases is None:
        return say("power.calm_unknown", percent=int(percent))
    return say("power.calm_none") if not cases else words.count("power.calm", cases)
