"""What to bring (Mitzubringen) for a service, for somebody sent away before anything was typed: nobody's name."""

from collections.abc import Sequence

from mobile_office.domain.service import Service, Text
from mobile_office.paper import missing
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values
from mobile_office.paper.printed import Printed, facts


def values(service: Service, things: Sequence[Text], head: Letterhead, printed: Printed) -> Values:
    """What the template of the missing papers takes. Raises ValueError when there is nothing to bring."""
    return {
        **missing.values(service, things, head, printed),
        "title": say("bring_paper.title"),
        "facts": facts(printed, "ticket_day"),
    }
