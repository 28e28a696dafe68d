"""What is being typed: drafts of services, saved with every field, and what the rules say of them.

A draft is not a case; it never leaves the device. Every write is durable when it returns.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from mobile_office.authoring import new_id
from mobile_office.domain import checks
from mobile_office.domain.case import Action
from mobile_office.domain.codelists import CodeLists
from mobile_office.domain.overview import Colleague, Draft, Evidence
from mobile_office.domain.people import Actor
from mobile_office.domain.service import Answers, Problem, Service
from mobile_office.printing import SIGNED_PAPER, Paper, Printing, Signature, signature
from mobile_office.workplace import Workplace


class Drafting:
    """A person typing at a workplace."""

    def __init__(self, workplace: Workplace, actor: Actor, clock: Callable[[], datetime]) -> None:
        self.actor = actor
        self.clock = clock
        self._place = workplace
        self.printing = Printing(workplace)

    # -- what there is

    @property
    def codelists(self) -> CodeLists:
        """The code lists the services refer to."""
        return self._place.codelists

    def services(self) -> tuple[Service, ...]:
        """The services offered now, newest versions only."""
        return self._place.catalog.current()

    def service(self, id: str, version: int) -> Service:
        """A service as it was when a case was asked with it. Raises BrokenService when it is gone."""
        return self._place.catalog.get(id, version)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Everyone the office has certified for this stream."""
        return self._place.people.colleagues()

    # -- what is being typed

    def start(self, service_id: str, answers: Answers | None = None) -> Draft:
        """A new draft of a service's current version."""
        service = next(item for item in self.services() if item.id == service_id)
        person, now = self.actor.person, self.clock()
        drafts = self._place.drafts
        return self._labelled(drafts.new(new_id(), service.id, service.version, person, now, answers=answers))

    def draft(self, draft_id: str) -> Draft:
        """A draft as last saved."""
        return self._place.drafts.get(draft_id)

    def save(self, draft_id: str, key: str, value: Any) -> Draft:
        """One answer, durable when this returns. `key` is a path (`persons.0.family_name`)."""
        draft = self._place.drafts.save(draft_id, key, value, self.actor.person, self.clock())
        return self._labelled(draft)

    def remove_item(self, draft_id: str, key: str, index: int) -> Draft:
        """Take one item out of a repeated section."""
        drafts = self._place.drafts
        return self._labelled(drafts.remove_item(draft_id, key, index, self.actor.person, self.clock()))

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
        """Give a draft to a colleague. Who typed stays in `hands`."""
        return self._place.drafts.hand_over(draft_id, person, self.clock())

    def discard(self, draft_id: str) -> None:
        """Delete a draft for good; the screen asks twice."""
        self._place.drafts.delete(draft_id)

    def problems(self, draft: Draft) -> tuple[Problem, ...]:
        """Everything the service's rules say about a draft now."""
        service, day = self.service(draft.service, draft.version), self._declared(draft)
        return checks.problems(service, draft.answers, by_kind(draft), day, self.codelists)

    def visible(self, draft: Draft) -> frozenset[str]:
        """The paths of the fields and evidence (`evidence.<kind>`) that apply to a draft now."""
        service, day = self.service(draft.service, draft.version), self._declared(draft)
        return checks.visible(service, draft.answers, day, by_kind(draft))

    def declaration(self, draft: Draft) -> Paper:
        """The declaration to sign, as the draft stands now."""
        service, day = self.service(draft.service, draft.version), self._declared(draft)
        return self.printing.declaration(service, draft, day, self.clock(), self._revision(draft))

    def _revision(self, draft: Draft) -> int:
        """Which revision a correction will be: the SUBMIT was the first."""
        if draft.case is None:
            return 0
        history = self._place.page(draft.case, self.actor).history
        return 1 + sum(line.action in (Action.SUBMIT, Action.CORRECT) for line in history)

    def signature(self, draft: Draft) -> Signature:
        """Whether what the draft says now has been signed; any edit voids a signature."""
        service, day = self.service(draft.service, draft.version), self._declared(draft)
        return signature(draft, self.printing.number(service, draft, day))

    def sign(self, draft_id: str) -> Draft:
        """Note that the declaration, as the draft stands now, was signed in ink (evidence `signed_paper`)."""
        draft = self.draft(draft_id)
        service, day = self.service(draft.service, draft.version), self._declared(draft)
        return self.see(draft_id, SIGNED_PAPER, "seen", note=self.printing.number(service, draft, day))

    def _declared(self, draft: Draft) -> date:
        return draft.declared_at or self.clock().astimezone().date()

    def _labelled(self, draft: Draft) -> Draft:
        label = checks.label(self.service(draft.service, draft.version), draft.answers)
        return draft if label == draft.label else self._place.drafts.set_label(draft.id, label)


def by_kind(draft: Draft) -> dict[str, Evidence]:
    """The evidence of a draft by its kind."""
    return {item.kind: item for item in draft.evidence}
