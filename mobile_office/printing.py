"""What is printed at a desk: declaration, receipt, what is missing, the landlord's form, blank forms.

A `Paper` is values only; it becomes a PDF or pictures in memory when somebody looks at it or prints it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from mobile_office.domain import checks
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.confirmation import SIGNED_SCREEN, confirmation
from mobile_office.domain.look import Look
from mobile_office.domain.overview import CasePage, Draft, Evidence
from mobile_office.domain.service import Answers, Service, Text
from mobile_office.domain.visit import Visit
from mobile_office.paper import (
    advice,
    blank,
    bring,
    declaration,
    landlord,
    missing,
    press,
    receipt,
    survey,
    ticket,
)
from mobile_office.paper.letterhead import letterhead
from mobile_office.paper.press import Values
from mobile_office.paper.printed import Printed, paper_number
from mobile_office.workplace import Workplace

SIGNED_PAPER = "signed_paper"  # the evidence that a declaration was signed in ink; `note` is its number


class Signature(StrEnum):
    """Where the signature of a draft stands."""

    OPEN = "open"  # nothing signed yet
    VOID = "void"  # changed after it was signed
    SIGNED = "signed"


@dataclass(frozen=True)
class Paper:
    """One paper, ready for the press. `kind` names it, `number` is its own number or the case's."""

    kind: str
    number: str
    values: Values
    at: datetime

    def pdf(self) -> bytes:
        """The paper as PDF/UA. Raises Trouble("paper_failed")."""
        return press.pdf(self.kind, self.values, self.at)

    def pictures(self, dots_per_inch: float = 110) -> tuple[bytes, ...]:
        """Its pages as PNG, to be printed. Raises Trouble("paper_failed")."""
        return press.pictures(self.kind, self.values, dots_per_inch)

    @property
    def copies(self) -> int:
        """How many numbered copies it holds; 1 for every paper but blank forms."""
        return len(self.values.get(blank.COPIES, "1"))

    def parts(self) -> tuple["Paper", ...]:
        """Each copy as a paper of its own; what has none is its own one part."""
        if self.copies == 1:
            return (self,)
        return tuple(
            replace(self, values={**self.values, blank.COPIES: [one]}) for one in self.values[blank.COPIES]
        )

    def preview(self, dots_per_inch: float = 110) -> tuple[bytes, ...]:
        """The pages to look at: of several copies, which differ in their number only, the first."""
        first = {blank.COPIES: self.values[blank.COPIES][:1]} if self.copies > 1 else {}
        return press.pictures(self.kind, {**self.values, **first}, dots_per_inch)


class Printing:
    """The papers of one workplace, with its letterhead and stop."""

    def __init__(
        self,
        workplace: Workplace,
        stop: Callable[[], str],
        planned: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """`stop` tells the stop the papers are printed at, `planned` the names of the stops of the tour plan."""
        self._planned = planned
        self._place = workplace
        self._head = letterhead(workplace.settings)
        self._stop = stop

    @property
    def _lists(self) -> CodeLists:
        return self._place.codelists

    def number(self, service: Service, draft: Draft, day: date) -> str:
        """The number of the paper that declares what the draft says now; any edit gives another."""
        return paper_number(draft.id, self._asked(service, draft, day))

    def declaration(
        self,
        service: Service,
        draft: Draft,
        day: date,
        now: datetime,
        revision: int = 0,
        drawn: declaration.Drawn | None = None,
    ) -> Paper:
        """The declaration to sign (Meldeschein); `revision` is that of a correction, 0 for the first.

        With `drawn` it was signed on the screen.
        """
        answers = self._asked(service, draft, day)
        number = paper_number(draft.id, answers)
        printed = self._printed(now, day, number=number, case=draft.case or "", revision=revision)
        printed = replace(printed, form=draft.form)
        return Paper(
            "declaration",
            number,
            declaration.values(service, answers, self._lists, self._head, printed, drawn),
            now,
        )

    def receipt(self, service: Service, page: CasePage, now: datetime, visit: Visit) -> Paper:
        """The receipt for the citizen, with what is still missing and what its visit costs up to this case."""
        day = page.declared_at or page.case.submitted_at.astimezone().date()
        papers = missing.missing(service, page.answers, _by_kind(page.evidence), day)
        revision = sum(line.action in ("submit", "correct") for line in page.history)
        printed = self._printed(now, day, case=page.case.number, revision=revision)
        captured = page.case.submitted_at.astimezone().date()
        printed = replace(printed, captured=captured, form=page.form, stop=page.stop or printed.stop)
        read = confirmation(page.evidence, paper_number(page.draft, page.answers))
        printed = replace(printed, confirmed=read)
        made = receipt.values(service, papers, page.fees, self._head, printed, visit)
        made |= receipt.survey(survey.address(self._place.settings.survey_url, printed.stop, self._planned()))
        return Paper("receipt", page.case.number, made, now)

    def lacking(self, service: Service, draft: Draft, day: date) -> tuple[Text, ...]:
        """The names of the papers that have to be brought still."""
        return missing.missing(service, draft.answers, _by_kind(draft.evidence), day)

    def missing(self, service: Service, draft: Draft, day: date, now: datetime) -> Paper | None:
        """What has to be brought still; None when nothing is missing."""
        papers = self.lacking(service, draft, day)
        if not papers:
            return None
        return Paper("missing", "", missing.values(service, papers, self._head, self._printed(now, day)), now)

    def landlord_form(self, draft: Draft, day: date, now: datetime) -> Paper:
        """The landlord's confirmation (Wohnungsgeberbestätigung, § 19 BMG) with what is known of the move."""
        move = landlord.move_of(draft.answers)
        return Paper("landlord", "", landlord.values(move, self._head, self._printed(now, day)), now)

    def advice(self, service: Service, now: datetime) -> Paper:
        """The sheet of advice on what the bus cannot do."""
        printed = self._printed(now, now.astimezone().date())
        return Paper("advice", "", advice.values(service, self._head, printed), now)

    def bring(self, service: Service, now: datetime) -> Paper | None:
        """What to bring for a service, for somebody who is sent away; None where it needs nothing."""
        things = advice.bring(service)
        printed = self._printed(now, now.astimezone().date())
        return (
            Paper("missing", "", bring.values(service, things, self._head, printed), now) if things else None
        )

    def ticket(self, number: str, wait: int, at: datetime, now: datetime) -> Paper:
        """A waiting number drawn `at`; `wait` is about how many minutes it takes."""
        printed = self._printed(at, at.astimezone().date())
        return Paper("ticket", number, ticket.values(number, wait, self._head, printed), now)

    def blank(self, service: Service, numbers: Sequence[str], now: datetime) -> Paper:
        """Blank forms to fill in by hand, one for each number, in one paper."""
        printed = self._printed(now, now.astimezone().date())
        number = numbers[0] if len(numbers) == 1 else ""
        return Paper("blank", number, blank.values(service, numbers, self._lists, self._head, printed), now)

    def _asked(self, service: Service, draft: Draft, day: date) -> Answers:
        return checks.shown_of(Look(service, draft.answers, _by_kind(draft.evidence), day, self._lists))

    def _printed(
        self, now: datetime, day: date, *, number: str = "", case: str = "", revision: int = 0
    ) -> Printed:
        return replace(Printed(now, day), number=number, case=case, revision=revision, stop=self._stop())


def signature(draft: Draft, *numbers: str) -> Signature:
    """Whether one of the papers of these numbers, which say what the draft says now, was signed, in ink or on the screen."""
    signed = {item.note for item in draft.evidence if item.kind in (SIGNED_PAPER, SIGNED_SCREEN)}
    if not signed:
        return Signature.OPEN
    return Signature.SIGNED if signed.intersection(numbers) else Signature.VOID


def _by_kind(evidence: Sequence[Evidence]) -> Mapping[str, Evidence]:
    return {item.kind: item for item in evidence}
