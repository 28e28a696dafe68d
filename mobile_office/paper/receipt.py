"""The receipt (Eingangsbestätigung): the case number in large print, what happens next, whom to ask.

It certifies that something was declared on a day, never that a register has changed (§ 24 Abs. 2 BMG).
What was only prepared says so: „vorbereitet, noch nicht gestellt“.
"""

from collections.abc import Sequence
from dataclasses import replace

from mobile_office.domain.bill import FeeLine, Fees, in_euros
from mobile_office.domain.service import Service, Text
from mobile_office.domain.visit import Visit
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import german_day, plain, say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, facts, sheet

ALONE = Visit("")  # a case of no visit, or the only one of it


def receipt(
    service: Service,
    papers: Sequence[Text],
    fees: Fees | None,
    head: Letterhead,
    printed: Printed,
    visit: Visit = ALONE,
) -> bytes:
    """The PDF; `printed.case` is the case number, `papers` what `missing.missing` gives, `fees` the case's.

    Nobody knows which service of a visit is the last, and each receipt is handed out at once: so each says
    what the visit costs up to its own case (`visit.Visit.up_to`), and says the same when printed again.

    Raises Trouble("paper_failed"), and ValueError without a case number.
    """
    return pdf("receipt", values(service, papers, fees, head, printed, visit), printed.at)


def values(
    service: Service,
    papers: Sequence[Text],
    fees: Fees | None,
    head: Letterhead,
    printed: Printed,
    visit: Visit = ALONE,
) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    import segno  # only whoever prints needs it

    if not printed.case:
        raise ValueError("a receipt names a case")
    prepared = service.ends == "prepared"
    later = printed.captured not in (None, printed.day)  # declared on paper, taken down on another day
    return {
        **sheet(say("paper.prepared_title" if prepared else "paper.receipt_title"), head, printed),
        "service": service.short,  # its neutral name: who sees the paper learns no more
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
        "fees": [] if fees is None else [_line(line) for line in fees.lines],
        "fee_total": _total(fees),
        "visit_total": _visit_total(visit),
        "fee_note": _note(service, fees),
        "missing_title": say("paper.still_missing"),
        "missing": list(papers),
        "ask_title": say("paper.ask_title"),
        "ask": say("paper.ask"),
        "not_proof": say("paper.not_an_application" if prepared else "paper.not_proof"),
        **survey(""),
    }


def survey(address: str) -> Values:
    """The code that leads to the city's survey; nothing of the case is in it. Empty without an address."""
    import segno

    if not address:
        return {"survey": "", "survey_title": {}, "survey_words": {}, "survey_code": {}}
    return {
        "survey": segno.make_qr(address, error="m").svg_inline(border=0),
        "survey_title": say("survey_paper.title"),
        "survey_words": say("survey_paper.words"),
        "survey_code": say("survey_paper.code"),
    }


def _line(line: FeeLine) -> list[Text]:
    """Label, amount and paragraph of one fee; why it costs nothing or less stands with the paragraph."""
    told = [line.paragraph]
    if line.shared:
        told.append(say("fee.shared")["de"])
    if line.proposed:
        told.append(say("fee.proposed")["de"])
    due = say("fee.by_office") if line.cents is None else _amount(line.cents, shared=line.shared)
    return [line.label, due, {"de": " · ".join(told)}]


def _amount(cents: int, *, shared: bool = False) -> Text:
    """German only: an amount reads the same in every language. What is shared costs 0.00, it is not free."""
    return plain(say("fee.amount", **in_euros(cents))["de"]) if cents or shared else say("fee.free")


def _visit_total(visit: Visit) -> list[Text]:
    """Label and amount of the visit's sum so far, where it is more than this one case."""
    if len(visit.cases) < 2:
        return []
    label = "fee.visit_total" if visit.total is not None else "fee.visit_so_far"
    return [say(label, count=str(len(visit.cases))), _amount(visit.so_far)]


def _total(fees: Fees | None) -> list[Text]:
    """Label and amount of the sum, where there is one and more than one line."""
    if fees is None or len(fees.lines) < 2 or fees.total is None:
        return []
    return [say("fee.total"), _amount(fees.total)]


def _note(service: Service, fees: Fees | None) -> Text:
    """From when an expected fee is reckoned, else what the service itself says of fees."""
    if fees is not None and any(line.expected for line in fees.lines):
        return say("fee.expected", day=german_day(fees.day))
    return service.fee if fees is None or fees.total != 0 else {}
