"""The receipt (Eingangsbestätigung): the case number in large print, what happens next, whom to ask.

It certifies that something was declared on a day, never that a register has changed (§ 24 Abs. 2 BMG).
What was only prepared says so: „vorbereitet, noch nicht gestellt“.
"""

from collections.abc import Sequence
from dataclasses import replace

import segno

from mobile_office.domain.service import Service, Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, facts, sheet


def receipt(service: Service, papers: Sequence[Text], head: Letterhead, printed: Printed) -> bytes:
    """The PDF; `printed.case` is the case number, `papers` what `missing.missing` gives.

    Raises Trouble("paper_failed"), and ValueError without a case number.
    """
    return pdf("receipt", values(service, papers, head, printed), printed.at)


def values(service: Service, papers: Sequence[Text], head: Letterhead, printed: Printed) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    if not printed.case:
        raise ValueError("a receipt names a case")
    prepared = service.ends == "prepared"
    later = printed.captured not in (None, printed.day)  # declared on paper, taken down on another day
    return {
        **sheet(say("paper.prepared_title" if prepared else "paper.receipt_title"), head, printed),
        "service": service.name,
        "prepared": say("paper.prepared", service=service.short) if prepared else {},
        "number_label": say("paper.your_number"),
        "number": printed.case,
        "number_hint": say("paper.number_hint"),
        "code": segno.make_qr(printed.case, error="m").svg_inline(border=0),
        "code_words": say("paper.code", number=printed.case),
        "facts": facts(replace(printed, case=""), "prepared_on" if prepared and not later else "declared_on"),
        "next_title": say("paper.next_title"),
        "next": service.next_steps,
        "fee_title": say("paper.fee_title"),
        "fee": service.fee,
        "missing_title": say("paper.still_missing"),
        "missing": list(papers),
        "ask_title": say("paper.ask_title"),
        "ask": say("paper.ask"),
        "not_proof": say("paper.not_an_application" if prepared else "paper.not_proof"),
    }
