"""The declaration to sign (Erklärung, Meldeschein): what was declared, and a line for ink.

§ 23 Abs. 1 BMG: the person signs a printout and so confirms that it is correct and complete.
The paper's number is noted as evidence `signed_paper`; see `printed.paper_number`.
"""

from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.service import Answers, Service
from mobile_office.paper import rows
from mobile_office.paper.letterhead import Letterhead
from mobile_office.paper.phrases import say
from mobile_office.paper.press import Values, pdf
from mobile_office.paper.printed import Printed, confirms, facts, sheet


def declaration(
    service: Service, answers: Answers, lists: CodeLists, head: Letterhead, printed: Printed
) -> bytes:
    """The PDF. `answers` are what `checks.shown` gives. Raises Trouble("paper_failed")."""
    return pdf("declaration", values(service, answers, lists, head, printed), printed.at)


def values(
    service: Service, answers: Answers, lists: CodeLists, head: Letterhead, printed: Printed
) -> Values:
    """What the template takes, for the press and for a picture on the screen."""
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
        "voided": say("paper.voided", number=printed.number) if printed.number else {},
        "basis": say("paper.basis", basis=service.legal_basis),
    }
