"""One printing of a paper: its number, revision, case, day and stop, as its head and foot show them.

The number of a declaration follows from what was declared: printing again gives the same number, and
any edit gives another, so a number noted beside a signature shows whether what was signed still stands.
"""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

from mobile_office.canonical import digest
from mobile_office.citizen import LANGUAGES
from mobile_office.domain.confirmation import Confirmation
from mobile_office.domain.service import Answers, Service, Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import german_day, say
from mobile_office.paper.press import Values
from mobile_office.settings import NO_STOP

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is mistaken for another
_LENGTH = 8


@dataclass(frozen=True)
class Printed:
    """What names a printing. `at` is aware; `day` is the day of the declaration.

    `number` is the paper's own (see `paper_number`), `case` the case number, "" before the submit;
    `revision` counts SUBMIT as 1 and each CORRECT one more. `second` is the language printed small
    beside the German, "" for German only. `form` is the paper form it was declared on (Nacherfassung),
    `captured` the day it was taken down; shown only where that is not `day`. `confirmed` is what the citizen
    confirmed on the display; shown only while it holds.
    """

    at: datetime
    day: date
    number: str = ""
    case: str = ""
    revision: int = 0
    stop: str = ""
    second: str = "en"
    form: str = ""
    captured: date | None = None
    confirmed: Confirmation | None = None


def paper_number(draft: str, answers: Answers) -> str:
    """The number of the paper that declares these answers of a draft: `E-7K3Q-9F2M`.

    `draft` is the draft's id; `answers` are what `checks.shown` gives, the very ones that are printed.
    """
    bits = int(digest({"draft": draft, "answers": answers})[:10], 16)
    letters = "".join(_LETTERS[bits >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return f"E-{letters[:4]}-{letters[4:]}"


def sheet(title: Text, head: Letterhead, printed: Printed) -> Values:
    """What every template needs: title, letterhead, foot, the second language and its fixed words."""
    return {
        "title": title,
        "head": asdict(head),
        "second": printed.second,
        "foot": " · ".join(part for part in (printed.number, printed.case) if part),
        "page": say("paper.page", page="{page}", pages="{pages}"),  # counted by the template
    }


def confirms(service: Service) -> Text:
    """What a signature confirms; the Meldeschein's words only where a service rests on § 23 BMG."""
    return say("paper.signs_registration" if is_registration(service) else "paper.signs")


def is_registration(service: Service) -> bool:
    """Whether it rests on § 23 BMG: a Meldeschein is filled in and signed, or its printout."""
    return "BMG" in service.legal_basis and "23" in re.findall(r"\d+", service.legal_basis)


def facts(printed: Printed, day: str = "declared_on") -> list[list[Text]]:
    """Label and value of what names this printing, those that are known; `day` is the day's label."""
    captured = printed.captured
    later = german_day(captured) if captured is not None and captured != printed.day else ""
    return [
        [label, {"de": value}]
        for label, value in (
            (say("paper.number"), printed.number),
            (say("paper.revision"), str(printed.revision or "")),
            (say("paper.case"), printed.case),
            (say("paper.form"), printed.form),
            (say(f"paper.{day}"), german_day(printed.day)),
            (say("paper.prepared_on"), later),
            (say("paper.stop"), "" if printed.stop == NO_STOP else printed.stop),
            (say("paper.confirmed"), _confirmed(printed.confirmed)),
        )
        if value
    ]


def _confirmed(found: Confirmation | None) -> str:
    """`Türkisch, 22.11.2026, 10:42 Uhr`."""
    if found is None or not found.stands:
        return ""
    named = say(f"citizen_language.{found.language}")["de"] if found.language in LANGUAGES else found.language
    at = found.at.astimezone()
    return f"{named}, {german_day(at.date())}, {at:%H:%M} Uhr"
