"""Advice to take home (Beratungsblatt): what it is, where to go, what to bring and what it costs.

It is about a service the bus cannot do and about nobody in particular: no name, no case, no number.
"""

from mobile_office.domain.service import LANGUAGES, Service, Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values
from mobile_office.paper.printed import Printed, facts, sheet


def values(service: Service, head: Letterhead, printed: Printed) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    return {
        **sheet(service.name, head, printed),
        "facts": facts(printed, "advice_day"),
        "parts": [{"title": part.title, "text": part.text} for part in service.advice],
        "where_title": say("advice_paper.where"),
        "where": service.next_steps,
        "bring_title": say("advice_paper.bring"),
        "bring": bring(service),
        "costs": say("advice_paper.costs", costs=costs(service)),
        "basis": say("advice_paper.basis", basis=service.legal_basis),
        "ask": say("paper.how_ask", contact=head.contact),
    }


def bring(service: Service) -> list[Text]:
    """What to bring, each thing in every language."""
    lists = [service.bring.get(language, []) for language in LANGUAGES]
    return [dict(zip(LANGUAGES, things, strict=True)) for things in zip(*lists, strict=False)]


def costs(service: Service) -> Text:
    """What it costs, in the service's own words (`fee_note`); without any the office tells it."""
    return service.fee or say("advice_paper.office_sets")
