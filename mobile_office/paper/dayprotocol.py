"""The protocol of a day (Tagesprotokoll): what the laptop knows of it, to be signed in ink by two people.

It names no citizen: a case is its number, its service and the number of the signed paper. The head of the
chain on it proves later that nothing of the day was changed or left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from mobile_office.domain.day import Bag, Captured, Day, Departure, Stop, Tally
from mobile_office.domain.queue import Figures
from mobile_office.domain.service import Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import LANGUAGES, german_day, plain, say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, sheet

_CHECKS = ("store", "clock", "disk", "certificate", "services", "delivery", "forms", "printer")
_TICKS = ("test_page", "bag")
_GROUP = 8  # letters of the chain's head that stand together, so that two people can compare them


@dataclass(frozen=True)
class Around:
    """What the protocol needs beside the day: names by person, short names by service and version.

    `letter` is the device's, `stop` the stop it is at, `set_right_by` the name of who set the date right,
    `head` the head of the chain the protocol proves.
    """

    letter: str
    names: Mapping[str, str]
    services: Mapping[tuple[str, int], Text]
    stop: str
    head: str
    set_right_by: str = ""

    def name(self, person: str) -> str:
        """A person's name; the id of somebody this laptop does not know."""
        return self.names.get(person, person)


def protocol(day: Day, tally: Tally, around: Around, head: Letterhead, now: datetime) -> bytes:
    """The PDF. Raises Trouble("paper_failed")."""
    return pdf("day", values(day, tally, around, head, now), now)


def values(day: Day, tally: Tally, around: Around, head: Letterhead, now: datetime) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    return {
        **sheet(
            say("day_paper.title"), head, Printed(now, day.date, second="")
        ),  # read by staff, not by citizens
        "foot": f"{around.letter} · {german_day(day.date)}",
        "kind": plain(head.office),
        "facts": _facts(day, around, now),
        "clock": _clock(day, around),
        "departure_title": say("day_paper.departure_title"),
        "departures": [_departure(item, around) for item in day.departures],
        "no_departure": say("day_paper.no_departure"),
        "stops_title": say("day_paper.stops_title"),
        "stops": [_stop(item, around) for item in day.stops] or [_settings_stop(around)],
        "cases_title": say("day_paper.cases_title"),
        "columns": [
            say(f"day_paper.column_{name}") for name in ("number", "service", "time", "paper", "seen")
        ],
        "cases": [*(_case(item, around) for item in tally.captured), *map(_loose, tally.loose)],
        "no_cases": say("day_paper.no_cases"),
        "closing_title": say("day_paper.closing_title"),
        "closing": [*_closing(day, tally, around), *_walk_ins(tally.walk_ins)],
        "open_title": say("day_paper.open_title"),
        "open": _open(tally),
        "bag_title": say("day_paper.bag_title"),
        "bag": _bag(day.bag, around),
        "proof_title": say("day_paper.proof_title"),
        "proof": _grouped(around.head),
        "proof_words": say("day_paper.proof_words"),
        "signs": say("day_paper.signs"),
        "place": say("paper.place_and_day"),
        "first": say("day_paper.first_signature"),
        "second_signature": say("day_paper.second_signature"),
    }


def _facts(day: Day, around: Around, now: datetime) -> list[list[Text]]:
    told = (
        ("day", german_day(day.date)),
        ("device", around.letter),
        ("stop", around.stop),
        ("printed", _moment(now)),
    )
    return [[say(f"day_paper.fact_{name}"), plain(value)] for name, value in told]


def _clock(day: Day, around: Around) -> Text:
    """That the date was set right; nothing when the clock was."""
    if day.date == day.clock_date:
        return {}
    return say(
        "day_paper.clock",
        clock=german_day(day.clock_date),
        day=german_day(day.date),
        name=around.set_right_by,
        reason=day.date_reason,
    )


def _departure(item: Departure, around: Around) -> Values:
    signed = say("day_paper.signed_by", time=_time(item.at), name=around.name(item.person))
    states = [
        {"label": say(f"day_paper.check_{key}"), "state": say(f"day_paper.state_{state}")}
        for key in _CHECKS
        if (state := item.checks.get(key))
    ]
    states += [
        {
            "label": say(f"day_paper.tick_{key}"),
            "state": say("day_paper.ticked" if key in item.ticks else "day_paper.not_ticked"),
        }
        for key in _TICKS
    ]
    note = say("day_paper.note", note=item.note) if item.note else {}
    return {"signed": signed, "states": states, "note": note}


def _stop(item: Stop, around: Around) -> Values:
    told = say("day_paper.stop", name=item.name, time=_time(item.since))
    if not item.was:
        return {"told": told, "right": {}}
    right = say("day_paper.stop_right", was=item.was, name=around.name(item.person), reason=item.reason)
    return {"told": told, "right": right}


def _settings_stop(around: Around) -> Values:
    return {"told": say("day_paper.no_stop", name=around.stop), "right": {}}


def _case(item: Captured, around: Around) -> Values:
    service = around.services.get((item.service, item.version), plain(item.service))
    kind = say("day_paper.correction", service=service) if item.corrects else service
    return {"number": item.number, "service": kind, "time": _time(item.at), "paper": item.paper}


def _loose(paper: str) -> Values:
    return {"number": "–", "service": say("day_paper.loose"), "time": "", "paper": paper}


def _closing(day: Day, tally: Tally, around: Around) -> list[Text]:
    closing = day.closing
    known = say("day_paper.known", cases=str(tally.cases), papers=str(len(tally.papers)))
    if closing is None:
        return [known, say("day_paper.not_closed")]
    told = [
        say("day_paper.closed", time=_time(closing.at), name=around.name(closing.person)),
        say(
            "day_paper.counted",
            counted=str(closing.counted),
            papers=str(closing.papers),
            cases=str(closing.cases),
        ),
    ]
    difference = closing.counted - closing.papers
    if difference:
        told.append(say("day_paper.difference", difference=f"{difference:+d}", reason=closing.reason))
    if any(item.at > closing.at for item in tally.captured):
        told.append(say("day_paper.after_closing"))
    return told


def _walk_ins(figures: Figures) -> list[Text]:
    """How many came without an appointment, as counts only; nothing on a day without a queue."""
    told = [say("day_walk_ins.served", n=str(figures.served))] if figures.served else []
    if figures.away:
        reasons = [(say(f"away.{reason}"), n) for reason, n in figures.sent_away.items()]
        listed = {
            language: ", ".join(f"{words[language]}: {n}" for words, n in reasons) for language in LANGUAGES
        }
        told.append(say("day_walk_ins.away", n=str(figures.away), reasons=listed))
    return told


def _open(tally: Tally) -> list[Text]:
    return [
        say("day_paper.unfinished", n=str(tally.unfinished)),
        say("day_paper.undelivered", n=str(tally.undelivered)),
    ]


def _bag(bag: Bag | None, around: Around) -> list[Text]:
    if bag is None:
        return [say("day_paper.no_bag")]
    papers, name = str(bag.papers), around.name(bag.person)
    return [
        say("day_paper.bag", number=bag.number, papers=papers),
        say("day_paper.bag_to", to=bag.to, name=name, time=_time(bag.at)),
    ]


def _grouped(head: str) -> str:
    return " ".join(head[at : at + _GROUP] for at in range(0, len(head), _GROUP))


def _time(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M")


def _moment(at: datetime) -> str:
    return f"{german_day(at.astimezone().date())}, {_time(at)}"
