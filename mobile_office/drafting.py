"""What is being typed: drafts of services, saved with every field, and what the rules say of them.

A draft is not a case; it never leaves the device. Every write is durable when it returns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mobile_office.attaching import Attaching
from mobile_office.authoring import new_id
from mobile_office.confirming import Confirming
from mobile_office.daybook import Daybook
from mobile_office.domain import checks
from mobile_office.domain.bill import Fees
from mobile_office.domain.case import Action
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.errors import NotAllowed
from mobile_office.domain.look import Look
from mobile_office.domain.number import is_form_number
from mobile_office.domain.overview import Colleague, Draft, Evidence
from mobile_office.domain.people import Actor, Role
from mobile_office.domain.rights import Right, require
from mobile_office.domain.service import Answers, Problem, Service, Text
from mobile_office.paper.missing import missing_of
from mobile_office.paper.printed import paper_number
from mobile_office.printing import SIGNED_PAPER, Paper, Printing, Signature, signature
from mobile_office.renewing import Renewing
from mobile_office.store.forms import Form
from mobile_office.store.searching import Searching
from mobile_office.visiting import Visiting
from mobile_office.workplace import Workplace

LANDLORD = "landlord"  # the evidence whose form (Wohnungsgeberbestätigung, § 19 BMG) we print


@dataclass(frozen=True)
class Found:
    """What the rules say of a draft; each as the question of the same name answers it."""

    visible: frozenset[str]
    problems: tuple[Problem, ...]
    signature: Signature
    missing: tuple[Text, ...]
    fees: Fees
    number: str  # of the paper that declares `answers`, which are those asked for
    answers: Answers


class Drafting:
    """A person typing at a workplace."""

    def __init__(
        self, workplace: Workplace, actor: Actor, daybook: Daybook, clock: Callable[[], datetime]
    ) -> None:
        self.actor = actor
        self.clock = clock
        self.daybook = daybook
        self._place = workplace
        self.printing = Printing(workplace, daybook.stop, daybook.planned_names)
        self.visiting = Visiting(workplace, actor, daybook, clock)
        self.renewing = Renewing(workplace, actor, clock)
        self.searching = Searching(workplace.drafts, workplace.catalog)
        self.attaching = Attaching(workplace, actor, clock)
        self.confirming = Confirming(workplace, actor, daybook, clock)

    @property
    def codelists(self) -> CodeLists:
        """The code lists the services refer to."""
        return self._place.codelists

    def choices(self, draft: Draft) -> CodeLists:
        """The code lists with what may be chosen on the day of a draft's declaration."""
        return self.codelists.on(self._declared(draft))

    def services(self) -> tuple[Service, ...]:
        """The services offered now, newest versions only."""
        return self._place.catalog.current()

    def advice(self) -> tuple[Service, ...]:
        """What is only told: nothing is asked, written or handed in."""
        return self._place.catalog.advice()

    def service(self, id: str, version: int) -> Service:
        """A service as it was when a case was asked with it. Raises BrokenService when it is gone."""
        return self._place.catalog.get(id, version)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Everyone the office has certified for this stream."""
        return self._place.people.colleagues()

    # -- what is being typed

    def start(self, service_id: str, answers: Answers | None = None) -> Draft:
        """A new draft of a service's current version; it begins a visit."""
        return self.visiting.begin(service_id, answers)

    def capture(self, service_id: str, form: str, declared: date) -> Draft:
        """A draft of what was declared on a paper form on a day (Nacherfassung); a form begun goes on.

        Raises NotAllowed: "form_number_wrong", "declared_in_future", "form_captured" (with the case's
        number) or "form_of_other_service" (with its id).
        """
        number = form.strip().upper()
        if not is_form_number(number):
            raise NotAllowed("form_number_wrong")
        if declared > self.daybook.legal_date():
            raise NotAllowed("declared_in_future")
        if begun := self._begun(number):
            return begun
        known, service = self._place.forms.get(number), self._current(service_id)
        if known is not None and known.case:
            raise NotAllowed("form_captured", case=known.case)
        if known is not None and known.service != service_id:
            raise NotAllowed("form_of_other_service", service=known.service)
        version = known.version if known is not None else service.version
        person, now = self.actor.person, self.clock()
        return self._place.drafts.new(
            new_id(), service_id, version, person, now, declared_at=declared, form=number
        )

    def form(self, number: str) -> Form | None:
        """What is known here of a paper form: printed, captured or being captured here; else None."""
        known, begun = self._place.forms.get(number), self._begun(number)
        if known is None and begun is not None:
            return Form(number, begun.service, begun.version, None, None)
        return known

    def _begun(self, number: str) -> Draft | None:
        """The draft a form is being captured in; the correction of a captured one is none."""
        drafts = self._place.drafts.open()
        return next((draft for draft in drafts if draft.form == number and draft.case is None), None)

    def blanks_out(self) -> int:
        """How many blank forms were printed here and are not captured yet."""
        return self._place.forms.blank()

    def print_blanks(self, service_id: str, count: int) -> Paper:
        """Issue numbers and lay out the blank forms that carry them, all in one paper."""
        numbers = self.issue_forms(service_id, count)
        return self.printing.blank(self._current(service_id), numbers, self.clock())

    def issue_forms(self, service_id: str, count: int) -> tuple[str, ...]:
        """Numbers for `count` blank forms, never given twice. Raises NotAllowed("role_not_allowed")."""
        require(self.actor.roles, Right.FORMS)
        service, letter = self._current(service_id), self._place.device.letter
        return self._place.forms.issue(letter, service.id, service.version, count, self.clock())

    def _current(self, service_id: str) -> Service:
        return next(item for item in self.services() if item.id == service_id)

    def draft(self, draft_id: str) -> Draft:
        """A draft as last saved."""
        return self._place.drafts.get(draft_id)

    def save(self, draft_id: str, key: str, value: Any, cursor: int | None = None) -> Draft:
        """One answer, durable when this returns. `key` is a path (`persons.0.family_name`), `cursor` a place in it."""
        person, now = self.actor.person, self.clock()
        return self._place.drafts.save(draft_id, key, value, person, now, self._label_of, cursor)

    def remove_item(self, draft_id: str, key: str, index: int) -> Draft:
        """Take one item out of a repeated section."""
        person, now = self.actor.person, self.clock()
        return self._place.drafts.remove_item(draft_id, key, index, person, now, self._label_of)

    def see(self, draft_id: str, kind: str, state: str, last: str = "", note: str = "") -> Draft:
        """Note evidence as seen (Original gesehen), by whom and when."""
        evidence = Evidence(kind, state, last, note, self.actor.person, self.clock())
        return self._place.drafts.add_evidence(draft_id, evidence)

    def unsee(self, draft_id: str, kind: str) -> Draft:
        """Take back a note of evidence."""
        return self._place.drafts.drop_evidence(draft_id, kind)

    def park(self, draft_id: str) -> Draft:
        """Put a draft aside; everyone at this laptop can find it."""
        return self._place.drafts.park(draft_id, True, self.clock())

    def resume(self, draft_id: str) -> Draft:
        """Go on with a draft."""
        return self._place.drafts.park(draft_id, False, self.clock())

    def hand_over(self, draft_id: str, person: str) -> Draft:
        """Give a draft to a colleague. Who typed stays in `hands`. Raises NotAllowed("colleague_role_missing")."""
        theirs = next((one.roles for one in self.colleagues() if one.person == person), frozenset[Role]())
        require(theirs, Right.TAKE_DRAFT, "colleague_role_missing")
        return self._place.drafts.hand_over(draft_id, person, self.clock())

    def take_over(self, draft_id: str) -> Draft:
        """Take over the draft of somebody who is away. Whoever typed or took over cannot approve it."""
        return self._place.drafts.take_over(draft_id, self.actor.person, self.clock())

    def owner(self, draft: Draft) -> tuple[str, bool]:
        """The name of whom a draft belongs to, and whether they are still here; of somebody let go, too."""
        certificate = self._place.people.certificate(draft.owner)
        if certificate is None:
            return draft.owner, False
        revoked = certificate.revoked_at
        return certificate.name, revoked is None or revoked > self.clock()

    def discard(self, draft_id: str) -> None:
        """Delete a draft for good, its scans with it; the screen asks twice."""
        self._place.drafts.delete(draft_id)
        self._place.attachments.sweep()

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """Everything the service's rules say about a draft now."""
        return checks.problems_of(self._look(draft, self._declared(draft)))

    def visible(self, draft: Draft) -> frozenset[str]:
        """The paths of the fields and evidence (`evidence.<kind>`) that apply to a draft now."""
        service, day = self._service_of(draft), self._declared(draft)
        return checks.visible(service, draft.answers, day, by_kind(draft))

    def found(self, draft: Draft) -> Found:
        """All of this at once, from one evaluation of the rules: what a screen shows after a change."""
        look = self._look(draft, self._declared(draft))
        number = paper_number(draft.id, answers := checks.shown_of(look))
        return Found(
            look.visible,
            checks.problems_of(look),
            signature(draft, number, draft.form),
            missing_of(look),
            self.visiting.fees(draft, look),
            number,
            answers,
        )

    def fees(self, draft: Draft) -> Fees:
        """What the citizen pays, for an application on the day of the declaration."""
        return self.visiting.fees(draft, self._look(draft, self._declared(draft)))

    def _look(self, draft: Draft, day: date) -> Look:
        """One evaluation of the rules for all questions that are asked at once."""
        return Look(self._service_of(draft), draft.answers, by_kind(draft), day, self.codelists)

    def _service_of(self, draft: Draft) -> Service:
        return self.service(draft.service, draft.version)

    def declaration(self, draft: Draft) -> Paper:
        """The declaration to sign, as the draft stands now."""
        service, day = self._service_of(draft), self._declared(draft)
        drawn, revision = self.attaching.drawn(draft), self._revision(draft)
        return self.printing.declaration(service, draft, day, self.clock(), revision, drawn)

    def missing(self, draft: Draft) -> tuple[Text, ...]:
        """The names of the papers that still have to be brought."""
        service, day = self._service_of(draft), self._declared(draft)
        return self.printing.lacking(service, draft, day)

    def missing_list(self, draft: Draft) -> Paper | None:
        """The list of them to take home; None when nothing is missing."""
        service, day = self._service_of(draft), self._declared(draft)
        return self.printing.missing(service, draft, day, self.clock())

    def landlord_form(self, draft: Draft) -> Paper | None:
        """The landlord's confirmation to fill in; None for a service that does not ask for it."""
        service = self.service(draft.service, draft.version)
        if not any(kind.key == LANDLORD for kind in service.evidence):
            return None
        return self.printing.landlord_form(draft, self._declared(draft), self.clock())

    def _revision(self, draft: Draft) -> int:
        """Which revision a correction will be: the SUBMIT was the first."""
        if draft.case is None:
            return 0
        history = self._place.page(draft.case, self.actor).history
        return 1 + sum(line.action in (Action.SUBMIT, Action.CORRECT) for line in history)

    def signature(self, draft: Draft) -> Signature:
        """Whether what the draft says now has been signed; any edit voids a signature.

        What was declared on a paper form was signed there: captured better, it is still signed.
        """
        service, day = self._service_of(draft), self._declared(draft)
        return signature(draft, self.printing.number(service, draft, day), draft.form)

    def sign(self, draft_id: str) -> Draft:
        """Note that the declaration, as the draft stands now, was signed in ink (evidence `signed_paper`)."""
        return self.see(draft_id, SIGNED_PAPER, "seen", note=self._paper_number(self.draft(draft_id)))

    def _paper_number(self, draft: Draft) -> str:
        """The number of the paper to sign: the form it was declared on, else what the draft says now."""
        if draft.form and draft.case is None:
            return draft.form
        service, day = self._service_of(draft), self._declared(draft)
        return self.printing.number(service, draft, day)

    def _declared(self, draft: Draft) -> date:
        """The legal day (BMG §§ 17, 33 run from it): the paper form's, else today."""
        return draft.declared_at or self.daybook.legal_date()

    def _label_of(self, draft: Draft) -> str:
        return checks.label(self._service_of(draft), draft.answers)


def by_kind(draft: Draft) -> dict[str, Evidence]:
    """The evidence of a draft by its kind."""
    return {item.kind: item for item in draft.evidence}
