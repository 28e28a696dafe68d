"""What is still missing: the papers a citizen has to bring, and the list of them to take home."""

from collections.abc import Mapping, Sequence
from datetime import date

from mobile_office.domain.look import Look
from mobile_office.domain.overview import Evidence
from mobile_office.domain.service import Answers, Service, Text
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, facts, sheet

# States that say "not here yet". Doubts and refusals are the office's matter, never printed for the citizen.
_NOT_HERE = ("missing", "none")


def missing(
    service: Service, answers: Answers, evidence: Mapping[str, Evidence], today: date
) -> tuple[Text, ...]:
    """The names of the evidence asked for that is not here, in the order of the service."""
    return missing_of(Look(service, answers, evidence, today))


def missing_of(look: Look) -> tuple[Text, ...]:
    """The same of a look."""
    evidence = look.evidence
    return tuple(
        kind.label
        for kind in look.service.evidence
        if f"evidence.{kind.key}" not in look.hidden
        and (
            evidence[kind.key].state in _NOT_HERE
            if kind.key in evidence
            else look.whole.holds(kind.required, empty=False)
        )
    )


def missing_list(service: Service, papers: Sequence[Text], head: Letterhead, printed: Printed) -> bytes:
    """The list as PDF; `papers` is what `missing` gives.

    Raises Trouble("paper_failed"), and ValueError when nothing is missing.
    """
    return pdf("missing", values(service, papers, head, printed), printed.at)


def values(service: Service, papers: Sequence[Text], head: Letterhead, printed: Printed) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
    if not papers:
        raise ValueError("nothing is missing")
    return {
        **sheet(say("paper.missing_title"), head, printed),
        "service": service.short,  # its neutral name: who sees the list learns no more
        "facts": facts(printed),
        "intro": say("paper.missing_intro"),
        "papers": list(papers),
        "how_title": say("paper.how_title"),
        "how": [say("paper.how_bring"), say("paper.how_number"), say("paper.how_ask", contact=head.contact)],
    }
