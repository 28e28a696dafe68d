"""What is said of delivery: before it, during it, after it; facts as sentences and tones.

Never "failed" for a send whose outcome is unknown.
"""

from collections.abc import Mapping
from datetime import datetime

from mobile_office.domain.errors import CALM, Trouble
from mobile_office.domain.overview import Delivery, DeliveryLine, DeliveryState
from mobile_office.domain.run import Forecast, Run
from mobile_office.sync.freight import Load
from mobile_office.ui import masked, words
from mobile_office.ui.history import FACT_TONES
from mobile_office.ui.words import say

CALM_TROUBLES = CALM | {""}  # cured by trying again
# Their sentences promise another try by itself; these have another where nobody tries but a person.
BY_HAND = frozenset(
    {
        "offline",
        "no_network",
        "office_unreachable",
        "office_busy",
        "unknown",
        "answer_cut",
        "not_the_office",
        "replayed",
    }
)
_PLAIN = ("offline", "unknown")  # nothing more is known than that the link is down


def preview(forecast: Forecast) -> str:
    """`Bereit zur Übertragung: 7 Vorgänge, 0,4 MB und 3 Scans. Das dauert etwa 2 Minuten.`"""
    if not (forecast.cases or forecast.days or forecast.scans):
        return say("delivery.nothing_waits")
    total = forecast.bytes / 1_000_000
    megabytes = words.locale().toString(max(total, 0.1), "f", 1)
    if total < 0.05:
        megabytes = say("delivery.under", megabytes=megabytes)
    scans = words.count("run.scans", forecast.scans) if forecast.scans else ""
    if not (forecast.cases or forecast.days):
        what = say("run.only_scans", scans=scans, megabytes=megabytes)
    else:
        what = say("delivery.preview_day", megabytes=megabytes)
        if forecast.cases:
            what = words.count("delivery.preview", forecast.cases, megabytes=megabytes)
        if scans:
            what = say("run.and_scans", what=what, scans=scans)
    return f"{say('delivery.preview_waits', what=what)} {lasting(forecast)}".rstrip()


def lasting(forecast: Forecast) -> str:
    """How long it will take at the rate of the last runs; empty while none was measured."""
    if forecast.lasts is None:
        return ""
    minutes = round(forecast.lasts.total_seconds() / 60)
    return words.count("run.minutes", minutes) if minutes else say("run.under_a_minute")


def doomed(forecast: Forecast) -> str:
    """What the office will refuse as far as this laptop knows, line by line; empty when nothing."""
    if not forecast.refused:
        return ""
    lines = [
        say("run.doomed_line", number=number, reason=words.error(Trouble(code)))
        for number, code in forecast.refused
    ]
    return "\n".join([words.count("run.doomed", len(lines)), *lines])


def last_run(run: Run, now: datetime) -> str:
    """`Letzter Lauf 17:05: 7 von 7 vollständig beim Amt.`"""
    done = sum(item.is_done for item in run.items)
    return say("run.last", at=words.moment(run.ended, now), done=done, n=len(run.items))


def why(code: str, *, automatic: bool) -> str:
    """Why something is not at the office; where delivery does not try by itself, nothing says that it does."""
    return words.error(Trouble(code)) if automatic or code not in BY_HAND else say(f"by_hand.{code}")


def _interrupted(trouble: str, again: str, *, automatic: bool) -> str:
    """What is in the way for now, and when it is tried `again`; empty where that is left to the button."""
    if trouble not in _PLAIN:
        told = why(trouble, automatic=automatic)
        return f"{told} {say('delivery.next_try', at=again)}" if again else told
    return say("delivery.interrupted", at=again) if again else say("delivery.interrupted_manual")


def outcome(state: DeliveryState, now: datetime, *, automatic: bool = True) -> tuple[str, str]:
    """The sentence for how delivery stands after a try, and its tone; empty before the first."""
    again = words.moment(state.next_try, now) if state.next_try and automatic else ""
    if state.needs_person:
        return words.count("delivery.needs_person", state.needs_person), "bad"
    if state.trouble not in CALM_TROUBLES:
        return words.error(Trouble(state.trouble)), "bad"
    if state.alarm != "none":
        return say(f"delivery.alarm_{state.alarm}"), "bad" if state.alarm == "escalate" else "warn"
    if state.trouble:
        return _interrupted(state.trouble, again, automatic=automatic), "warn"
    if state.last_success is None:
        return "", "calm"
    if state.waiting:
        if again:
            return words.count("delivery.partly", state.waiting, at=again), "warn"
        return words.count("delivery.partly_manual", state.waiting), "warn"
    at = words.moment(state.last_success, now)
    if state.blobs_waiting:
        return words.count("delivery.scans_wait", state.blobs_waiting), "warn"
    if state.held:
        return words.count("delivery.held", state.held, at=at), "warn"
    return say("delivery.delivered", at=at), "good"


def under_way(state: DeliveryState) -> str:
    """What is being done: cases are counted, what the office publishes is not."""
    return words.count("delivery.running", state.waiting) if state.waiting else say("news.looking")


def carrying(load: Load) -> str:
    """`1,2 von 4,8 MB übertragen, 3 Scans noch offen. Gerade: B-2026-00042-7.`"""
    done, total = (
        words.locale().toString(number / 1_000_000, "f", 1) for number in (load.bytes_done, load.bytes)
    )
    told = words.count("run.progress", load.items - load.items_done, done=done, total=total)
    return f"{told} {say('run.current', number=load.current)}" if load.current else told


def stuck(waiting: Mapping[str, str]) -> str:
    """Scans that cannot be sent, by their case, with why and what to do; empty when there are none."""
    lines = [
        say("run.stuck_line", number=number, reason=words.error(Trouble(code)))
        for number, code in waiting.items()
    ]
    return "\n".join([words.count("run.stuck", len(lines)), *lines]) if lines else ""


def who(line: DeliveryLine) -> str:
    """Whom a line is about: the citizen as lists name them, or the day on the road."""
    if line.day is not None:
        return say("delivery.day", day=words.day(line.day))
    return masked.shown(line.label)


def fact(line: DeliveryLine) -> tuple[str, str]:
    """Where a line is, and its tone: what the office has receipted without its scans is not all there yet."""
    if line.delivery is Delivery.RECEIPTED and line.scans:
        return words.count("delivery.scans_missing", line.scans), "warn"
    return say(f"fact.{line.delivery}"), FACT_TONES[line.delivery]


def reason(line: DeliveryLine, *, automatic: bool = True) -> str:
    """Why a line is where it is, in words."""
    if not line.reason or (line.delivery is not Delivery.REFUSED and not line.waiting):
        return ""
    return why(line.reason, automatic=automatic)


def size(count: int) -> str:
    """Bytes as `12,3 kB`."""
    return say("delivery.kilobytes", count=words.locale().toString(count / 1000, "f", 1)) if count else ""
