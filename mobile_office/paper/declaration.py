"""The declaration to sign (Erklärung, Meldeschein): what was declared, and a line for ink.

§ 23 Abs. 1 BMG: the person signs a printout and so confirms that it is correct and complete.
The paper's number is noted as evidence `signed_paper`; see `printed.paper_number`. What was signed on the screen
bears that signature's picture in place of the line, and says so.
"""

from dataclasses import dataclass
from datetime import datetime

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Answers, Service
from mobile_office.paper import rows
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import german_day, say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, confirms, facts, sheet


@dataclass(frozen=True)
class Drawn:
    """A signature on the screen: the number of the declaration it was given for, when (aware), and its PNG."""

    number: str
    at: datetime
    picture: bytes


def declaration(
    service: Service, answers: Answers, lists: CodeLists, head: Letterhead, printed: Printed
) -> bytes:
    """The PDF. `answers` are what `checks.shown` gives. Raises Trouble("paper_failed")."""
    return pdf("declaration", values(service, answers, lists, head, printed), printed.at)


def values(
    service: Service,
    answers: Answers,
    lists: CodeLists,
    head: Letterhead,
    printed: Printed,
    drawn: Drawn | None = None,
) -> Values:
    """What the template takes, for the press and for a picture on the screen.

    A signature `drawn` for another number is not shown: something else was declared then.
    """
    signs = [confirms(service)]
    if notice := answers.get("privacy_notice"):
        signs.append(say("paper.notice", notice=rows.code(lists, "privacy_notices", str(notice))))
    return {
        **sheet(service.name, head, printed),
        "kind": say("paper.declaration"),
        "facts": facts(printed),
        "check": say("paper.check"),
        "groups": rows.values(rows.groups(service, answers, lists)),
        "signs_title": say("paper.signs_title"),
        "signs": signs,
        "place": say("paper.place_and_day"),
        "signature": say("paper.signature"),
        "drawn": _drawn(drawn) if drawn is not None and drawn.number == printed.number else {},
        "voided": say("paper.voided", number=printed.number) if printed.number else {},
        "basis": say("paper.basis", basis=service.legal_basis),
    }


def _drawn(drawn: Drawn) -> Values:
    at = drawn.at.astimezone()
    return {
        "picture": [*drawn.picture],  # the template's way of taking bytes
        "alt": say("signature.picture"),
        "told": say("signature.given", day=german_day(at.date()), time=f"{at:%H:%M}"),
    }
